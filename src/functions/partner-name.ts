import type { Credential } from '../journeybee/credential';
import { cachedDirectory } from '../journeybee/directory';
import { Problem } from '../problem';
import { shown } from './given';

export interface NamedPartner {
  readonly uuid: string;
  readonly name: string;
}

/** Those with exactly this name or uuid, whatever its case. */
export function called<T extends NamedPartner>(partners: readonly T[], text: string): T[] {
  const wanted = text.trim().toLowerCase();
  return partners.filter(({ uuid, name }) => name.trim().toLowerCase() === wanted || uuid.toLowerCase() === wanted);
}

/** The one partner that a name, a part of one or a uuid means, among all of the account's. @throws Problem that lists whom it may mean */
export function findPartner(text: string, credential: Credential, until: number): NamedPartner {
  const { partners, total } = cachedDirectory(credential, until).answer;
  const exact = called(partners, text);
  const meant =
    exact.length > 0 ? exact : partners.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  const [one] = meant;
  if (one && meant.length === 1) return one;
  if (one) throw ambiguous(text, meant);
  throw new Problem(
    total > partners.length
      ? `${shown(text)} is not among the first ${partners.length} of your ${total} partners. Use the partner’s uuid.`
      : `None of your partners is called ${shown(text)}. Use the name as it is in Journeybee, or the partner’s uuid.`,
  );
}

export function ambiguous(text: string, candidates: readonly NamedPartner[]): Problem {
  const named = candidates.slice(0, 5).map(({ name, uuid }) => `${name} (${uuid})`);
  const more = candidates.length > named.length ? ` and ${candidates.length - named.length} more` : '';
  return new Problem(`${shown(text)} may mean ${named.join(', ')}${more}. Use the whole name, or the uuid.`);
}
