import type { Workbench } from '../workbench/workbench';
import type { ReportWish, Subject } from './driver';
import { type Bound, type Conditions, type Measure, median, timed } from './measure';
import { cachedScript, call, change, sheet, shipped, since } from './subjects';

const periods: ReadonlyArray<ReportWish['period']> = ['current_year', 'last_year', 'current_quarter', 'last_12_months'];
const types: ReadonlyArray<ReportWish['type']> = [null, 'reseller'];
const limit = 10;
const queries = periods.length * types.length;
/** How often a refresh is measured that is to be told from another by milliseconds. */
const repeats = 5;

interface Planned {
  readonly period: ReportWish['period'];
  readonly type: ReportWish['type'];
  readonly row: number;
  readonly column: number;
}

/** Reports over eight leaderboards, in two columns of one sheet. */
export async function measureRefresh({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const measures: Measure[] = [];
  const marginal: Array<{ readonly reports: number; readonly changed: Ran; readonly unchanged: Ran }> = [];
  for (const reports of [1, 20, 100]) {
    const plan = planned(reports);
    const asked = Math.min(reports, queries);
    const [own, hand] = [await shipped(subject, { latencyMs }), await cachedScript({ latencyMs })];
    try {
      const title = `${reports} ${reports === 1 ? 'report' : 'reports'}`;
      const first = await ran(own, async () => {
        for (const one of plan) await insert(own, subject, one);
      });
      await call(hand, 'saveReports', JSON.stringify(plan.map((one) => ({ ...one, limit }))));
      since(hand);
      const handFirst = await ran(hand, () => call(hand, 'refreshReports'));
      measures.push(...measuresOf(`${title}, first write, one click each`, first, handFirst, eachClick(reports), null));

      await refresh(own, subject);
      since(own);
      change(own.sandbox);
      change(hand.sandbox);
      const changed = await ran(own, () => refresh(own, subject));
      const handChanged = await ran(hand, () => call(hand, 'refreshReports'));
      const oneLatency = {
        value: latencyMs,
        because: 'All requests leave together and are waited for once; the sheet’s own time comes on top.',
      };
      measures.push(...measuresOf(`${title}, changed`, changed, handChanged, together(asked), oneLatency));

      const unchanged = await ran(own, () => refresh(own, subject));
      const handUnchanged = await ran(hand, () => call(hand, 'refreshReports'));
      measures.push(...measuresOf(`${title}, unchanged`, unchanged, handUnchanged, together(asked), oneLatency));
      marginal.push({ reports, changed, unchanged });
      if (reports === 20) measures.push(await roundTrips(own, subject, latencyMs, title));
    } finally {
      await own.close();
      await hand.close();
    }
  }
  return [...measures, ...perReport(marginal)];
}

const together = (value: number): Bound => ({
  value,
  because: 'A refresh always asks, and each distinct leaderboard takes one request, however many reports show it.',
});
const eachClick = (value: number): Bound => ({
  value,
  because: 'Each report is made by a click of its own, which shows fresh figures: one request each.',
});
const oneBatch: Bound = { value: 1, because: 'All requests of a refresh can leave in one batch.' };

interface Ran {
  readonly ms: number;
  readonly requests: number;
  readonly batches: number;
  readonly calls: readonly string[];
}

async function ran(bench: Workbench, step: () => Promise<unknown>): Promise<Ran> {
  const ms = await timed(step);
  const { requests, calls } = since(bench);
  return { ms, requests, batches: calls.filter((name) => name.startsWith('UrlFetchApp.')).length, calls };
}

function measuresOf(about: string, own: Ran, hand: Ran, requests: Bound, ms: Bound | null): Measure[] {
  const batches = requests.value === 1 || ms ? oneBatch : { ...requests };
  return [
    { about, what: 'requests', value: own.requests, bound: requests, script: hand.requests },
    { about, what: 'batches', value: own.batches, bound: batches, script: hand.batches },
    { about, what: 'service calls', value: own.calls.length, bound: null, script: hand.calls.length },
    ...kinds.map(([what, pattern]) => ({
      about,
      what: `of these: ${what}`,
      value: own.calls.filter((name) => pattern.test(name)).length,
      bound: null,
      script: hand.calls.filter((name) => pattern.test(name)).length,
    })),
    { about, what: 'ms', value: own.ms, bound: ms, script: hand.ms },
  ];
}

const inTheSheet = /^(?:SpreadsheetApp|Spreadsheet|Sheet|Range|NamedRange)\./;
const kinds: ReadonlyArray<readonly [string, RegExp]> = [
  ['sheet', inTheSheet],
  ['properties', /^(?:PropertiesService|Properties)\./],
  ['cache', /^(?:CacheService|Cache)\./],
  ['lock', /^(?:LockService|Lock)\./],
  ['requests and their answers', /^(?:UrlFetchApp|HttpResponse)\./],
  ['dates and digests', /^Utilities\./],
  ['person and permission', /^(?:Session|SessionUser|ScriptApp|AuthorizationInfo)\./],
];

/** What each further report costs, over the same leaderboards: from twenty reports to a hundred. */
function perReport(
  runs: ReadonlyArray<{ readonly reports: number; readonly changed: Ran; readonly unchanged: Ran }>,
): Measure[] {
  const [few, many] = [runs[1], runs[2]];
  if (!few || !many) return [];
  const more = many.reports - few.reports;
  return (['unchanged', 'changed'] as const).flatMap((kind) => {
    const each = (pattern: RegExp) => {
      const count = ({ calls }: Ran) => calls.filter((name) => pattern.test(name)).length;
      return (count(many[kind]) - count(few[kind])) / more;
    };
    const about = `each further report, ${kind}`;
    return [
      {
        about,
        what: 'service calls in the sheet',
        value: each(inTheSheet),
        bound: kind === 'unchanged' ? sixCalls : null,
        script: null,
      },
      { about, what: 'service calls in all', value: each(/./), bound: null, script: null },
    ];
  });
}

const sixCalls: Bound = {
  value: 6,
  because:
    'The named range is asked for, where it is, its values, its formulas; the title is written, and the writes are carried out.',
};

/** How many latencies a refresh takes beyond what it takes when answers come at once. */
async function roundTrips(bench: Workbench, subject: Subject, latencyMs: number, title: string): Promise<Measure> {
  const timesAt = async (ms: number) => {
    bench.sandbox.settings.latencyMs = ms;
    const times: number[] = [];
    for (let time = 0; time < repeats; time += 1) {
      change(bench.sandbox);
      times.push(await timed(() => refresh(bench, subject)));
    }
    return median(times);
  };
  const [without, withLatency] = [await timesAt(0), await timesAt(latencyMs)];
  since(bench);
  return {
    about: `${title}, changed`,
    what: `latencies beyond the sheet’s own time (${Math.round(without)} ms), median of ${repeats}`,
    value: latencyMs > 0 ? (withLatency - without) / latencyMs : 0,
    bound: { value: 1, because: 'One batch is waited for once.' },
    script: null,
  };
}

/** As the menu does it: a click in the sidebar takes three calls more for each report, to show where it is. */
const refresh = (bench: Workbench, { driver }: Subject) => call(bench, driver.refreshEntry);

async function insert(bench: Workbench, { driver }: Subject, { period, type, row, column }: Planned): Promise<void> {
  bench.file.workbook.setActive(sheet, { row, column, rows: 1, columns: 1 });
  await driver.insert(bench, { name: `${row}, ${column}`, period, type, rows: limit });
}

function planned(reports: number): Planned[] {
  return Array.from({ length: reports }, (_, index) => ({
    period: periods[index % periods.length] ?? 'current_year',
    type: types[Math.floor(index / periods.length) % types.length] ?? null,
    row: 1 + 14 * (index >> 1),
    column: index % 2 === 0 ? 1 : 14,
  }));
}
