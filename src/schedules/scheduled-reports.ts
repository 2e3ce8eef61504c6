import { statuses } from '../domain/report-status';
import type { Schedule } from '../domain/schedule';
import type { OffsetAt } from '../domain/time-zone';
import { isSound, type Report, type SoundReport } from '../reports/report';
import type { ReportState } from '../reports/state';
import { dueSince } from './due';
import { pausedFor, type Trouble } from './trouble';

/** A report that is to be refreshed by itself. */
export interface ScheduledReport {
  readonly report: SoundReport;
  readonly schedule: Schedule;
}

/** Reports with a schedule, without paused and final ones. */
export function scheduledReports(reports: readonly Report[]): ScheduledReport[] {
  return reports
    .filter(isSound)
    .flatMap((report) =>
      report.definition.schedule !== null && statuses[report.definition.status].isRefreshed
        ? { report, schedule: report.definition.schedule }
        : [],
    );
}

/**
 * The owner of the schedules and the fingerprint of their key; null where they have none, and all their reports fail.
 */
export interface Owner {
  readonly owner: string;
  readonly fingerprint: string | null;
}

/**
 * Whether the owner's schedule refreshes a report: not one that another person's key wrote, and not a copy. A report
 * that an earlier key of theirs wrote is refreshed and fails, so that they hear of it.
 */
export const isOwners = ({ key }: ReportState, { owner, fingerprint }: Owner): boolean =>
  key.fingerprint === fingerprint || key.by === owner;

/** What a tick needs to know to choose. */
export interface DueConditions extends Owner {
  readonly troubles: ReadonlyMap<string, Trouble>;
  readonly now: number;
  readonly offsetAt: OffsetAt;
}

/** A report that is due since a moment, in milliseconds since 1970. */
export interface DueReport {
  readonly report: SoundReport;
  readonly since: number;
}

/** The due reports, the longest due first: a report that is left over comes first the next time. */
export function dueReports(reports: readonly Report[], moment: DueConditions): DueReport[] {
  const { troubles, now, offsetAt } = moment;
  return scheduledReports(reports)
    .flatMap(({ report, schedule }) => {
      const refreshedAt = report.state?.fetchedAt ?? null;
      if (
        report.state === null ||
        !isOwners(report.state, moment) ||
        pausedFor(troubles.get(report.id), refreshedAt) !== null
      )
        return [];
      const since = dueSince(schedule, refreshedAt, now, offsetAt);
      return since === null ? [] : { report, since };
    })
    .sort((a, b) => a.since - b.since);
}
