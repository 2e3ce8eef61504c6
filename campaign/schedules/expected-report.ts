import type { Schedule } from '../../src/domain/schedule';
import { clocksChangeAround, type DueTimes } from './due-times';
import { type Counted, momentOf, type ScheduleFindings } from './findings';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Two ticks in quick succession refresh an hourly report once. */
const hourlyPauseMs = 30 * minuteMs;
/** After so many failures in a row that a person has to mend, the schedule leaves a report alone until it was refreshed in some other way. */
const mostFailures = 5;
/** With so many a failing is mailed. */
const failuresToMail = 2;
/** Whoever was refreshed waits so long for those that were not tried, to be told of with them. */
const triedMs = 180 * minuteMs;

/** What is expected of a report in a run. */
export type ExpectedOutcome = 'worked' | 'failed' | 'gone' | 'other key';

/** As the people's own mails would tell it; times are the ends of runs. */
interface Trouble {
  readonly failures: number;
  readonly since: number;
  readonly lastAt: number;
  /** Whether it ends by itself, and nobody has to mend anything. */
  readonly passing: boolean;
  readonly paused: 'failures' | 'gone' | null;
  readonly mailedAt: number | null;
  readonly pauseMailed: boolean;
}

/** From a due time until the next one, or until the schedule or the time zone is another. */
interface Period {
  readonly dueAt: number;
  readonly timeZone: string;
  /** The figures were from after its due time when it began, by what was counted already. */
  readonly carried: boolean;
  /** Refreshed by a person. */
  fresh: boolean;
  /** How often the schedule has refreshed it. */
  ran: number;
  /** There was a tick in which it had to. */
  good: boolean;
  /** Others went by without a tick before it. */
  readonly late: boolean;
  /** Why it was not refreshed at first; null: there was no tick. */
  reason: Counted | null;
}

/** Whose account and key run the schedules in a tick, and what they meet. */
export interface Circumstances {
  readonly now: number;
  readonly timeZone: string;
  readonly owner: string;
  readonly ownerKey: string | null;
  readonly permitted: boolean;
  readonly journeybee: 'answers' | 'fails' | 'refuses the key';
}

/** A run that did not refresh a report, and whether what was in the way ends by itself. */
export interface Missed {
  readonly outcome: 'failed' | 'gone' | 'other key';
  readonly passing: boolean;
}

/** A report as it has to be, by what people did and what receipts say. */
export class ExpectedReport {
  schedule: Schedule | null;
  status: 'active' | 'paused' | 'frozen' = 'active';
  gone = false;
  /** The key that its figures come from, and whose it was. */
  key: string;
  keyBy: string;
  /** When its figures are from. */
  refreshedAt: number;
  #trouble: Trouble | null = null;
  /** Refreshed since it last failed. */
  #mended = false;
  #period: Period | null = null;
  #changed = false;

  constructor(
    readonly id: string,
    readonly name: string,
    schedule: Schedule | null,
    made: { readonly key: string; readonly by: string; readonly at: number },
    private readonly dueTimes: DueTimes,
    private readonly findings: ScheduleFindings,
  ) {
    this.schedule = schedule;
    this.key = made.key;
    this.keyBy = made.by;
    this.refreshedAt = made.at;
  }

  get scheduled(): boolean {
    return this.schedule !== null && this.status === 'active';
  }

  /** It is on a schedule, and whoever runs the schedules leaves it alone, because of somebody else's key. */
  isForeign(owner: string, ownerKey: string | null): boolean {
    return this.scheduled && this.key !== ownerKey && this.keyBy !== owner;
  }

  /** Somebody else runs the schedules from now on: what failed before is tried anew. */
  newOwner(): void {
    this.#trouble = null;
    this.#mended = false;
  }

