import * as v from 'valibot';
import { personKey } from '../connection/connection';
import { personEmail, requirePerson } from '../google/person';
import { documentStore } from '../google/properties';
import { localTime } from '../google/spreadsheet';
import { now } from '../google/time';
import { hourlyTriggers, installHourlyTrigger, removeTrigger } from '../google/triggers';
import { Problem, problemText } from '../problem';
import { checkCost } from '../reports/manage';
import { refreshReports } from '../reports/refresh';
import type { ScheduleView } from '../rpc';

/** Whose trigger refreshes the tables of this spreadsheet. One at a time: two would do everything twice (P3-10). */
const Schedule = v.object({
  owner: v.string(),
  /** Milliseconds since 1970. */
  lastRunAt: v.nullable(v.number()),
  problem: v.nullable(v.string()),
});
type Schedule = v.InferOutput<typeof Schedule>;

const scheduleName = 'schedule';

const hourlyRefreshes = 24;

/** How often a day the schedule refreshes every report. */
export const refreshesPerDay = (): number => (readSchedule() === null ? 0 : hourlyRefreshes);

/** Turns the hourly refresh on for the person who asks, or off. Only ever called from the sidebar (P8.1-5). */
export function setHourly(request: unknown): string {
  const { on } = v.parse(v.object({ on: v.boolean() }), request);
  const email = personEmail();
  const schedule = readSchedule();
  if (schedule && schedule.owner !== email) {
    throw new Problem(
      `${schedule.owner} already refreshes this spreadsheet every hour. Ask them to switch it off first.`,
    );
  }
  if (on) {
    personKey();
    checkCost(hourlyRefreshes, null);
    reconcileTriggers(true);
    writeSchedule({ owner: email, lastRunAt: schedule?.lastRunAt ?? null, problem: null });
    return 'Your tables are refreshed every hour, also while nobody has this file open.';
  }
  endOwnSchedule();
  return 'Tables are no longer refreshed every hour.';
}

/** Without its person's key a schedule could only fail. */
export function endOwnSchedule(): void {
  if (readSchedule()?.owner !== personEmail()) return;
  documentStore.remove(scheduleName);
  reconcileTriggers(false);
}

/** Makes the installed triggers what the schedule wants; where Google refuses, the schedule says so. */
export function reconcile(): void {
  const schedule = readSchedule();
  const own = schedule !== null && schedule.owner === personEmail();
  try {
    reconcileTriggers(own);
  } catch (error) {
    if (own) writeSchedule({ ...schedule, problem: problemText(error) });
  }
}

/** The person's own triggers of this file: one where they own the schedule, none elsewhere (P3-2). */
function reconcileTriggers(wanted: boolean): void {
  try {
    const [first, ...surplus] = hourlyTriggers();
    for (const trigger of wanted ? surplus : [first, ...surplus]) if (trigger) removeTrigger(trigger);
    if (wanted && !first) installHourlyTrigger();
  } catch {
    throw new Problem(
      'Google did not let the hourly refresh be changed. It allows one per person and file, and only so many changes a day; try again tomorrow.',
    );
  }
}

/**
 * What the hourly trigger does. It runs as its creator (P3-9), and goes on running after that person has lost the schedule
 * to somebody else in a way we could not see, so it asks first whose turn it is.
 */
export function tick(): void {
  requirePerson();
  const schedule = readSchedule();
  if (schedule?.owner !== personEmail()) return;
  const problem = problemOf(() => refreshReports(null, false).flatMap((refreshed) => refreshed.problem ?? []));
  // Somebody may have switched it off, or taken it over, in the meantime.
  const current = readSchedule();
  if (current?.owner === schedule.owner) writeSchedule({ ...current, lastRunAt: now(), problem });
}

export function scheduleView(): ScheduleView {
  const schedule = readSchedule();
  return {
    owner: schedule?.owner ?? null,
    own: schedule?.owner === personEmail(),
    lastRun: schedule?.lastRunAt == null ? null : localTime(schedule.lastRunAt, 'yyyy-MM-dd HH:mm'),
    problem: schedule?.problem ?? null,
  };
}

/** The first of the problems that `work` reports or ends in, or null. */
function problemOf(work: () => readonly string[]): string | null {
  try {
    return work()[0] ?? null;
  } catch (error) {
    return problemText(error);
  }
}

function readSchedule(): Schedule | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Schedule), documentStore.get(scheduleName));
  return parsed.success ? parsed.output : null;
}

function writeSchedule(schedule: Schedule): void {
  documentStore.set(scheduleName, JSON.stringify(schedule));
}
