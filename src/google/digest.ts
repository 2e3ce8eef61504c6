const digests = new Map<string, string>();

/**
 * The SHA-256 of a text as 64 hexadecimal digits, computed by Google once in an execution. Google returns bytes from
 * -128 to 127.
 */
export function sha256(text: string): string {
  const before = digests.get(text);
  if (before !== undefined) return before;
  const bytes = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8);
  const digest = bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, '0')).join('');
  digests.set(text, digest);
  return digest;
}
