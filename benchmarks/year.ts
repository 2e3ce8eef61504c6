import { SimulatedClock } from '../workbench/clock';
import type { Workbench } from '../workbench/workbench';
import type { Schedule, Subject } from './driver';
import { type Conditions, type Measure, median } from './measure';
import { cachedScript, call, change, sheet, shipped, since } from './subjects';

const hourMs = 3_600_000;
const months = 3;
const daysOfMonth = 30;
/** Every hour, each workday, each Monday, each first of the month; the other ticks of the day have nothing else to do. */
const schedules: readonly Schedule[] = [
  { kind: 'hourly' },
  { kind: 'weekly', days: [1, 2, 3, 4, 5], hour: 8 },
  { kind: 'weekly', days: [1], hour: 6 },
  { kind: 'monthly', day: 1, hour: 7 },
];
const storeLimit = 500 * 1024;
const propertyLimit = 9 * 1024;

/** Hourly ticks for a quarter of a year, in which the figures change every day and a history grows. */
export async function measureYear({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const bench = await shipped(subject, { latencyMs, clock: new SimulatedClock(Date.UTC(2026, 0, 1, 0, 30)) });
  try {
    for (const [index, schedule] of schedules.entries()) await insert(bench, subject, index, schedule);
    since(bench);
    const hand = await byHand(latencyMs);
    const measures: Measure[] = [];
    for (let month = 1; month <= months; month += 1) {
      const ticks = await monthOf(bench);
      const about = `month ${month}`;
      const sizes = [...bench.file.properties].map(([name, value]) => [name, Buffer.byteLength(name + value)] as const);
      const receipts = [...bench.file.properties].filter(([name]) => name.startsWith('receipts:'));
      const row = (what: string, value: number, of: number | null, limit?: { value: number; because: string }) =>
        measures.push({ about, what, value, bound: limit ?? null, script: of });
      row('document store, KB', sizes.reduce((sum, [, bytes]) => sum + bytes, 0) / 1024, null, {
        value: storeLimit / 1024,
        because: 'No bound but Google’s limit, below which it has to stay.',
      });
      row('largest property, KB', Math.max(...sizes.map(([, bytes]) => bytes)) / 1024, null, {
        value: propertyLimit / 1024,
        because: 'No bound but Google’s limit, below which it has to stay.',
      });
      row(
        'receipts kept',
        receipts.reduce((sum, [, text]) => sum + text.split('\n').length, 0),
        null,
      );
      row('requests per tick, mean', ticks.requests / ticks.count, hand.requests);
      row('service calls of a tick, median', ticks.calls, hand.calls);
      row('ms of a tick on this machine, without latency, median', ticks.realMs, hand.realMs);
      row('ms of a tick by its own clock, median', ticks.ms, hand.ms, {
        value: latencyMs,
        because: 'One report is due every hour: one latency.',
      });
      row('rows of the history', historyRows(bench), null);
    }
    return measures;
  } finally {
    await bench.close();
  }
}

async function insert(bench: Workbench, { driver }: Subject, index: number, schedule: Schedule): Promise<void> {
  bench.file.workbook.setActive(sheet, { row: 1 + 14 * index, column: 1, rows: 1, columns: 1 });
  await driver.insert(bench, {
    name: `Report ${index}`,
    period: index % 2 === 0 ? 'current_year' : 'last_12_months',
    type: null,
    rows: 10,
    schedule,
    movement: 'previous day',
    ...(index === 0 && { history: 'day' }),
  });
}

interface Ticks {
  readonly count: number;
  readonly requests: number;
  readonly calls: number;
  readonly realMs: number;
  readonly ms: number;
}

async function monthOf(bench: Workbench): Promise<Ticks> {
  const real: number[] = [];
  for (let hour = 0; hour < daysOfMonth * 24; hour += 1) {
    if (hour % 24 === 0) change(bench.sandbox);
    const began = performance.now();
    await bench.google.advance(hourMs);
    real.push(performance.now() - began);
  }
  const { requests, executions } = since(bench);
  return {
    count: executions.length,
    requests,
    calls: median(executions.map(({ calls }) => calls.length)),
    realMs: median(real),
    ms: median(executions.map(({ ms }) => ms)),
  };
}

function historyRows({ file }: Workbench): number {
  const rows = file.workbook
    .sheets()
    .filter(({ id, name }) => id !== sheet && name !== 'Journeybee')
    .map(({ id }) => file.workbook.extent(id).lastRow);
  return Math.max(0, ...rows);
}

/** Knows no schedule: refreshes all reports each time, and keeps no account of it. */
async function byHand(latencyMs: number): Promise<Ticks> {
  const bench = await cachedScript({ latencyMs, clock: new SimulatedClock(Date.UTC(2026, 0, 1, 0, 30)) });
  try {
    const plan = schedules.map((_, index) => ({
      period: 'current_year',
      type: null,
      limit: 10,
      row: 1 + 14 * index,
      column: 1,
    }));
    await call(bench, 'saveReports', JSON.stringify(plan));
    since(bench);
    const real: number[] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const began = performance.now();
      await call(bench, 'refreshReports');
      real.push(performance.now() - began);
      await bench.clock.advance(hourMs);
    }
    const { requests, executions } = since(bench);
    const calls = median(executions.map((execution) => execution.calls.length));
    const ms = median(executions.map((execution) => execution.ms));
    return { count: executions.length, requests: requests / executions.length, calls, realMs: median(real), ms };
  } finally {
    await bench.close();
  }
}
