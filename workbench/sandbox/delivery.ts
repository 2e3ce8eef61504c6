import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import type { ApiAnswer } from './api';
import type { Fault } from './faults';
import { garbage } from './garbage';

const JSON_TYPE = 'application/json; charset=utf-8';
/** More than UrlFetch accepts, which is 50 MB. */
const HUGE_BYTES = 51 * 1024 * 1024;

/** One response on its way to a client, who may leave at any moment. */
export class Delivery {
  private readonly gone = new AbortController();

  constructor(
    private readonly response: ServerResponse,
    private readonly clock: Pick<Clock, 'now' | 'wait'>,
    private readonly answered: (status: number) => void,
  ) {
    response.once('close', () => this.gone.abort());
    // The client's clock and ours have to agree on what a Retry-After date means.
    response.sendDate = false;
  }

  /** True once nobody is there to answer, or all has been said. */
  get over(): boolean {
    return this.gone.signal.aborted;
  }

  async wait(ms: number): Promise<void> {
    if (ms > 0) await this.clock.wait(ms, this.gone.signal);
  }

  answer({ status, headers, body }: ApiAnswer): void {
    const text = JSON.stringify(body);
    this.begin(status, { 'Content-Type': JSON_TYPE, 'Content-Length': String(Buffer.byteLength(text)), ...headers });
    this.response.end(text);
  }

  async drip({ status, headers, body }: ApiAnswer, { pieces, ms }: Extract<Fault, { kind: 'drip' }>): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(body));
    const size = Math.max(1, Math.ceil(bytes.length / pieces));
    this.begin(status, { 'Content-Type': JSON_TYPE, 'Content-Length': String(bytes.length), ...headers });
    for (let from = 0; from < bytes.length && !this.over; from += size) {
      this.response.write(bytes.subarray(from, from + size));
      await this.wait(ms);
    }
    this.response.end();
  }

  redirect({ status, location = 'https://example.org/elsewhere' }: Extract<Fault, { kind: 'redirect' }>): void {
    this.begin(status, { Location: location, 'Content-Length': '0' });
    this.response.end();
  }

  /** The half must have left before the connection goes, or the client would see a reset. */
  async cut({ status, headers, body }: ApiAnswer): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(body));
    this.begin(status, { 'Content-Type': JSON_TYPE, 'Content-Length': String(bytes.length), ...headers });
    await new Promise((written) => this.response.write(bytes.subarray(0, bytes.length / 2), written));
    this.response.destroy();
  }

  reset(): void {
    this.response.socket?.resetAndDestroy();
  }

  text({ text, status = 200, retryAfter }: Extract<Fault, { kind: 'text' }>): void {
    this.begin(status, {
      'Content-Type': JSON_TYPE,
      'Content-Length': String(Buffer.byteLength(text)),
      ...(retryAfter !== undefined && { 'Retry-After': retryAfter }),
    });
    this.response.end(text);
  }

  async garbage(answer: ApiAnswer, { body, bytes = HUGE_BYTES }: Extract<Fault, { kind: 'garbage' }>): Promise<void> {
    if (body === 'huge') return this.flood(bytes);
    const { contentType, text } = garbage(body, answer.body);
    this.begin(200, { 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(text)) });
    this.response.end(text);
  }

  /** JSON, but for its size without meaning; never in memory as a whole. */
  private async flood(bytes: number): Promise<void> {
    const [head, tail] = ['{"partners":"', '"}'];
    const chunk = Buffer.alloc(64 * 1024, 'x');
    this.begin(200, { 'Content-Type': JSON_TYPE, 'Content-Length': String(head.length + bytes + tail.length) });
    this.response.write(head);
    for (let left = bytes; left > 0 && !this.over; left -= chunk.length) {
      if (this.response.write(chunk.subarray(0, left))) continue;
      await once(this.response, 'drain', { signal: this.gone.signal }).catch(() => undefined);
    }
    this.response.end(tail);
  }

  private begin(status: number, headers: Record<string, string>): void {
    this.answered(status);
    this.response.writeHead(status, { Date: new Date(this.clock.now()).toUTCString(), ...headers });
  }
}
