import { type Area, content, type Rect } from './area';
import { ownColumns } from './own-columns';
import { findRecordedTitle } from './own-rows';
import { withoutApostrophe } from './text';
import { columnDigest, earlierRecord, type Written } from './written';

/**
 * The record that the cells are of: after somebody has undone the last write (P8-69), that of before it. It counts only where
 * all figures are as it says, and they, or the title, are not as the last record says.
 */
export function presentRecord(written: Written, rect: Rect, area: Area): Written {
  const earlier = earlierRecord(written);
  if (!earlier || written.unfinished !== null || !hasFigures(earlier, rect, area)) return written;
  const isUndone = hasTitle(earlier, rect, area) ? !hasTitle(written, rect, area) : !hasFigures(written, rect, area);
  return isUndone ? earlier : written;
}

function hasFigures(written: Written, rect: Rect, area: Area): boolean {
  const columns = ownColumns(written, rect, area);
  if (typeof columns === 'string' || columns.length !== written.digests.length) return false;
  const rows = Array.from({ length: rect.rows - 1 }, (_, down) => rect.row + 1 + down);
  // Without rows, a row of figures whose header was deleted must not count as a header in a person's own words.
  if (
    rows.length === 0 &&
    !columns.some((column, index) => isLabelled(written, index, content(area, rect.row, column)))
  )
    return false;
  return columns.every((column, index) => {
    const values = rows.map((row) => content(area, row, column)?.value ?? '');
    return columnDigest(values) === written.digests[index];
  });
}

function isLabelled(written: Written, index: number, heading: ReturnType<typeof content>): boolean {
  const labels: unknown[] = [...written.layouts.map(({ header }) => header[index]), ...(written.headings[index] ?? [])];
  return labels.includes(withoutApostrophe(heading?.value ?? ''));
}

function hasTitle(written: Written, rect: Rect, area: Area): boolean {
  const columns = ownColumns(written, rect, area);
  return (
    typeof columns !== 'string' && findRecordedTitle({ written, rect, columns }, Math.min(...columns), area) !== null
  );
}
