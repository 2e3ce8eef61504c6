import type { ReportDefinition } from '../contract/report-definition';
import { type Column, columns } from '../domain/columns';
import { compareCells } from '../domain/ordering';
import type { Standing } from '../domain/standing';
import type { Cell } from '../domain/table';
import { subtotals } from '../domain/totals';
import type { GroupName } from '../domain/vocabulary';

/** The first `rows` partners, or those of each group. Groups are in the order of their names, and in a Board of their sums. */
export function shownOf(definition: ReportDefinition, all: readonly Standing[]): readonly Standing[] {
  const { group, rows, style } = definition;
  const most = rows === 'all' ? all.length : rows;
  if (group === null) return all.slice(0, most);
  const named = [...all].sort((a, b) => compareCells(a.membership[group], b.membership[group], false));
  const groups = groupsOf(group, named).map((members) => members.slice(0, most));
  if (style === 'plain') return groups.flat();
  const sumOf = columns[definition.sort.column].total ?? columns.revenue.total;
  const sum = (members: readonly Standing[]) => {
    const total = sumOf?.(members);
    return typeof total === 'number' ? total : Number.NEGATIVE_INFINITY;
  };
  // Partners without a tier are no tier: they come last.
  const isNone = ([first]: readonly Standing[]) => first === undefined || first.membership[group] === null;
  return groups.sort((a, b) => Number(isNone(a)) - Number(isNone(b)) || sum(b) - sum(a)).flat();
}

/** Neighbouring standings of one group, as a list for each group. */
function groupsOf(group: GroupName, ordered: readonly Standing[]): Standing[][] {
  const groups: Standing[][] = [];
  for (const [index, standing] of ordered.entries()) {
    const isFirst = index === 0 || ordered[index - 1]?.membership[group] !== standing.membership[group];
    if (isFirst) groups.push([standing]);
    else groups[groups.length - 1]?.push(standing);
  }
  return groups;
}

/** The rows of a Board in groups: where each but the first begins, and a sum below each where that is asked for. */
export function groupedRows(
  { group, subtotals: hasSums }: ReportDefinition,
  shown: readonly Standing[],
  rows: ReadonlyArray<readonly Cell[]>,
  shownColumns: readonly Column[],
): { readonly rows: ReadonlyArray<readonly Cell[]>; readonly lines: number[]; readonly sums: number[] } {
  if (group === null || shown.length === 0) return { rows, lines: [], sums: [] };
  const all: Array<readonly Cell[]> = [];
  const [lines, sums]: [number[], number[]] = [[], []];
  let next = 0;
  for (const members of groupsOf(group, shown)) {
    if (next > 0) lines.push(all.length);
    all.push(...rows.slice(next, next + members.length));
    next += members.length;
    if (!hasSums) continue;
    sums.push(all.length);
    all.push(subtotals(members[0]?.membership[group] ?? `without ${group}`, members, shownColumns));
  }
  return { rows: all, lines, sums };
}
