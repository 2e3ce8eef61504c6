/*
 * What drives the build of commit 3622d3e (29 November 2026), which stands in before/ as it was pushed: what the sidebar of
 * that commit said to its server. Later commits change what they say; this stays.
 */
import type { Workbench } from '../workbench/workbench';
import type { Driver, ReportWish, Subject } from './driver';

async function callSidebar({ file }: Workbench, method: string, argument: unknown): Promise<void> {
  const outcome = await file.run(file.owner, 'sidebarCall', [method, argument], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  const reply = outcome.value as { readonly ok: boolean; readonly problem?: string };
  if (!reply.ok) throw new Error(reply.problem);
}

const definitionOf = ({ period, type, rows, name, schedule, movement, history, filters }: ReportWish) => ({
  name,
  period,
  partnerType: type,
  leadDirection: null,
  filters: { partner: [], tier: [], category: [], stage: [], ...filters },
  rows,
  columns: [
    ...['rank', 'name', 'revenue', 'open pipeline', 'won deals', 'total deals', 'win rate', 'avg deal value'],
    ...['total leads', 'converted leads', 'conversion rate'],
  ],
  sort: { column: 'revenue', descending: true },
  group: null,
  totals: false,
  movement: movement ?? null,
  comparison: null,
  chart: false,
  history: history ?? null,
  schedule: schedule ?? null,
  status: 'active',
});

const driver: Driver = {
  connect: (bench) => callSidebar(bench, 'connect', { key: bench.sandbox.keys.full, use: 'owner' }),
  insert: (bench, wish) =>
    callSidebar(bench, 'saveReport', { id: null, definition: definitionOf(wish), where: 'cell' }),
  refreshFromSidebar: (bench) => callSidebar(bench, 'refresh', { id: null, withMyKey: false }),
  firstAnswer: (bench) => callSidebar(bench, 'overview', undefined),
  countFormulas: (bench) => callSidebar(bench, 'formulas', undefined),
  refreshEntry: 'refreshAllTables',
  menuEntry: 'Open Journeybee',
};

export const before: Subject = { dist: 'benchmarks/before', driver };
