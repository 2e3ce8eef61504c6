import type { ExecutionRecord } from '../workbench/apps-script/runtime';
import { type Clock, WallClock } from '../workbench/clock';
import type { Sandbox } from '../workbench/sandbox/sandbox';
import { openWorkbench, type Workbench } from '../workbench/workbench';
import type { Subject } from './driver';

const anna = 'anna@example.com';
export const sheet = '0';

export interface SubjectOptions {
  readonly latencyMs: number;
  readonly clock?: Clock;
}

/** A build of the add-on as it ships, in a spreadsheet of its own, with a key connected. */
export async function shipped(
  { dist, driver }: Subject,
  { latencyMs, clock = new WallClock() }: SubjectOptions,
): Promise<Workbench> {
  const bench = await openWorkbench({ clock, dist, owner: anna });
  await bench.file.open(anna);
  await driver.connect(bench);
  return begin(bench, latencyMs);
}

/** The script written by hand, likewise. */
export async function cachedScript({ latencyMs, clock = new WallClock() }: SubjectOptions): Promise<Workbench> {
  const bench = await openWorkbench({ clock, dist: 'benchmarks/cached-script', owner: anna });
  await call(bench, 'saveKey', bench.sandbox.keys.full);
  return begin(bench, latencyMs);
}

function begin(bench: Workbench, latencyMs: number): Workbench {
  bench.sandbox.settings.latencyMs = latencyMs;
  bench.google.requests.splice(0);
  bench.google.executions.splice(0);
  return bench;
}

/** Calls a function as the person at the keyboard; rejects with what it throws. */
export async function call({ file }: Workbench, name: string, ...args: readonly unknown[]): Promise<unknown> {
  const outcome = await file.run(anna, name, args, 'FULL');
  if (!outcome.ok) throw new Error(`${name}: ${outcome.message}`);
  return outcome.value;
}

/** Writes formulas into a column at once, as pasting does, and waits until nothing calculates any more: thirty cells run at a time. */
export async function pasted(
  { file: { workbook } }: Workbench,
  column: number,
  texts: readonly string[],
): Promise<void> {
  workbook.write(
    sheet,
    { row: 1, column, rows: texts.length, columns: 1 },
    texts.map((text) => [text]),
  );
  workbook.calculate();
  await workbook.settled();
}

/** What has happened since the last time that this was asked. */
export function since({ google }: Workbench): {
  readonly requests: number;
  readonly executions: readonly ExecutionRecord[];
  readonly calls: readonly string[];
} {
  const executions = google.executions.splice(0);
  const failed = executions.find(({ ok }) => !ok);
  if (failed) throw new Error(`${failed.name}: ${failed.problem}`);
  return {
    requests: google.requests.splice(0).length,
    executions,
    calls: executions.flatMap(({ calls }) => calls),
  };
}

/** So many partners in the account, who all won something this year. */
export function grow({ data }: Sandbox, partners: number, today: string): void {
  const [model] = data.partners;
  if (!model) throw new Error('The account is empty.');
  data.partners.splice(partners);
  const known = new Set(data.partners.map(({ uuid }) => uuid));
  data.deals.splice(0, data.deals.length, ...data.deals.filter(({ partnerUuid }) => known.has(partnerUuid)));
  data.leads.splice(0, data.leads.length, ...data.leads.filter(({ partnerUuid }) => known.has(partnerUuid)));
  for (let count = data.partners.length; count < partners; count += 1) {
    data.addPartner({ ...model, name: `Partner ${count}` });
  }
  data.partners.forEach(({ uuid: partnerUuid }, index) => {
    const value = ((index * 7919) % 5003) + 0.5;
    data.addDeal({ partnerUuid, value, createdDay: today, status: 'won', closedDay: today });
  });
}

/** Everybody's figures become others. */
export function change({ data }: Sandbox): void {
  for (const deal of data.deals) deal.value += 1;
}
