import { ownKeyFingerprint } from '../connection/connection';
import type { HealthState } from '../contract/health';
import type { ReportSchedule, ScheduleView } from '../contract/sidebar-api';
import { memoized, timeAt } from '../domain/time-zone';
import { personEmail } from '../google/person';
import { timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Report } from '../reports/report';
import { healthOf } from './health';
import { nextRun, nextRunText } from './next-run';
import { readOwnership } from './ownership';
import { lastTickAt } from './rest';
import { type ScheduledReport, scheduledReports } from './scheduled-reports';
import { fails, pausedFor, readTroubles } from './trouble';

/** The schedules as the sidebar shows them: who runs them, their health and repair, and when each report is next. */
export function scheduleView(reports: readonly Report[]): ScheduleView {
  const ownership = readOwnership();
  const troubles = readTroubles();
  const fingerprint = ownKeyFingerprint();
  const person = personEmail();
  const at = now();
  const zone = timeZone();
  const offsetAt = memoized(zone.offsetAt);
  const time = (ms: number) => timeAt(ms, offsetAt);
  const scheduled = scheduledReports(reports);
  const pausedOf = ({ id, state }: Report) => pausedFor(troubles.get(id), state?.fetchedAt ?? null);
  const count = (counts: (report: Report) => boolean) => scheduled.filter(({ report }) => counts(report)).length;
  const { owner = null } = ownership ?? {};
  // The owner's present key, as far as it is known: a report of an earlier key waits for their decision.
  const ownersKey = owner === person ? fingerprint : (ownership?.fingerprint ?? null);
  const runsWithKey = ({ state }: Report) =>
    state !== null && (ownersKey === '' || state.key.fingerprint === ownersKey);
  const health = healthOf(
    {
      now: at,
      person,
      hasKey: fingerprint !== null,
      owner,
      since: ownership?.since ?? at,
      lastTickAt: ownership && lastTickAt(ownership),
      lapsed: ownership !== null && ownership.lapsedAt !== null,
      keyMissing: ownership !== null && ownership.fingerprint === null,
      refusal: ownership?.refusal ?? null,
      scheduled: scheduled.length,
      copied: count(({ state }) => state === null),
      otherKey: count((report) => !runsWithKey(report)),
      paused: count((report) => pausedOf(report) === 'failures'),
      placeless: count((report) => pausedOf(report) === 'place'),
      unreadable: reports.filter(({ definition, state }) => definition === null && state !== null).length,
    },
    time,
  );
  const view = ({ report, schedule }: ScheduledReport): ReportSchedule => {
    const { state } = report;
    const refreshedAt = state?.fetchedAt ?? null;
    const trouble = troubles.get(report.id);
    const failing = trouble && fails(trouble, refreshedAt) ? trouble : null;
    const runs = runsByItself.includes(health.state) && runsWithKey(report) && !failing?.paused;
    return {
      next: runs ? nextRunText(schedule, nextRun(schedule, refreshedAt, at, offsetAt), at, offsetAt) : null,
      passedOver: owner !== null && !runsWithKey(report),
      failing: failing && { since: time(failing.since), times: failing.failures, paused: failing.paused },
    };
  };
  return {
    owner,
    own: owner === person,
    health,
    unsent: ownership?.unsent ? { ...ownership.unsent, at: time(ownership.unsent.at) } : null,
    timeZone: zone.name,
    reports: Object.fromEntries(scheduled.map((entry) => [entry.report.id, view(entry)])),
  };
}

/** The states in which ticks come, whatever else is wrong. */
const runsByItself: readonly HealthState[] = ['running', 'others', 'other key', 'paused', 'unreadable'];
