import type { Workbench } from '../workbench/workbench';
import type { Subject } from './driver';
import { type Conditions, type Measure, straightLine, timed } from './measure';
import { call, sheet, shipped, since } from './subjects';

const sizes = [25, 50, 100];
/** Formulas for each report, in a sheet of their own. */
const formulasEach = 100;
const columnsOfFormulas = 20;
const periods = ['current_year', 'last_year', 'current_quarter', 'last_12_months'] as const;
const types = [null, 'reseller'] as const;

/** What is done in a spreadsheet, and the service calls that it takes. */
interface Step {
  readonly what: string;
  readonly run: (bench: Workbench, subject: Subject) => Promise<unknown>;
}

const steps: readonly Step[] = [
  { what: 'the sidebar’s first answer', run: (bench, { driver }) => driver.firstAnswer(bench) },
  { what: 'the sidebar counts the formulas', run: (bench, { driver }) => driver.countFormulas(bench) },
  { what: 'opening the file', run: (bench) => call(bench, 'onOpen', { authMode: 'FULL' }) },
  { what: 'Refresh all, from the menu', run: (bench, { driver }) => call(bench, driver.refreshEntry) },
  { what: 'Refresh all, from the sidebar', run: (bench, { driver }) => driver.refreshFromSidebar(bench) },
  { what: 'one report more', run: (bench, subject) => insert(bench, subject, 100) },
];

/** Spreadsheets of up to a hundred reports and ten thousand formulas: what grows with them, and how. */
export async function measureScale({ subject }: Conditions): Promise<Measure[]> {
  const measures: Measure[] = [];
  const points = new Map<string, Array<readonly [reports: number, calls: number]>>();
  for (const reports of sizes) {
    const bench = await shipped(subject, { latencyMs: 0 });
    try {
      for (let index = 0; index < reports; index += 1) await insert(bench, subject, index);
      fill(bench, reports);
      since(bench);
      const about = `${reports} reports and ${(reports * formulasEach).toLocaleString('en-US')} formulas`;
      for (const { what, run } of steps) {
        const ms = await timed(() => run(bench, subject));
        const { calls } = since(bench);
        points.set(what, [...(points.get(what) ?? []), [reports, calls.length]]);
        measures.push({ about, what: `${what}, service calls`, value: calls.length, bound: null, script: null });
        measures.push({ about, what: `${what}, ms`, value: ms, bound: null, script: null });
      }
    } finally {
      await bench.close();
    }
  }
  return [...measures, ...[...points].flatMap(([what, of]) => growth(what, of))];
}

function growth(what: string, points: ReadonlyArray<readonly [number, number]>): Measure[] {
  const { slope, intercept, r2 } = straightLine(points);
  const about = `${what}, a straight line through the three`;
  const line = [
    ['service calls for each report', slope],
    ['service calls however many', intercept],
    ['R²', slope === 0 ? 1 : r2],
  ] as const;
  return line.map(([of, value]) => ({ about, what: of, value, bound: null, script: null }));
}

async function insert(bench: Workbench, { driver }: Subject, index: number): Promise<void> {
  const [row, column] = [1 + 14 * (index >> 1), index % 2 === 0 ? 1 : 14];
  bench.file.workbook.setActive(sheet, { row, column, rows: 1, columns: 1 });
  await driver.insert(bench, {
    name: `Report ${index}`,
    period: periods[index % periods.length] ?? 'current_year',
    type: types[(index >> 2) % types.length] ?? null,
    rows: 10,
  });
}

/** The formulas stand there and are not calculated: what they ask for is measured by itself. */
function fill({ file: { workbook } }: Workbench, reports: number): void {
  const { id } = workbook.insertSheet('Formulas');
  const [rows, columns] = [(reports * formulasEach) / columnsOfFormulas, columnsOfFormulas];
  const row = Array.from({ length: columns }, (_, index) => `=JB_PARTNER("Partner ${index}"; "revenue")`);
  workbook.write(
    id,
    { row: 1, column: 1, rows, columns },
    Array.from({ length: rows }, () => row),
  );
}