  /** A person refreshed it, or the schedule did. */
  refreshed(at: number, key: string, by: string, bySchedule: boolean): void {
    this.refreshedAt = at;
    this.key = key;
    this.keyBy = by;
    this.#mended = true;
    if (!this.#period) return;
    if (bySchedule) this.#period.ran += 1;
    else if (this.#period.ran === 0) this.#period.fresh = true;
  }

  /** It is due at other times from now on, or not at all. */
  changed(now: number): void {
    this.endPeriod(now);
    this.#changed = true;
  }

  /** What a tick has to come to for it; null: it is to be left alone. Keeps account of its due times. */
  expected(met: Circumstances): ExpectedOutcome | null {
    if (!this.schedule || !this.scheduled) return null;
    const dueAt = this.#enterPeriod(this.schedule, met);
    const why = this.#leftAlone(met);
    if (why !== null) {
      this.#note(why);
      return null;
    }
    if (this.refreshedAt >= dueAt) return null;
    const outcome = this.#outcome(met);
    if (outcome === 'worked') {
      if (this.#period) this.#period.good = true;
    } else this.#note(reasons[outcome === 'failed' && met.ownerKey === null ? 'no key' : outcome]);
    return outcome;
  }

  /** A period ends with one run by the schedule, where there was a tick for it; never with two. */
  endPeriod(now: number): void {
    const period = this.#period;
    this.#period = null;
    if (!period) return;
    const { dueAt, timeZone, carried, fresh, ran, good, late, reason } = period;
    const about = () => `${this.name}, due since ${new Date(dueAt).toISOString()}`;
    if (ran > 1) this.findings.violate(momentOf(now), `${about()}, was refreshed ${ran} times`);
    if (good && ran === 0)
      this.findings.violate(momentOf(now), `${about()}, was never refreshed, though there was a tick for it`);
    if (carried && ran === 0) return;
    this.findings.count('due times');
    if (ran > 0) this.findings.count('refreshed by the schedule, once each');
    else this.findings.count(fresh ? 'refreshed by a person before' : (reason ?? noTick));
    if (ran > 0 && clocksChangeAround(timeZone, dueAt)) {
      this.findings.count('of these within twelve hours of a change of the clocks');
    }
    if (ran > 0 && late) this.findings.count('late runs, each for several due times');
  }

  /** Told as failing, and not even tried by a tick that came to `missed`. */
  isWaiting(now: number, missed: Missed | null): boolean {
    const trouble = this.#trouble;
    const isOpen = this.scheduled && trouble !== null && trouble.failures > 0 && !this.#mended && missed === null;
    return isOpen && trouble.passing && wasMailed(trouble) && now - trouble.lastAt < triedMs;
  }

  /**
   * Takes account of a tick that had permission, and says whether its owner is to be told that it works again. To be called before
   * `newsOf`. `othersWait`: see `isWaiting`.
   */
  advance(now: number, missed: Missed | null, othersWait: boolean): boolean {
    const before = this.#trouble;
    let recovered = false;
    if (before && !this.scheduled) this.#trouble = null;
    else if (before && (this.#mended || before.failures === 0)) {
      const isTold = before.failures > 0 && wasMailed(before) && missed === null;
      if (isTold && before.passing && othersWait) return false;
      recovered = isTold;
      if (before.failures > 0) this.findings.count('reports that worked again after failures');
      const { mailedAt } = before;
      this.#trouble = mailedAt === null || now - mailedAt >= dayMs ? null : { ...before, failures: 0, paused: null };
    }
    if (missed !== null) this.#fail(now, missed);
    this.#mended = false;
    return recovered;
  }

  /** How it fails, where it does. */
  get trouble(): Trouble | null {
    return this.scheduled && this.#trouble && this.#trouble.failures > 0 && !this.#mended ? this.#trouble : null;
  }

  /** A mail has told of its failing. */
  told(now: number): void {
    if (this.#trouble) {
      this.#trouble = { ...this.#trouble, mailedAt: now, pauseMailed: this.#trouble.paused !== null };
    }
  }

  #fail(now: number, { outcome, passing }: Missed): void {
    const before = this.#trouble;
    const again = before && before.failures > 0 && before.passing === passing ? before : null;
    const failures = (again?.failures ?? 0) + 1;
    const paused = outcome === 'gone' ? 'gone' : !passing && failures >= mostFailures ? 'failures' : null;
    if (paused === 'failures') this.findings.count('reports paused after five failures');
    this.#trouble = {
      failures,
      since: again?.since ?? now,
      lastAt: now,
      passing,
      paused,
      mailedAt: before?.mailedAt ?? null,
      pauseMailed: false,
    };
  }

  /** Its last due time. */
  #enterPeriod(schedule: Schedule, { now, timeZone }: Circumstances): number {
    if (schedule.kind === 'hourly') {
      this.endPeriod(now);
      if (now - this.refreshedAt < hourlyPauseMs) return Number.NEGATIVE_INFINITY;
      this.#period = this.#begun(now, timeZone, false);
      return now;
    }
    const dueAt = this.dueTimes.last(schedule, timeZone, now);
    if (this.#period?.dueAt === dueAt) return dueAt;
    const before = this.#period?.dueAt ?? dueAt;
    this.endPeriod(now);
    const missed = this.dueTimes.between(schedule, timeZone, before, dueAt) - 1;
    if (missed > 0) {
      this.findings.count('due times', missed);
      this.findings.count(noTick, missed);
    }
    this.#period = this.#begun(dueAt, timeZone, missed > 0);
    return dueAt;
  }

  #begun(dueAt: number, timeZone: string, late: boolean): Period {
    const fresh = this.refreshedAt >= dueAt;
    const carried = fresh && this.#changed;
    this.#changed = false;
    return { dueAt, timeZone, carried, fresh, ran: 0, good: false, late, reason: null };
  }

  #note(reason: Counted): void {
    if (this.#period) this.#period.reason ??= reason;
  }

  #leftAlone({ permitted, owner, ownerKey }: Circumstances): Counted | null {
    if (!permitted) return 'not refreshed: no permission';
    if (this.isForeign(owner, ownerKey)) return 'not refreshed: another key wrote it';
    const paused = this.#mended ? null : (this.#trouble?.paused ?? null);
    if (paused === 'gone') return 'not refreshed: its sheet was gone';
    return paused === 'failures' ? 'not refreshed: paused after failures' : null;
  }

