/**
 * A short text that is another one for another text, but for one accident in some 2^60: two sums that multiply by numbers of
 * their own. It protects from nothing but chance.
 */
export function checksum(text: string): string {
  let [first, second] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    first = Math.imul(first ^ sign, 0x01000193);
    second = Math.imul(second ^ sign, 0x5bd1e995) ^ (second >>> 15);
  }
  return `${(first >>> 0).toString(36)}-${(second >>> 0).toString(36)}`;
}
