import fc from 'fast-check';
import { type ColumnName, columnNames } from '../../src/domain/column-names';
import { type Fault, LEADERBOARD_PATH } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { closeBenches, connected, plainly } from '../support/bench';
import { tries } from '../support/breadth';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

const minute = 60_000;
const formula = (columns: readonly ColumnName[]) => `=JB_PARTNERS("last_year", "", 3, "columns=${columns.join(', ')}")`;
const status = (code: number, retryAfter?: string): Fault => ({
  kind: 'status',
  status: code,
  ...(retryAfter !== undefined && { retryAfter }),
});

/** A spreadsheet whose cache holds good answers, or answers with a row that cannot be read, and then this. */
async function opened(rows: 'whole' | 'one missing', outage: Fault | null): Promise<Workbench> {
  const made = await connected();
  if (rows === 'one missing') {
    const answer = await plainly(made, 'period=last_year&limit=100');
    const [first, ...others] = answer.partners;
    const partners = [{ ...first, revenue: 'a lot' }, ...others];
    made.sandbox.faults.always({ kind: 'text', text: JSON.stringify({ ...answer, partners }) }, LEADERBOARD_PATH);
  }
  // Labels are asked for as well.
  await enter(made, formula(['rank', 'tier', 'category', 'stage']));
  if (outage === null) return made;
  await made.clock.advance(20 * minute);
  made.sandbox.faults.clear();
  made.sandbox.faults.always(outage);
  return made;
}

const busy = 'data from 09:00, too many requests to Journeybee';
const down = 'data from 09:00, Journeybee unreachable';
const failing = 'data from 09:00, Journeybee has a problem';
const missing = '1 partner missing';
const states: ReadonlyArray<readonly ['whole' | 'one missing', Fault | null, string]> = [
  ['whole', status(408), failing],
  ['whole', status(425), failing],
  ['whole', status(429), busy],
  ['whole', status(429, '99999999999'), busy],
  ['whole', status(500), failing],
  ['whole', status(503, '120'), failing],
  ['whole', { kind: 'reset' }, down],
  ['whole', { kind: 'cut' }, down],
  ['whole', { kind: 'stall', ms: Number.POSITIVE_INFINITY }, down],
  ['whole', { kind: 'garbage', body: 'html' }, failing],
  ['one missing', null, missing],
  ['one missing', status(503), `${failing}, ${missing}`],
];

/** Lookups find their columns by the headings: only ranks, which nobody looks up, make room for what is to be said. */
function noted(headings: readonly unknown[], columns: readonly ColumnName[], note: string): unknown[] {
  const place = columns.includes('rank')
    ? columns.indexOf('rank')
    : Math.max(...columns.map((name, index) => (name === 'name' ? -1 : index)));
  return headings.map((text, index) => (index === place ? `${text} · ${note}` : text));
}

test('whatever columns somebody chooses and however Journeybee fails: one heading says so, and never the partners’', async () => {
  const headings = async (made: Workbench, columns: readonly ColumnName[]) =>
    (await enter(made, formula(columns))).rows[0]?.slice(0, columns.length) ?? [];
  const good = await opened('whole', null);
  const benches = await Promise.all(
    states.map(async ([rows, outage, note]) => ({ made: await opened(rows, outage), note })),
  );
  const choice = fc
    .array(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 6 })
    .filter((columns) => columns.some((name) => name !== 'name'));
  await fc.assert(
    fc.asyncProperty(choice, async (columns) => {
      const right = await headings(good, columns);
      expect(right).toHaveLength(columns.length);
      expect(right.join()).not.toContain('·');
      for (const { made, note } of benches) {
        expect(await headings(made, columns)).toEqual(noted(right, columns, note));
      }
    }),
    { numRuns: tries(6, 150), examples: [[['name', 'revenue']], [['revenue', 'name']], [['name', 'rank', 'tier']]] },
  );
});
