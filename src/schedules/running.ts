import { ownKeyFingerprint } from '../connection/connection';
import { TakeOverRequest } from '../contract/requests';
import { statuses } from '../domain/report-status';
import { triggerRefusal } from '../google/errors';
import { isFault, unexpected } from '../google/faults';
import { personEmail } from '../google/person';
import { now } from '../google/time';
import { hourlyTriggers, installHourlyTrigger, removeTrigger } from '../google/triggers';
import type { Trigger } from '../google/types';
import { Problem } from '../problem';
import { isRechecked } from '../reports/final-check';
import { refreshMessage } from '../reports/messages';
import { isMadeWith, ownKey } from '../reports/own-key';
import { refreshThese } from '../reports/refresh';
import { type Report, readReports } from '../reports/report';
import { withRun } from '../reports/run';
import { changeOwnership, note, type Ownership, readOwnership } from './ownership';
import { scheduledReports } from './scheduled-reports';
import { fails, forgetTroubles, readTroubles, type Trouble } from './trouble';

/*
 * Who runs the schedules of this spreadsheet, and with which trigger. All of it is called from the sidebar only: a
 * trigger made elsewhere may never run (P8.1-5), and people should know when their account begins to work by itself.
 */

/**
 * Makes sure that somebody runs the schedule of a saved report, and says who. A failure is told and not thrown: the
 * report is saved.
 */
export function runSaved(): string {
  try {
    const { owner } = readOwnership() ?? {};
    const me = personEmail();
    if (owner !== undefined && owner !== me) {
      return ` ${owner} runs the schedules here, with their key; take them over to run them with yours.`;
    }
    if (owner === undefined) claimSchedules(null);
    const refusal = sentenceOf(reconcileTrigger(true));
    return owner === undefined && refusal === '' ? ' Your account runs its schedule.' : refusal;
  } catch (error) {
    return isFault(error)
      ? ` ${unexpected('schedule', error).message}`
      : ' Its schedule could not be started yet: see what stands under Schedules.';
  }
}

/**
 * Corrects the person's triggers in this file when the sidebar opens: one where they run schedules, none elsewhere
 * (P3-2). A trigger that Google lost is made again (P3-12).
 */
export function reconcile(): void {
  const me = personEmail();
  const ownership = readOwnership();
  const own = ownership?.owner === me;
  const needed = own && hasSchedule(readReports());
  if (own && !needed) {
    endOwnSchedules();
    forgetTroubles();
  } else reconcileTrigger(needed);
  if (!needed) return;
  // The person at the sidebar has given all permissions, and may have another key by now.
  const news = { lapsedAt: null, fingerprint: ownKeyFingerprint() };
  if (ownership.lapsedAt !== news.lapsedAt || ownership.fingerprint !== news.fingerprint) note(me, news);
}

/** Ends the person's schedules in this file: without their key they could only fail. */
export function endOwnSchedules(): void {
  const me = personEmail();
  if (readOwnership()?.owner !== me) return;
  changeOwnership((current) => (current?.owner === me ? null : current));
  reconcileTrigger(false);
}

/**
 * From now on this person's account and key run the schedules. What another key wrote, and what came with a copy, shows from now
 * on what theirs sees. `from`: who runs them as far as the person knows, so that nobody is replaced unseen.
 */
export function takeOver(request: unknown): string {
  const { from } = TakeOverRequest(request);
  const own = ownKey();
  // The run begins when the spreadsheet is free, since taking over also refreshes.
  return withRun({ by: own.owner.by, why: 'take-over' }, (log) => {
    claimSchedules(from);
    const refusal = reconcileTrigger(true);
    const all = readReports();
    const troubles = readTroubles();
    const wanted = scheduledReports(all)
      .map(({ report }) => report)
      .filter(
        ({ id, state }) => !isMadeWith(state, own.owner) || isFailing(troubles.get(id), state?.fetchedAt ?? null),
      );
    const refreshed = refreshThese({ all, own, log }, wanted, { withMyKey: true });
    const results = refreshed.length === 0 ? '' : ` ${refreshMessage(refreshed)}`;
    return `Your account runs the schedules now.${sentenceOf(refusal)}${results}`;
  });
}

