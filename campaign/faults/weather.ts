import { type Fate, serviceFailures } from '../../workbench/apps-script/interference';
import type { Random } from '../../workbench/random';
import { type Fault, GARBAGE_BODIES } from '../../workbench/sandbox/sandbox';
import type { Counted } from './findings';

const [firstBody, ...otherBodies] = GARBAGE_BODIES;
const statuses = [400, 401, 403, 404, 422, 429, 500, 502, 503, 418, 204, 304] as const;

/** What goes wrong in one step, and when. */
export interface Weather {
  /** By the number of the service call, over all executions of the step. */
  readonly strikes: ReadonlyMap<number, Fate>;
  readonly forgetsAt: ReadonlySet<number>;
  /** For the next so many requests. */
  readonly faults: ReadonlyArray<{ readonly fault: Fault; readonly times: number }>;
  /** The requests before which the company changes. */
  readonly changesAt: ReadonlySet<number>;
  /** The calls during which time passes, in the middle of which somebody edits. */
  readonly editsAt: ReadonlySet<number>;
}

export const calm: Weather = {
  strikes: new Map(),
  forgetsAt: new Set(),
  faults: [],
  changesAt: new Set(),
  editsAt: new Set(),
};

export function drawWeather(random: Random): Weather {
  const strikes = new Map<number, Fate>();
  if (random.chance(0.5))
    for (let many = random.integer(1, 3); many > 0; many -= 1) strikes.set(early(random, 200), fateOf(random));
  const faults: Array<{ fault: Fault; times: number }> = [];
  if (random.chance(0.4))
    for (let many = random.integer(1, 3); many > 0; many -= 1)
      faults.push({ fault: faultOf(random), times: random.integer(1, 4) });
  const some = (probability: number, most: number) =>
    new Set(random.chance(probability) ? Array.from({ length: random.integer(1, 2) }, () => early(random, most)) : []);
  return { strikes, faults, forgetsAt: some(0.3, 150), changesAt: some(0.25, 6), editsAt: some(0.25, 4) };
}

/** From 1 on, the first ones as likely as all the later ones together: runs differ in length. */
const early = (random: Random, most: number) => Math.floor(most ** random.fraction());

function fateOf(random: Random): Fate {
  const text = random.pick([
    ...serviceFailures,
    'Service Spreadsheets failed while accessing document with id 1a2b3c.',
    'We’re sorry, a server error occurred. Please wait a bit and try again.',
    'Exception: Address unavailable: https://api.journeybee.io/v1/analytics/partners?limit=5',
    'You do not have permission to call the service.',
  ]);
  return random.pick<Fate>([
    'kill',
    'kill',
    'last',
    'last',
    { fail: text },
    { fail: text },
    { stallMs: random.integer(1000, 400_000) },
  ]);
}

function faultOf(random: Random): Fault {
  const body = random.pick([firstBody, ...otherBodies]);
  return random.pick<Fault>([
    { kind: 'status', status: random.pick(statuses) },
    { kind: 'status', status: 403, code: 'module_disabled' },
    { kind: 'status', status: random.pick([429, 503]), retryAfter: random.pick(['1', '120', 'soon', '-5', '']) },
    { kind: 'stall', ms: random.pick([5000, 40_000, Number.POSITIVE_INFINITY]) },
    { kind: 'drip', pieces: random.integer(2, 10), ms: random.integer(10, 9000) },
    {
      kind: 'redirect',
      status: random.pick([301, 302, 303, 307, 308]),
      location: random.pick([
        'https://example.org/elsewhere',
        '/v1/partners',
        'http://api.journeybee.io/v1/analytics/partners',
      ]),
    },
    { kind: 'cut' },
    { kind: 'reset' },
    { kind: 'garbage', body: body === 'huge' && random.chance(0.9) ? 'empty' : body },
  ]);
}

export const wordsFor: Readonly<Record<Fault['kind'], Counted>> = {
  status: 'API: a status',
  stall: 'API: a stall',
  drip: 'API: drop by drop',
  redirect: 'API: a redirect',
  cut: 'API: cut',
  reset: 'API: a reset',
  garbage: 'API: garbage with status 200',
  text: 'API: garbage with status 200',
};

/** Whether a run may end in its middle of it. */
export const interrupts = (fate: Fate): boolean => typeof fate === 'string' || 'fail' in fate;
