import { createHash } from 'node:crypto';
import type { Clock } from '../../clock';
import { PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import { type ZoneFormatter, zoneFormatter } from '../workbook/time-zone';

export class Utilities implements Served<typeof globalThis.Utilities, 'sleep' | 'computeDigest' | 'formatDate'> {
  readonly #clock: Clock;

  readonly #over: AbortSignal;

  /** `over`: when the execution is. */
  constructor(clock: Clock, over: AbortSignal) {
    this.#clock = clock;
    this.#over = over;
  }

  sleep(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0 && milliseconds <= 300_000)) throw new PlatformError('Invalid argument: milliseconds');
    return this.#clock.wait(milliseconds, this.#over);
  }

  /** Only the letters yyyy MM dd HH mm of Java's patterns. */
  formatDate(date: unknown, timeZone: unknown, format: unknown): string {
    if (!(date instanceof Date) || typeof timeZone !== 'string' || typeof format !== 'string') {
      throw new PlatformError("The parameters don't match the method signature for Utilities.formatDate.");
    }
    const { format: clock, aheadMs } = wallClock(timeZone);
    const parts = clock.formatToParts(date.getTime() + aheadMs);
    const part = (type: string) => parts.find((known) => known.type === type)?.value ?? '';
    const letters: Readonly<Record<string, string>> = {
      yyyy: part('year'),
      MM: part('month'),
      dd: part('day'),
      HH: part('hour'),
      mm: part('minute'),
    };
    return format.replace(/[a-zA-Z]+/g, (letter) => {
      const text = letters[letter];
      if (text === undefined) throw new PlatformError(`Not supported here: the date pattern ${letter}.`);
      return text;
    });
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

/** Of one zone; kept, because making one takes longer than most executions. */
const wallClocks = new Map<string, ZoneFormatter>();

function wallClock(timeZone: string): ZoneFormatter {
  const known = wallClocks.get(timeZone);
  if (known) return known;
  const made = zoneFormatter(timeZone, 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  wallClocks.set(timeZone, made);
  return made;
}

function isMember(value: unknown, name: string): boolean {
  return value instanceof EnumMember && value.name === name;
}