  #outcome({ ownerKey, journeybee }: Circumstances): ExpectedOutcome {
    if (ownerKey === null) return 'failed';
    if (this.key !== ownerKey) return 'other key';
    if (journeybee !== 'answers') return 'failed';
    return this.gone ? 'gone' : 'worked';
  }
}

const wasMailed = ({ mailedAt, since }: Trouble) => mailedAt !== null && mailedAt >= since;

/**
 * Which reports a mail has to tell of as failing: what a person has to mend with the second failure, each day and when it is
 * given up; what ends by itself all together, once somebody has missed twice, and once a day.
 */
export function newsOf(reports: readonly ExpectedReport[], now: number): ExpectedReport[] {
  const isDue = (mailedAt: number | null) => mailedAt === null || now - mailedAt >= dayMs;
  const passing = reports.filter(({ trouble }) => trouble?.passing && trouble.paused === null);
  const isNews =
    passing.some(({ trouble }) => trouble && trouble.failures >= failuresToMail) &&
    passing.every(({ trouble }) => isDue(trouble?.mailedAt ?? null));
  return reports.filter((report) => {
    const { trouble } = report;
    if (!trouble) return false;
    if (trouble.paused !== null) return !trouble.pauseMailed;
    return trouble.passing ? isNews : trouble.failures >= failuresToMail && isDue(trouble.mailedAt);
  });
}

const noTick = 'not refreshed: no tick came in time';

const reasons = {
  failed: 'not refreshed: Journeybee failed',
  gone: 'not refreshed: its sheet was gone',
  'other key': 'not refreshed: another key wrote it',
  'no key': 'not refreshed: the owner had no key',
} as const;
