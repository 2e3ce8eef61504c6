import type { Health } from '../contract/health';
import { minuteMs } from '../domain/duration';

/** The schedules of a spreadsheet as one person sees them. Times are milliseconds since 1970. */
export interface Facts {
  readonly now: number;
  /** The person who looks, and whether they have a key. */
  readonly person: string;
  readonly hasKey: boolean;
  readonly owner: string | null;
  /** Since when the owner runs them; when their trigger last ran. */
  readonly since: number;
  readonly lastTickAt: number | null;
  readonly lapsed: boolean;
  readonly keyMissing: boolean;
  readonly refusal: string | null;
  /** Reports that have a schedule and are not paused or frozen by a person: in all, and of these those that …*/
  readonly scheduled: number;
  /** … came with a copy of another spreadsheet, … */
  readonly copied: number;
  /** … show what another key than the owner's present one sees, or came with a copy: the schedules pass them over, … */
  readonly otherKey: number;
  /** … were given up after failures, … */
  readonly paused: number;
  /** … or because the cells that they stood in are gone. */
  readonly placeless: number;
  /** Reports whose definition cannot be read: whether they have a schedule is not known. */
  readonly unreadable: number;
}

/** Ticks come about every hour; schedules are late when the third is missing. */
const lateMs = 130 * minuteMs;

/** The first problem of the schedules, and what to do about it. `time` formats a time for the reader. */
export function healthOf(facts: Facts, time: (ms: number) => string): Health {
  const { owner, person, scheduled, copied, unreadable } = facts;
  if (scheduled === 0 && (unreadable === 0 || owner === null))
    return { state: 'nothing', text: 'No report has a schedule.', repair: null };
  const reports = scheduled === 1 ? '1 report has a schedule' : `${scheduled} reports have a schedule`;
  if (owner === null) {
    return copied === scheduled
      ? {
          state: 'copied',
          text: `${reports} that came with a copy of another spreadsheet. Nobody runs ${scheduled === 1 ? 'it' : 'them'} here.`,
          repair: 'start',
        }
      : {
          state: 'nobody',
          text: `${reports}, but nobody’s account runs ${scheduled === 1 ? 'it' : 'them'}.`,
          repair: 'start',
        };
  }
  return owner === person ? ownHealth(facts, time) : othersHealth(facts, owner, time);
}

function ownHealth(facts: Facts, time: (ms: number) => string): Health {
  const { hasKey, refusal, otherKey, paused, placeless, unreadable } = facts;
  if (!hasKey) {
    return {
      state: 'no key',
      text: 'Your account runs the schedules, but it has no Journeybee key any more.',
      repair: 'connect',
    };
  }
  if (refusal !== null) return { state: 'no trigger', text: refusal, repair: 'restart' };
  if (isLate(facts)) {
    return { state: 'late', text: `Google has not run your schedules ${sinceWhen(facts, time)}.`, repair: 'restart' };
  }
  if (unreadable > 0) return { state: 'unreadable', text: unreadableText(unreadable), repair: null };
  if (otherKey > 0) return { state: 'other key', text: otherKeyText(otherKey), repair: 'use my key' };
  if (paused > 0) return { state: 'paused', text: pausedText(paused), repair: 'try again' };
  if (placeless > 0) return { state: 'paused', text: placelessText(placeless), repair: null };
  return { state: 'running', text: `Your account runs the schedules. ${lastRun(facts, time)}`, repair: null };
}

function othersHealth(facts: Facts, owner: string, time: (ms: number) => string): Health {
  const { lapsed, keyMissing, refusal, otherKey, paused, placeless, unreadable } = facts;
  const repair = 'take over';
  if (lapsed) {
    return { state: 'lapsed', text: `Google has no permission any more to run the schedules for ${owner}.`, repair };
  }
  if (keyMissing)
    return { state: 'no key', text: `${owner} runs the schedules, but has no Journeybee key any more.`, repair };
  if (refusal !== null) return { state: 'no trigger', text: `Google did not let ${owner} run the schedules.`, repair };
  if (isLate(facts)) {
    return { state: 'late', text: `Google has not run the schedules of ${owner} ${sinceWhen(facts, time)}.`, repair };
  }
  if (unreadable > 0)
    return { state: 'unreadable', text: `${owner} runs the schedules. ${unreadableText(unreadable)}`, repair };
  if (otherKey > 0)
    return { state: 'other key', text: `${owner} runs the schedules. ${otherKeyText(otherKey)}`, repair };
  if (paused > 0) return { state: 'paused', text: `${owner} runs the schedules. ${pausedText(paused)}`, repair };
  if (placeless > 0)
    return { state: 'paused', text: `${owner} runs the schedules. ${placelessText(placeless)}`, repair };
  return { state: 'others', text: `${owner} runs the schedules. ${lastRun(facts, time)}`, repair };
}

const otherKeyText = (count: number) =>
  count === 1
    ? '1 scheduled report shows what another key sees, and is not refreshed by the schedule.'
    : `${count} scheduled reports show what another key sees, and are not refreshed by the schedule.`;

const isLate = ({ now, lastTickAt, since }: Facts) => now - Math.max(lastTickAt ?? 0, since) > lateMs;

const sinceWhen = ({ lastTickAt, since }: Facts, time: (ms: number) => string) =>
  lastTickAt !== null
    ? `since ${time(lastTickAt)}`
    : since > 0
      ? `yet, though they were set up on ${time(since)}`
      : 'yet';

const pausedText = (paused: number) =>
  paused === 1
    ? '1 report is paused because it failed; its card says why.'
    : `${paused} reports are paused because they failed; their cards say why.`;

const placelessText = (placeless: number) =>
  placeless === 1
    ? '1 report is paused because its place in the sheets is gone. Duplicate it into a new sheet, or delete it.'
    : `${placeless} reports are paused because their places in the sheets are gone. Duplicate them into new sheets, or delete them.`;

const unreadableText = (unreadable: number) =>
  unreadable === 1
    ? '1 report cannot be read any more and is not refreshed. Undo what was changed in the hidden sheet, or take it off the list below.'
    : `${unreadable} reports cannot be read any more and are not refreshed. Undo what was changed in the hidden sheet, or take them off the list below.`;

const lastRun = ({ lastTickAt }: Facts, time: (ms: number) => string) =>
  lastTickAt === null ? 'They run for the first time within the hour.' : `Last run ${time(lastTickAt)}.`;
