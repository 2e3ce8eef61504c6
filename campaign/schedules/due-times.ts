import type { Schedule } from '../../src/domain/schedule';

/*
 * When reports have to be refreshed, found without any of the product's arithmetic: by looking at the wall clock every quarter
 * of an hour. All zones in use today change their clocks at, and are ahead of UTC by, whole quarters.
 */
const quarterMs = 15 * 60_000;
const hourMs = 4 * quarterMs;
const dayMs = 24 * hourMs;
/** Before the span, so that what is due once a month has been due before. */
const earlierMs = 70 * dayMs;

interface Quarter {
  readonly at: number;
  /** ISO day and hour on the wall clock. */
  readonly day: string;
  readonly hour: number;
}

type Timed = Exclude<Schedule, { readonly kind: 'hourly' }>;

/** The due times of a span, by schedule and time zone. Milliseconds since 1970 throughout. */
export class DueTimes {
  readonly #quarters = new Map<string, readonly Quarter[]>();
  readonly #moments = new Map<string, readonly number[]>();

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** The last one that is not after `now`. */
  last(schedule: Timed, timeZone: string, now: number): number {
    const moments = this.moments(schedule, timeZone);
    let [low, high] = [0, moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((moments[middle] ?? 0) <= now) low = middle + 1;
      else high = middle;
    }
    return moments[low - 1] ?? Number.NEGATIVE_INFINITY;
  }

  /** How many there are after `after` and not after `until`. */
  between(schedule: Timed, timeZone: string, after: number, until: number): number {
    return this.moments(schedule, timeZone).filter((moment) => moment > after && moment <= until).length;
  }

  /** An hour before the wall clock first shows the hour, or a later one, of a chosen day. */
  moments(schedule: Timed, timeZone: string): readonly number[] {
    const name = `${timeZone} ${JSON.stringify(schedule)}`;
    const known = this.#moments.get(name);
    if (known) return known;
    const found: number[] = [];
    let reached = '';
    for (const { at, day, hour } of this.#quartersOf(timeZone)) {
      if (hour < schedule.hour || day === reached || !isChosen(schedule, day)) continue;
      reached = day;
      found.push(at - hourMs);
    }
    this.#moments.set(name, found);
    return found;
  }

  #quartersOf(timeZone: string): readonly Quarter[] {
    const known = this.#quarters.get(timeZone);
    if (known) return known;
    const wallClock = wallClockOf(timeZone);
    const found: Quarter[] = [];
    // What is due today is so for an hour of tomorrow's.
    for (let at = Math.floor((this.from - earlierMs) / dayMs) * dayMs; at <= this.to + 2 * dayMs; at += quarterMs) {
      found.push({ at, ...wallClock(at) });
    }
    this.#quarters.set(timeZone, found);
    return found;
  }
}

/** How far a zone's wall clock is ahead of UTC at a full hour. */
function aheadOf(timeZone: string): (at: number) => number {
  const wallClock = wallClockOf(timeZone);
  return (at) => {
    const { day, hour } = wallClock(at);
    return Date.parse(day) + hour * hourMs - at;
  };
}

/** Whether the clocks change within twelve hours. */
export function clocksChangeAround(timeZone: string, at: number): boolean {
  const aheadAt = aheadOf(timeZone);
  const hour = Math.floor(at / hourMs) * hourMs;
  return aheadAt(hour - dayMs / 2) !== aheadAt(hour + dayMs / 2);
}

/** When the clocks of a zone change within a year. */
export function clockChanges(timeZone: string, year: number): number[] {
  const aheadAt = aheadOf(timeZone);
  const changes: number[] = [];
  // Whole hours, since the minutes are not asked for.
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += hourMs) {
    if (aheadAt(at) !== aheadAt(at - hourMs)) changes.push(at);
  }
  return changes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClockOf(timeZone: string): (at: number) => { readonly day: string; readonly hour: number } {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  return (at) => {
    const [day = '', hour = ''] = format.format(at).split(' ');
    return { day, hour: Number(hour) };
  };
}

function isChosen(schedule: Timed, day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (schedule.kind === 'monthly') {
    const lastDate = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return date === Math.min(schedule.day, lastDate);
  }
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return schedule.days.some((chosen) => chosen % 7 === weekday);
}
