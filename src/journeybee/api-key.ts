import { sha256 } from '../google/digest';
import { Problem } from '../problem';

/** Signs that nobody sees, which pages, mails and chats leave in what is copied. */
const invisible = /\p{DI}|\p{Cf}/gu;

/** Spaces, commas, quotation marks and brackets of any kind, as they stand in a character class. */
const marks = String.raw`\s,;"'<>()[\]{}\u0060\u00ab\u00b4\u00bb\u2018-\u201f\u2039\u203a\u300c-\u300f\uff02\uff07`;

/**
 * What a key is copied with: marks at either end, and before it the name of a header, of a setting or of a scheme. A full
 * stop or `=` at the end may belong to the key.
 */
const around = [
  new RegExp(`^[${marks}]+|[${marks}]+$`, 'g'),
  /^(?:-H|--header|export|set)(?=[\s"'])/i,
  new RegExp(String.raw`^(?:authorization|[\w-]*(?:api[ _-]?)(?:key|token))[${marks}]*[:=]`, 'i'),
  /^(?:(?:token|api[ _-]?key)\s+|bearer(?:\s+|$))/i,
];

/**
 * The key as pasted, without what tends to come along with it. Nothing is known of a key's form (J-27), so only what cannot
 * travel in a header is refused.
 */
export function parseKey(pasted: string): string {
  // More than that is no key, whatever stands around it, and would take long to look through.
  if (pasted.length > 2000) throw notKey();
  let key = pasted.replace(invisible, '');
  for (let before = ''; before !== key; ) {
    before = key;
    for (const part of around) key = key.replace(part, '');
  }
  if (key === '') throw new Problem('Paste your API key first. In Journeybee: Settings > API Keys > Create API Key.');
  if (key.length > 500 || !/^[\x21-\x7e]+$/.test(key)) throw notKey();
  return key;
}

const notKey = () =>
  new Problem(
    'This does not look like an API key: it holds spaces or other signs that a key cannot have. Copy it again from Journeybee.',
  );

/** Tells keys apart where the key itself may not be: in stores that others can read, and in cache keys. */
export const fingerprint = (key: string): string => sha256(key);

/** All that is ever shown of a key; nothing of one so short that this would give it away. */
export const lastFour = (key: string): string => (key.length >= 12 ? key.slice(-4) : '····');
