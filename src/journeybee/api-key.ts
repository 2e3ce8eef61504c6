import { sha256 } from '../google/digest';
import { Problem } from '../problem';

/**
 * The key as pasted, without what tends to come along with it. Nothing is known of a key's form, so only what cannot
 * travel in a header is refused.
 */
export function parseKey(pasted: string): string {
  const key = pasted.trim().replace(/^(?:bearer|api-key)\s+/i, '');
  if (key === '') throw new Problem('Paste your API key first. In Journeybee: Settings > API Keys > Create API Key.');
  if (key.length > 500 || !/^[\x21-\x7e]+$/.test(key)) {
    throw new Problem(
      'This does not look like an API key: it holds spaces or other signs that a key cannot have. Copy it again from Journeybee.',
    );
  }
  return key;
}

/** Tells keys apart where the key itself may not be: in stores that others can read, and in cache keys. */
export const fingerprint = (key: string): string => sha256(key);

/** All that is ever shown of a key; nothing of one so short that this would give it away. */
export const lastFour = (key: string): string => (key.length >= 12 ? key.slice(-4) : '····');
