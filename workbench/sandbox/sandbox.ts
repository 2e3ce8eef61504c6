import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock';
import { Api, type ApiAnswer, type ApiRequest } from './api';
import type { Company } from './company';
import { type Day, dayOf } from './day';
import { Delivery } from './delivery';
import { type Fault, Faults } from './faults';
import { type AccountKind, foundCompany } from './founding';
import { KeyRing, type SandboxKeys } from './keys';
import { Problem } from './problem';
import { defaultSettings, type SandboxSettings } from './settings';

export { DIRECTORY_PATH, LEADERBOARD_PATH } from './api';
export type { Company } from './company';
export { FAULT_MENU, type Fault, type Faults, GARBAGE_BODIES } from './faults';
export type { AccountKind } from './founding';
export type { SandboxKeys } from './keys';
export { NAMES_A_SHEET_MISREADS, UNUSUAL_NAMES } from './partner-names';
export { PERIODS } from './period';
export type { SandboxSettings } from './settings';

export interface SandboxOptions {
  /** Decides every partner, deal, lead, uuid and key. */
  seed?: number;
  /** The hostile one when left out. */
  account?: AccountKind;
  /** Any free one when left out. */
  port?: number;
  clock: Pick<Clock, 'now' | 'wait'>;
}

/** What arrived, from the moment it did. */
export interface RequestRecord {
  method: string;
  path: string;
  /** As sent, without the question mark. */
  query: string;
  /** The last four characters of the key that was sent, or null. */
  key: string | null;
  /** When it arrived, by the sandbox's clock. */
  time: number;
  /** Null while nothing was answered, and for ever if nothing was. */
  status: number | null;
  /** The fault it met. */
  fault: Fault | null;
}

export interface Sandbox {
  url: string;
  keys: SandboxKeys;
  /** From now on the key is answered 401. */
  revoke(key: string): void;
  /** May be changed at any time; the next request feels it. */
  settings: SandboxSettings;
  faults: Faults;
  requests: RequestRecord[];
  /** What the account holds; may be changed at any time. */
  data: Company;
  /** Ends open connections, answered or not. */
  close(): Promise<void>;
}

/** Starts a Journeybee of one's own on 127.0.0.1. Its data ends on the clock's day at this moment. */
export async function startSandbox({
  seed = 1,
  account = 'hostile',
  port = 0,
  clock,
}: SandboxOptions): Promise<Sandbox> {
  const settings = defaultSettings();
  const faults = new Faults();
  const requests: RequestRecord[] = [];
  const keyRing = new KeyRing(seed);
  const data = accountOf(seed, dayOf(clock.now()), account);
  const api = new Api(data, keyRing, settings, () => clock.now());

  const server = createServer((incoming, response) => {
    const request = requestOf(incoming);
    const record = recordOf(request, clock.now(), faults.take(request.path));
    requests.push(record);
    void serve(request, record, response);
  });

  async function serve(request: ApiRequest, record: RequestRecord, response: ServerResponse): Promise<void> {
    const { fault } = record;
    const delivery = new Delivery(response, clock, (status) => {
      record.status = status;
    });
    await delivery.wait(settings.latencyMs);
    if (fault?.kind === 'stall') await delivery.wait(fault.ms);
    if (delivery.over) return;
    try {
      await deliver(request, fault, delivery);
    } catch (error) {
      delivery.answer(failure(error));
    }
  }

  async function deliver(request: ApiRequest, fault: Fault | null, delivery: Delivery): Promise<void> {
    switch (fault?.kind) {
      case 'status':
        return delivery.answer(api.problem(request, fault));
      case 'redirect':
        return delivery.redirect(fault);
      case 'reset':
        return delivery.reset();
      case 'cut':
        return delivery.cut(api.answer(request));
      case 'drip':
        return delivery.drip(api.answer(request), fault);
      case 'text':
        return delivery.text(fault);
      case 'garbage':
        return delivery.garbage(api.answer(request), fault);
      case 'stall':
      case undefined:
        return delivery.answer(api.answer(request));
    }
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: actualPort } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${actualPort}`,
    keys: keyRing.keys,
    revoke: (key) => keyRing.revoke(key),
    settings,
    faults,
    requests,
    data,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let lastFounded: {
  readonly seed: number;
  readonly day: Day;
  readonly kind: AccountKind;
  readonly company: Company;
} | null = null;

/** Founding takes longer than all else about a start, and many sandboxes of one process begin with the same account. */
function accountOf(seed: number, day: Day, kind: AccountKind): Company {
  if (lastFounded?.seed !== seed || lastFounded.day !== day || lastFounded.kind !== kind) {
    lastFounded = { seed, day, kind, company: foundCompany(seed, day, kind) };
  }
  return lastFounded.company.copy();
}

function requestOf(incoming: IncomingMessage): ApiRequest {
  incoming.resume();
  const [path = '', ...query] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    path,
    query: query.join('?'),
    authorization: incoming.headers.authorization,
  };
}

function recordOf(
  { method, path, query, authorization }: ApiRequest,
  time: number,
  fault: Fault | null,
): RequestRecord {
  const key = KeyRing.keyIn(authorization)?.slice(-4) ?? null;
  return { method, path, query, key, time, status: null, fault };
}

/** Our own bug, told to whoever asked: tests and people at the workbench see what went wrong where they look. */
function failure(error: unknown): ApiAnswer {
  return new Problem('internal_error', error instanceof Error ? error.message : String(error));
}
