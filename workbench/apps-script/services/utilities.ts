import { createHash } from 'node:crypto';
import type { Clock } from '../../clock';
import { PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';

export class Utilities implements Served<typeof globalThis.Utilities, 'sleep' | 'computeDigest'> {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sleep(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0 && milliseconds <= 300_000)) throw new PlatformError('Invalid argument: milliseconds');
    return this.#clock.wait(milliseconds);
  }

  /** Google's bytes are signed. */
  computeDigest(algorithm: unknown, value: unknown, charset: unknown): number[] {
    if (
      !isMember(algorithm, 'DigestAlgorithm.SHA_256') ||
      !isMember(charset, 'Charset.UTF_8') ||
      typeof value !== 'string'
    ) {
      throw new PlatformError("The parameters don't match the method signature for Utilities.computeDigest.");
    }
    return [...new Int8Array(createHash('sha256').update(value, 'utf8').digest())];
  }
}

function isMember(value: unknown, name: string): boolean {
  return value instanceof EnumMember && value.name === name;
}
