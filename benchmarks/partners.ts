import type { Workbench } from '../workbench/workbench';
import type { Bound, Conditions, Measure } from './measure';
import { cachedScript, grow, sheet, shipped, since } from './subjects';

const partners = 240;
const [tiers, categories, stages] = [8, 12, 6];

/** Whose figures they are: a report whose filters multiply beside one of all partners, and a cell of one partner. */
export async function measurePartners({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const bench = await shipped(subject, { latencyMs });
  const hand = await cachedScript({ latencyMs });
  try {
    const filters = sorted(bench);
    bench.sandbox.settings.ratePerMinute = Number.POSITIVE_INFINITY;
    const wish = { period: 'current_year', type: null } as const;
    const requests = async (name: string, wanted: object, column: number) => {
      bench.file.workbook.setActive(sheet, { row: 1, column, rows: 1, columns: 1 });
      await subject.driver.insert(bench, { ...wish, name, rows: 10, ...wanted });
      return since(bench).requests;
    };
    const about = `${tiers} × ${categories} × ${stages} labels over ${partners} partners, a report inserted`;
    const all = await requests('All', { rows: 'all' }, 1);
    const filtered = await requests('Filtered', { filters }, 20);
    return [
      { about, what: 'requests', value: filtered, bound: allBound(all), script: tiers * categories * stages },
      { about, what: 'requests of all partners, beside it', value: all, bound: null, script: null },
      ...(await partnerCells(bench, hand)),
      ...(await scorecards(bench)),
    ];
  } finally {
    await bench.close();
    await hand.close();
  }
}

const allBound = (requests: number): Bound => ({
  value: requests,
  because: 'Whoever has one of the labels is one of all partners, and these take so many.',
});

/** So many partners with a label of each kind each, all of the kinds taken. */
function sorted({ sandbox, clock }: Workbench) {
  grow(sandbox, partners, new Date(clock.now()).toISOString().slice(0, 10));
  const label = (kind: number, index: number) => ({
    uuid: `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    label: `Label ${kind}.${index}`,
  });
  sandbox.data.partners.forEach((partner, index) => {
    const [tier, category, stage] = [index % tiers, index % categories, index % stages];
    Object.assign(partner, { tier: label(1, tier), category: label(2, category), stage: label(3, stage) });
  });
  const uuids = (kind: number, count: number) => Array.from({ length: count }, (_, index) => label(kind, index).uuid);
  return { tier: uuids(1, tiers), category: uuids(2, categories), stage: uuids(3, stages) };
}

/** A cell by a partner's whole name, and the same again where everything is known. */
async function partnerCells(bench: Workbench, hand: Workbench): Promise<Measure[]> {
  const name = bench.sandbox.data.partners[0]?.name ?? '';
  const ran = async (to: Workbench, row: number, formula: string) => {
    await to.file.workbook.type(sheet, row, 15, formula);
    const { requests, executions } = since(to);
    return { requests, calls: executions.find(({ mode }) => mode === 'CUSTOM_FUNCTION')?.calls.length ?? 0 };
  };
  const measures: Measure[] = [];
  for (const [row, state] of ['cold', 'warm'].entries()) {
    const own = await ran(bench, row + 1, `=JB_PARTNER("${name}"; "revenue"; "current_year")`);
    const other = await ran(hand, row + 1, `=INDEX(LEADERBOARD("current_year"; ""; ${row + 1}); 1; 3)`);
    const about = `one partner by its whole name, ${state}`;
    measures.push({ about, what: 'service calls', value: own.calls, bound: callBound, script: other.calls });
    if (state === 'warm')
      measures.push({ about, what: 'requests', value: own.requests, bound: noRequest, script: other.requests });
  }
  return measures;
}

/** The scorecard of the first of a leaderboard, and the same again where everything is known. */
async function scorecards(bench: Workbench): Promise<Measure[]> {
  const first = 'INDEX(JB_PARTNERS("last_quarter"; ""; 1); 2; 2)';
  const measures: Measure[] = [];
  for (const [index, state] of ['cold', 'warm'].entries()) {
    await bench.file.workbook.type(sheet, 40 + 20 * index, 15, `=JB_SCORECARD(${first}; "last_quarter")`);
    const { requests, executions } = since(bench);
    const calls = executions.find(({ name }) => name === 'JB_SCORECARD')?.calls.length ?? 0;
    const about = `one partner’s scorecard, ${state}`;
    const bound = state === 'cold' ? scorecardBound : noRequest;
    measures.push({ about, what: 'requests', value: requests, bound, script: null });
    measures.push({ about, what: 'service calls', value: calls, bound: null, script: null });
  }
  return measures;
}

const scorecardBound: Bound = {
  value: 2,
  because:
    'One for the leaderboard, and one for that of the previous period; a partner outside either takes one more each.',
};
const callBound: Bound = {
  value: 4,
  because: 'Two calls to know which key it may use, and two for the answer and the names, which are read together.',
};
const noRequest: Bound = { value: 0, because: 'What is known and fresh needs no request.' };
