import { SimulatedClock } from '../workbench/clock';
import type { Fault } from '../workbench/sandbox/sandbox';
import type { Workbench } from '../workbench/workbench';
import { type Bound, type Conditions, type Measure, mean } from './measure';
import { pasted, shipped, since } from './subjects';

const cells = 60;
const queries = [
  ['current_year', ''],
  ['last_year', ''],
  ['current_quarter', 'referral'],
  ['last_12_months', 'reseller'],
] as const;
const minute = 60_000;
/** Older than an answer counts as fresh, and younger than the cache forgets it. */
const answersAge = 20 * minute;
/** The failure of the first sixty cells still counts as one that may last, and is due to be tried again. */
const failureAge = 2 * minute;

/** Retry-After in seconds: some that a cell without a last good answer waits for, and one that is too long for any. */
const outages: ReadonlyArray<readonly [about: string, fault: Fault]> = [
  ...['1', '4', '10', '30'].map(
    (retryAfter) => [`429, Retry-After ${retryAfter}`, { kind: 'status', status: 429, retryAfter }] as const,
  ),
  ['503', { kind: 'status', status: 503 }],
];

/**
 * Sixty cells pasted at once over a few queries, with good last answers in the cache, while Journeybee fails for now: as the
 * failure is met for the first time, and a while later, when the cache knows of it and it may be tried again. Times are those of a
 * clock that stands still while this machine computes: what is waited for Journeybee and for other cells, and no more.
 */
export async function measureOutage({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [failure, fault] of outages) {
    const bench = await shipped(subject, { latencyMs, clock: new SimulatedClock() });
    try {
      await pasted(bench, 1, formulas);
      await bench.clock.advance(answersAge);
      bench.sandbox.faults.always(fault);
      since(bench);
      measures.push(...(await paste(bench, 2, `${failure}, met for the first time`)));
      await bench.clock.advance(failureAge);
      measures.push(...(await paste(bench, 3, `${failure}, known for two minutes`)));
    } finally {
      await bench.close();
    }
  }
  return measures;
}

const formulas = Array.from({ length: cells }, (_, index) => {
  const [period, type] = queries[index % queries.length] ?? queries[0];
  return `=SUM(INDEX(JB_PARTNERS("${period}", "${type}", ${1 + (index % 50)}), 0, 3))`;
});

const requestBound: Bound = {
  value: 1,
  because: 'Whether Journeybee answers again has to be asked once; a failure that is recorded serves every cell.',
};
const callBound: Bound = {
  value: 4,
  because: 'As of a warm cell: two calls to know which key it may use, two for the answer and the failure.',
};

async function paste(bench: Workbench, column: number, about: string): Promise<Measure[]> {
  const began = bench.clock.now();
  await pasted(bench, column, formulas);
  const ms = bench.clock.now() - began;
  const { requests, executions } = since(bench);
  const own = executions.filter(({ mode }) => mode === 'CUSTOM_FUNCTION');
  if (own.length !== cells) throw new Error(`${own.length} cells were calculated, not ${cells}.`);
  const calls = own.map((execution) => execution.calls.length);
  const waits = own.map((execution) => execution.ms);
  const measure = (what: string, value: number, bound: Bound | null): Measure => ({
    about,
    what,
    value,
    bound,
    script: null,
  });
  return [
    measure('ms that a cell waits, mean', mean(waits), null),
    measure('ms that a cell waits, most', Math.max(...waits), null),
    measure('ms until all are there', ms, null),
    measure('requests', requests, requestBound),
    measure('service calls per cell, mean', mean(calls), callBound),
    measure('service calls per cell, most', Math.max(...calls), null),
  ];
}