/** Replaces the person's trigger, where Google has stopped running it. */
export function restart(): string {
  const me = personEmail();
  if (readOwnership()?.owner !== me) throw new Problem('Somebody else runs the schedules here by now. Look again.');
  for (const trigger of hourlyTriggers()) removeTrigger(trigger);
  const refusal = reconcileTrigger(true);
  if (refusal !== null) throw new Problem(refusal);
  note(me, { lastTickAt: null });
  return 'Your schedules run again: the first time within the hour.';
}

/** Refreshes the reports that the schedule failed to refresh; those that work are on the schedule again. */
export function tryAgain(): string {
  const own = ownKey();
  const troubles = readTroubles();
  const refreshed = withRun({ by: own.owner.by, why: 'asked' }, (log) => {
    const all = readReports();
    const failing = scheduledReports(all)
      .map(({ report }) => report)
      .filter(({ id, state }) => isFailing(troubles.get(id), state?.fetchedAt ?? null));
    return refreshThese({ all, own, log }, failing, { withMyKey: false });
  });
  return refreshMessage(refreshed);
}

/** Whether a report has a schedule. One that cannot be read may have one, so that nobody's schedules end with it. */
const hasSchedule = (reports: readonly Report[]) =>
  reports.some(({ definition, state }) =>
    definition === null
      ? state !== null
      : (definition.schedule !== null && statuses[definition.status].keepsSchedule) || isRechecked(definition),
  );

const isFailing = (trouble: Trouble | undefined, refreshedAt: number | null) =>
  trouble !== undefined && fails(trouble, refreshedAt);

/**
 * Makes the person the owner, unless an unexpected person is. Reports that failed for another owner are tried again.
 */
function claimSchedules(from: string | null): void {
  const me = personEmail();
  let changed = false;
  changeOwnership((current) => {
    if (current && current.owner !== me && current.owner !== from) {
      throw new Problem(`${current.owner} runs the schedules here by now. Look again.`);
    }
    changed = current?.owner !== me;
    return changed ? newOwnership(me) : current;
  });
  if (changed) forgetTroubles();
}

const newOwnership = (owner: string): Ownership => ({
  owner,
  triggerId: null,
  since: now(),
  lastTickAt: null,
  lapsedAt: null,
  lapseMailedAt: null,
  faultMailedAt: null,
  fingerprint: ownKeyFingerprint(),
  refusal: null,
  foreign: [],
  unreadable: [],
  outage: false,
  unsent: null,
});

/**
 * The person's own triggers of this file: one where it is `wanted`, none elsewhere. What is there is left alone, since Google
 * allows only so many new ones a day (P3-3). Gives Google's refusal of a new one as a sentence, or null.
 */
function reconcileTrigger(wanted: boolean): string | null {
  let first: Trigger | undefined;
  try {
    const [oldest, ...surplus] = hourlyTriggers();
    first = oldest;
    for (const trigger of wanted ? surplus : [oldest, ...surplus]) if (trigger) removeTrigger(trigger);
  } catch (error) {
    if (isFault(error)) throw error;
    // The triggers are still there the next time, and whether they run will show.
    return null;
  }
  if (!wanted) return null;
  if (first) {
    const triggerId = first.getUniqueId();
    const ownership = readOwnership();
    if (ownership?.triggerId !== triggerId || ownership.refusal !== null)
      note(personEmail(), { triggerId, refusal: null });
    return null;
  }
  let made: string;
  try {
    made = installHourlyTrigger();
  } catch (error) {
    if (isFault(error)) throw error;
    const refusal = triggerRefusal(error);
    if (readOwnership()?.refusal !== refusal) note(personEmail(), { triggerId: null, refusal });
    return refusal;
  }
  // A new trigger is not late within its first hour.
  note(personEmail(), { triggerId: made, refusal: null, since: now() });
  return null;
}

const sentenceOf = (refusal: string | null) => (refusal === null ? '' : ` ${refusal}`);
