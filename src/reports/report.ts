import * as v from 'valibot';
import { documentStore } from '../google/properties';
import { partnerTypes, periodNames } from '../leaderboard/vocabulary';

/** A table that somebody inserted, and what is known of the block it last wrote. */
const Report = v.object({
  id: v.string(),
  name: v.string(),
  period: v.picklist(periodNames),
  type: v.nullable(v.picklist(partnerTypes)),
  limit: v.number(),
  /** The named range over header and rows: it moves with the cells, and says what is ours to write (P8-17). */
  rangeName: v.string(),
  /** null before the first write. `rowCounts`: more than one while a write is under way, or has been cut short. */
  block: v.nullable(
    v.object({
      rowCounts: v.array(v.number()),
      columns: v.number(),
      header: v.array(v.string()),
      titles: v.array(v.string()),
      currency: v.nullable(v.string()),
    }),
  ),
  /** Whose key its figures come from: another one is another account, perhaps, and asks first. */
  key: v.object({ fingerprint: v.string(), by: v.string() }),
  /** Milliseconds since 1970. */
  fetchedAt: v.nullable(v.number()),
  problem: v.nullable(v.string()),
});
export type Report = v.InferOutput<typeof Report>;

const prefix = 'report:';

/** Oldest first. What cannot be read is left where it is and out of the list. */
export function readReports(): Report[] {
  const stored = documentStore.all(prefix);
  return Object.keys(stored)
    .sort()
    .flatMap((name) => {
      const parsed = v.safeParse(Report, parse(stored[name] ?? ''));
      return parsed.success ? [parsed.output] : [];
    });
}

export function saveReport(report: Report): void {
  documentStore.set(prefix + report.id, JSON.stringify(report));
}

export function removeReport(id: string): void {
  documentStore.remove(prefix + id);
}

/** Sorts by age, since the time comes first; the rest keeps two of one moment apart. */
export function newReportId(now: number): string {
  const suffix = Math.floor(Math.random() * 0xffffff).toString(36);
  return `${now.toString(36).padStart(9, '0')}-${suffix}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
