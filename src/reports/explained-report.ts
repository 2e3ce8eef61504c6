import type { ExplainFact, ExplainView } from '../contract/explain-view';
import type { ReportDefinition } from '../contract/report-definition';
import type { Column } from '../domain/columns';
import { noMemberships } from '../domain/membership';
import { briefDays } from '../domain/period-wording';
import type { Standing } from '../domain/standing';
import { groupNames } from '../domain/vocabulary';
import { keptLeaderboard } from '../journeybee/kept-answer';
import { storedLabels } from '../journeybee/labels';
import { content } from '../sheets/area';
import { blockAround, type StandingBlock } from '../sheets/standing-block';
import { withoutApostrophe } from '../sheets/text';
import { reportColumns, standingsOf } from './content';
import { partnerDerivation, type ReportCellContext, reportColumnName, totalDerivation } from './explained-columns';
import { type AskedCell, explained, fetchedFacts, isSameContent, unexplained } from './explanation';
import { hasOwners } from './owned';
import { blockOf, isSound, queryOf, readReports, type SoundReport } from './report';
import type { ReportState } from './state';

/** The explanation of a cell in or around a report's block; null where it belongs to none. */
export function explainInReport(cell: AskedCell): ExplainView | null {
  const reports = readReports();
  const sound = reports.filter(isSound).map((report) => ({ recorded: blockOf(report), report }));
  const around = blockAround(sound, cell, () => reports.map(blockOf));
  const state = around?.report.report.state;
  if (!around || !state) return null;
  const { report } = around.report;
  const { block } = around;
  const { name } = report;
  if (block.columns === null || block.written.unfinished !== null)
    return unexplained(cell, `This cell is in the table of ${name}, whose columns cannot be told now.`, {
      note: refreshFirst,
    });
  const index = block.columns.indexOf(cell.column);
  if (cell.row < block.rect.row)
    return content(block.area, cell.row, cell.column) && cell.column === block.columns[0]
      ? unexplained(cell, `This line is above the table of ${name}, and says what it shows.`, { facts: daysOf(state) })
      : null;
  const isInside = cell.row <= Math.max(block.totalsRow ?? 0, ...block.rows, block.rect.row);
  if (!isInside) return null;
  if (index < 0) return unexplained(cell, `This cell is in a column of somebody’s own, within the table of ${name}.`);
  const shownColumns = reportColumns(report.definition);
  const column = shownColumns[index];
  if (!column || !hasColumns(block, shownColumns))
    return unexplained(cell, `The columns of ${name} were changed after its cells were written.`, {
      note: refreshFirst,
    });
  if (cell.row === block.rect.row)
    return unexplained(cell, `This is a heading of ${name}: ${column.label}.`, { facts: daysOf(state) });
  return explainFigure(cell, { report, state, block, shownColumns, column });
}

const refreshFirst = 'Refresh the report, then ask again.';

const notKept =
  'Journeybee’s answer of that time is not kept any more. Refresh the report to have its figures explained.';

const severalAnswers = 'It is made of several answers, and those are not kept. Compare it with Journeybee’s dashboard.';

/** Who looks after the partners that a report is restricted to: Journeybee's dashboard has no such choice. */
function ownerFacts({ owners }: ReportDefinition, { key }: ReportState): ExplainFact[] {
  const listed = owners.length === 0 ? [] : (storedLabels(key.fingerprint)?.owner ?? []);
  const named = owners.map((uuid) => listed.find((owner) => owner.uuid === uuid)?.label ?? uuid);
  return named.length === 0 ? [] : [{ label: 'Assigned to', text: named.join(', ') }];
}

interface FigureCell {
  readonly report: SoundReport;
  readonly state: ReportState;
  readonly block: StandingBlock;
  readonly shownColumns: readonly Column[];
  readonly column: Column;
}

