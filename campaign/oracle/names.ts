import type { AccountPartner } from './figures';

/** Two names are the same where these are. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b\u2060\u00ad\u180e\ufeff]/g, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/[\s\u0085]+/g, ' ')
    .trim();

/** A name as a cell is to have it. */
export const nameShown = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\u200b\u2060\u00ad\u180e\ufeff]/g, '')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();

/** Whom a text means: whoever has that uuid or that whole name; else whoever has it as a part of the name. */
export function meantBy(text: string, partners: readonly AccountPartner[]): readonly AccountPartner[] {
  const wanted = folded(text);
  const exact = partners.filter(({ uuid, name }) => uuid.toLowerCase() === wanted || folded(name) === wanted);
  return exact.length > 0 ? exact : partners.filter(({ name }) => folded(name).includes(wanted));
}
