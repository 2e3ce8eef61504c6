import type { Clock } from '../../clock';
import { PlatformError } from '../errors';
import type { Served } from '../served';

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Of a consumer account (P4-11). */
const recipientsPerDay = 100;
/** Signs of a subject, and bytes of a body (P4-12). */
const mostSubject = 250;
const mostBody = 200 * 1024;
const dayMs = 24 * 3_600_000;

export class MailApp implements Served<typeof globalThis.MailApp, 'sendEmail' | 'getRemainingDailyQuota'> {
  readonly #from: string;
  readonly #sent: Mail[];
  readonly #clock: Clock;

  constructor(from: string, sent: Mail[], clock: Clock) {
    this.#from = from;
    this.#sent = sent;
    this.#clock = clock;
  }

  getRemainingDailyQuota(): number {
    const since = this.#clock.now() - dayMs;
    return recipientsPerDay - this.#sent.filter(({ from, at }) => from === this.#from && at > since).length;
  }

  /** Only the three-text form, to one address. */
  sendEmail(recipient: unknown, subject?: unknown, body?: unknown): void {
    if (typeof recipient !== 'string' || typeof subject !== 'string' || typeof body !== 'string') {
      throw new PlatformError("The parameters don't match the method signature for MailApp.sendEmail.");
    }
    if (!/^[^@\s,]+@[^@\s,]+$/.test(recipient)) throw new PlatformError(`Invalid email: ${recipient}`);
    if (subject.length > mostSubject) throw new PlatformError('Invalid argument: subject');
    if (Buffer.byteLength(body) > mostBody) throw new PlatformError('Limit Exceeded: Email Body Size.');
    if (this.getRemainingDailyQuota() < 1) {
      throw new PlatformError('Service invoked too many times for one day: email.');
    }
    this.#sent.push({ from: this.#from, to: recipient, subject, body, at: this.#clock.now() });
  }
}
