import { sha256 } from '../google/digest';
import { Problem } from '../problem';

/** Invisible signs that pages, mails and chats leave in copied text. */
const invisible = /\p{DI}|\p{Cf}/gu;

/** Spaces, commas, quotation marks and brackets of any kind, as they stand in a character class. */
const marks = String.raw`\s,;"'<>()[\]{}\u0060\u00ab\u00b4\u00bb\u2018-\u201f\u2039\u203a\u300c-\u300f\uff02\uff07`;

/**
 * Text that is copied along with a key: quotation marks and brackets at either end, and the name of a header, a
 * setting or a scheme before it. A full stop or `=` at the end may belong to the key.
 */
const around = [
  new RegExp(`^[${marks}]+|[${marks}]+$`, 'g'),
  /^(?:-H|--header|export|set)(?=[\s"'])/i,
  new RegExp(String.raw`^(?:authorization|[\w-]*(?:api[ _-]?)(?:key|token))[${marks}]*[:=]`, 'i'),
  /^(?:(?:token|api[ _-]?key)\s+|bearer(?:\s+|$))/i,
];

/**
 * The key without text that was pasted along with it. The form of a key is not documented (J-27), so only characters
 * that cannot travel in a header are refused.
 */
export function parseKey(pasted: string): string {
  // A longer text is no key, and would take long to search.
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

/**
 * A hash that identifies a key where the key itself must not stand: in stores that others can read, and in cache keys.
 */
export const fingerprint = (key: string): string => sha256(key);

/** The only part of a key that is ever shown; dots where the key is so short that this would reveal it. */
export const lastFour = (key: string): string => (key.length >= 12 ? key.slice(-4) : '····');