function explainFigure(cell: AskedCell, { report, state, block, shownColumns, column }: FigureCell): ExplainView {
  const { definition } = report;
  const query = queryOf(definition);
  const kept = keptLeaderboard(query, state.key.fingerprint);
  const isOneAnswer = definition.rows !== 'all' && !hasOwners(definition);
  const answer = isOneAnswer && kept?.fetchedAt === state.fetchedAt ? kept : null;
  const all = answer && standingsOf(definition, { leaderboard: answer, memberships: noMemberships });
  const valueAt = (row: number, place: number) =>
    withoutApostrophe(content(block.area, row, block.columns?.[place] ?? 0)?.value ?? '');
  const standingAt = (row: number) =>
    all &&
    standingIn(all, shownColumns, definition.group !== null, (place) =>
      row === cell.row && block.columns?.[place] === cell.column ? null : valueAt(row, place),
    );
  const context: ReportCellContext = { report, state, shownColumns, column, answer, all, valueAt };
  if (reportColumnName(column) === 'drawing')
    return unexplained(cell, `This is ${column.label} in ${report.name}.`, { note: drawn });
  const gone = isOneAnswer ? notKept : severalAnswers;
  const asWritten = {
    facts: [...ownerFacts(definition, state), ...fetchedFacts(state.fetchedAt ?? 0, state.key.by)],
    note: gone,
  };
  const moves = shownColumns.findIndex((other) => reportColumnName(other) === 'movement');
  const isLeft = (row: number) => moves >= 0 && valueAt(row, moves) === 'left';
  if (isLeft(cell.row))
    return unexplained(cell, `This is ${column.label} in ${report.name}.`, { ...asWritten, note: left });
  const isTotal = cell.row === block.totalsRow || block.written.sums.includes(cell.row - block.rect.row - 1);
  const standing = isTotal ? null : standingAt(cell.row);
  if (isTotal) {
    const rows = cell.row === block.totalsRow ? block.rows : groupRows(block, cell.row);
    const own = rows.filter((row) => !block.written.sums.includes(row - block.rect.row - 1) && !isLeft(row));
    const text = `This is the total of ${column.label} of ${own.length} partners in ${report.name}.`;
    if (cell.value === '') return unexplained(cell, text, { ...asWritten, note: blankTotal });
    const derivation = answer && totalDerivation(context, { row: cell.row, rows: own, standings: own.map(standingAt) });
    return answer && derivation
      ? explained(cell, text, derivation, { answer, asking: { query, by: state.key.by }, partner: null })
      : unexplained(cell, text, answer ? { ...asWritten, note: notTold } : asWritten);
  }
  if (!answer || !standing) {
    const names = shownColumns.findIndex((other) => reportColumnName(other) === 'name');
    const who = names < 0 ? 'a partner' : String(valueAt(cell.row, names));
    return unexplained(cell, `This is ${column.label} of ${who} in ${report.name}.`, {
      ...asWritten,
      note: answer ? noRow : gone,
    });
  }
  const { partner } = standing;
  const text = `This is ${column.label} of ${partner.name} in ${report.name}.`;
  const derivation = partnerDerivation(context, { row: cell.row, standing });
  return derivation
    ? explained(cell, text, derivation, { answer, asking: { query, by: state.key.by }, partner })
    : unexplained(cell, text, { ...asWritten, note: notTold });
}

const notTold = 'What went into this cell is not kept: it takes more than Journeybee’s answer for these days.';
const drawn = 'It draws a figure that stands beside it. Select that one.';
const left = 'Its partner has left: Journeybee has no figures of it for these days.';
const blankTotal = 'It is blank, since not every partner has the figures that it would be of.';
const noRow =
  'This row is not as the report wrote it, so its partner is not certain. Refresh the report, then ask again.';

const daysOf = ({ dates, fetchedAt, key }: ReportState) => [
  ...(dates === null ? [] : [{ label: 'Days', text: briefDays(dates) }]),
  ...(fetchedAt === null ? [] : fetchedFacts(fetchedAt, key.by)),
];

/** Whether the block has the columns that the report's definition has now. */
function hasColumns({ written: { layouts } }: StandingBlock, shownColumns: readonly Column[]): boolean {
  const [layout] = layouts;
  const isLabelled = (label: string, index: number) => label.replace(/ \([^)]*\)$/, '') === shownColumns[index]?.label;
  return layouts.length === 1 && layout?.header.length === shownColumns.length && layout.header.every(isLabelled);
}

/** The rows of a group above its sum. */
function groupRows({ rows, written: { sums }, rect }: StandingBlock, sumRow: number): readonly number[] {
  const above = rows.filter((row) => row < sumRow);
  const last = above.filter((row) => sums.includes(row - rect.row - 1)).pop() ?? rect.row;
  return above.filter((row) => row > last);
}

/**
 * The partner of a row: the only one of which the answer says all that the row shows. `valueAt` null: not to be compared. Labels are
 * not in an answer, nor are changes; `isGrouped`: nor are ranks within a label.
 */
function standingIn(
  all: readonly Standing[],
  shownColumns: readonly Column[],
  isGrouped: boolean,
  valueAt: (place: number) => unknown,
): Standing | null {
  const answered = shownColumns.flatMap((column, place) => {
    const name = reportColumnName(column);
    const isTold = !groupNames.some((group) => group === name) && !(isGrouped && name === 'rank') && isAnswered(name);
    const value = isTold ? valueAt(place) : null;
    return value === null ? [] : [{ column, value }];
  });
  const matches = all.filter((standing) =>
    answered.every(({ column, value }) => isSameContent(value, column.value(standing) ?? '')),
  );
  return matches.length === 1 && answered.length > 0 ? (matches[0] ?? null) : null;
}

const isAnswered = (name: ReturnType<typeof reportColumnName>): boolean =>
  !['previous revenue', 'change', 'change rate', 'movement', 'drawing'].includes(name);
