import type { DayOfWeek, Schedule } from '../../src/domain/schedule';
import { Random } from '../../workbench/random';
import type { Fault } from '../../workbench/sandbox/sandbox';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export type Person = 'anna' | 'ben';

export interface PlannedReport {
  readonly by: Person;
  readonly name: string;
  readonly schedule: Schedule | null;
  /** One whose sheet can be deleted without the others. */
  readonly ownSheet: boolean;
}

/**
 * What happens around the reports. Numbers name reports by their place in the plan, and `episode` the beginning that an end
 * belongs to.
 */
export type Happening =
  | { readonly kind: 'outage'; readonly episode: number; readonly fault: Fault }
  | { readonly kind: 'outage over'; readonly episode: number }
  /** The next requests fail, and work when they are sent again. */
  | { readonly kind: 'hiccup'; readonly fault: Fault; readonly times: number }
  /** Of whoever runs the schedules at that moment. */
  | { readonly kind: 'permission taken back'; readonly episode: number; readonly scope: string }
  | { readonly kind: 'permission given back'; readonly episode: number }
  | { readonly kind: 'mails used up' }
  | { readonly kind: 'mails refused'; readonly episode: number }
  | { readonly kind: 'mails accepted'; readonly episode: number }
  | { readonly kind: 'tick late'; readonly ms: number }
  | { readonly kind: 'add-on disabled' }
  | { readonly kind: 'add-on enabled' }
  | { readonly kind: 'time zone changed'; readonly timeZone: string }
  | { readonly kind: 'taken over'; readonly by: Person }
  /** From now on some reports show what this person's key sees. */
  | { readonly kind: 'own key used'; readonly by: Person; readonly reports: readonly number[] }
  | { readonly kind: 'tried again' }
  | { readonly kind: 'refreshed by hand'; readonly by: Person; readonly report: number | null }
  | { readonly kind: 'sidebar opened'; readonly by: Person }
  | { readonly kind: 'status changed'; readonly report: number; readonly status: 'active' | 'paused' | 'frozen' }
  | { readonly kind: 'schedule changed'; readonly report: number; readonly schedule: Schedule }
  | { readonly kind: 'sheet deleted' }
  /** The report whose sheet is gone is duplicated into a new one, and taken off the list. */
  | { readonly kind: 'duplicated' }
  /** In another of the person's spreadsheets. */
  | { readonly kind: 'key forgotten elsewhere' }
  | { readonly kind: 'key connected elsewhere' }
  | { readonly kind: 'other key connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connected again' }
  | { readonly kind: 'deal won' };

export interface Scenario {
  readonly seed: number;
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly reports: readonly PlannedReport[];
  /** In order. */
  readonly happenings: ReadonlyArray<Happening & { readonly at: number }>;
}

const every: readonly DayOfWeek[] = [1, 2, 3, 4, 5, 6, 7];
const weekdays: readonly DayOfWeek[] = [1, 2, 3, 4, 5];
const hourly: Schedule = { kind: 'hourly' };
const weekly = (days: readonly DayOfWeek[], hour: number): Schedule => ({ kind: 'weekly', days, hour });
const monthly = (day: number, hour: number): Schedule => ({ kind: 'monthly', day, hour });

/** Clocks change in the night to Sunday, between midnight and four: those hours have reports of all kinds. */
const annas: ReadonlyArray<Schedule | null> = [
  hourly,
  hourly,
  weekly(every, 1),
  weekly(every, 2),
  weekly(every, 3),
  weekly(every, 0),
  weekly(every, 23),
  weekly(weekdays, 8),
  weekly(weekdays, 4),
  weekly([7], 1),
  weekly([7], 2),
  weekly([7], 3),
  weekly([1], 0),
  weekly([2, 4], 6),
  weekly([6, 7], 12),
  weekly([5], 17),
  monthly(1, 0),
  monthly(1, 2),
  monthly(15, 6),
  monthly(29, 3),
  monthly(30, 23),
  monthly(31, 0),
  null,
];
const bens: ReadonlyArray<Schedule | null> = [
  weekly(every, 5),
  weekly(weekdays, 10),
  weekly([7], 4),
  weekly([3], 0),
  monthly(1, 9),
  monthly(31, 2),
  null,
];

/** Its sheet is deleted, and what becomes of it is not that of the others. */
export const deletedReport = 13;
const hourlyReports = [0, 1];

const outages: readonly [Fault, ...Fault[]] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 503, retryAfter: '120' },
  { kind: 'status', status: 429 },
  { kind: 'reset' },
  { kind: 'garbage', body: 'html' },
  { kind: 'stall', ms: Number.POSITIVE_INFINITY },
];
const hiccups: readonly [Fault, ...Fault[]] = [{ kind: 'status', status: 502 }, { kind: 'reset' }];

const scopes = 'https://www.googleapis.com/auth';
/** Without one of the first nobody can be told by mail. */
const scopesForMail = [`${scopes}/script.send_mail`, `${scopes}/userinfo.email`] as const;
const otherScopes = [
  `${scopes}/spreadsheets.currentonly`,
  `${scopes}/script.external_request`,
  `${scopes}/script.scriptapp`,
] as const;

export const zones = ['America/New_York', 'Europe/Berlin', 'Pacific/Auckland'] as const;

/** An hour is not round anywhere here, so that ticks come at any minute. */
export interface SpanOptions {
  readonly seed: number;
  readonly timeZone: string;
  readonly from: number;
  readonly days: number;
  /** How many days of the span the hourly reports are hourly: around its middle, and in its first day; then they are daily. */
  readonly hourlyDays: number;
}

/** Draws a scenario: the same from the same seed. How much happens goes by the length of the span. */
export function drawScenario({ seed, timeZone, from, days, hourlyDays }: SpanOptions): Scenario {
  const random = new Random(seed, 'scenario');
  const to = from + days * dayMs;
  const happenings: Array<Happening & { at: number }> = [];
  let episodes = 0;
  const add = (at: number, happening: Happening) => happenings.push({ ...happening, at: Math.round(at) });
  const sometime = (first = 1, last = days - 1) => from + random.between(first, last) * dayMs;
  /** So often in three weeks, and at least once. */
  const often = (inThreeWeeks: number, happen: (at: number) => void) => {
    const times = Math.max(1, Math.round((inThreeWeeks * days) / 21));
    for (let time = 0; time < times; time += 1) happen(sometime(1 + (time * (days - 2)) / times, days - 1));
  };
  const hours = (least: number, most: number) => random.between(least, most) * hourMs;

  // Mostly the clocks change where everything works, so that it is seen what that change alone comes to.
  const middle = from + (days / 2) * dayMs;
  const calm = days <= 21 && random.chance(0.75);
  const before = middle - 20 * hourMs;
  /** Moves trouble of so long behind the change of the clocks. */
  const clear = (at: number, ms: number) =>
    calm && at + ms > before && at < middle + 14 * hourMs ? middle + hours(14, 60) : at;

  const reports = [
    ...annas.map((schedule, index) => ({ by: 'anna' as const, schedule, ownSheet: index === deletedReport })),
    ...bens.map((schedule) => ({ by: 'ben' as const, schedule, ownSheet: false })),
  ].map((report, index) => ({ ...report, name: `Report ${index}` }));
  const anyReport = () => random.integer(0, reports.length - 1);
  const anybody = () => random.pick<Person>(['anna', 'ben']);

  const outage = (drawn: number, ms: number) => {
    const at = clear(drawn, ms);
    const episode = episodes++;
    add(at, { kind: 'outage', episode, fault: random.pick(outages) });
    add(at + ms, { kind: 'outage over', episode });
    add(at + ms + hours(0.1, 4), { kind: 'tried again' });
    // Once more, for those who had no permission or no key then.
    add(at + ms + hours(20, 30), { kind: 'tried again' });
  };
  often(3, (at) => outage(at, hours(0.5, 5)));
  // Long enough to pause what is due, without the mails that would tell of it: of these, at least one each.
  often(1, (at) => outage(at, hours(7, 14)));
  often(1, (at) => {
    outage(at, hours(7, 14));
    add(at - hours(0, 10), { kind: 'mails used up' });
  });
  often(1, (at) => {
    const episode = episodes++;
    outage(at, hours(6, 9));
    add(at - hours(0, 2), { kind: 'mails refused', episode });
    add(at + hours(4, 20), { kind: 'mails accepted', episode });
  });
  often(4, (at) => add(at, { kind: 'hiccup', fault: random.pick(hiccups), times: random.integer(1, 2) }));
  often(2, (drawn) => {
    const at = clear(drawn, 40 * hourMs);
    const episode = episodes++;
    const scope = episode % 2 === 0 ? random.pick(otherScopes) : random.pick(scopesForMail);
    add(at, { kind: 'permission taken back', episode, scope });
    add(at + hours(8, 40), { kind: 'permission given back', episode });
  });
  often(2, (at) => add(at, { kind: 'tick late', ms: Math.round(hours(2, 7)) }));
  often(1, (drawn) => {
    const at = clear(drawn, 75 * hourMs);
    add(at, { kind: 'add-on disabled' });
    add(at + hours(40, 75), { kind: 'add-on enabled' });
  });
  often(1, (at) => {
    add(at, { kind: 'taken over', by: 'ben' });
    // Until then their trigger goes on, for nothing.
    add(at + hours(5, 20), { kind: 'sidebar opened', by: 'anna' });
    add(at + hours(24, 96), { kind: 'taken over', by: 'anna' });
    add(at + hours(97, 110), { kind: 'sidebar opened', by: 'ben' });
    add(at + hours(100, 120), { kind: 'own key used', by: 'ben', reports: [anyReport(), anyReport(), anyReport()] });
  });
  often(3, (at) => add(at, { kind: 'refreshed by hand', by: anybody(), report: anyReport() }));
  often(1, (at) => add(at, { kind: 'refreshed by hand', by: anybody(), report: null }));
  often(2, (at) => add(at, { kind: 'sidebar opened', by: anybody() }));
  often(2, (at) => {
    const report = anyReport();
    add(at, { kind: 'status changed', report, status: 'paused' });
    add(at + hours(10, 90), { kind: 'status changed', report, status: 'active' });
  });
  add(sometime(), { kind: 'status changed', report: reports.length - 2, status: 'frozen' });
  often(1, (at) => add(at, { kind: 'schedule changed', report: random.integer(2, 21), schedule: anySchedule(random) }));
  if (days >= 21) {
    for (let time = 0; time < Math.max(1, Math.round(days / 90)); time += 1) {
      const at = sometime(2 + time * 80, 12 + time * 80);
      add(at, { kind: 'sheet deleted' });
      add(at + hours(60, 150), { kind: 'duplicated' });
    }
  }
  often(1, (drawn) => {
    const at = clear(drawn, 8 * hourMs);
    add(at, { kind: 'key forgotten elsewhere' });
    add(at + hours(2, 8), { kind: 'key connected elsewhere' });
  });
  often(0.7, (drawn) => {
    const at = clear(drawn, 30 * hourMs);
    add(at, { kind: 'other key connected' });
    add(at + hours(3, 30), { kind: 'taken over', by: 'anna' });
  });
  often(0.7, (drawn) => {
    const at = clear(drawn, 20 * hourMs);
    add(at, { kind: 'disconnected' });
    add(at + hours(3, 20), { kind: 'connected again' });
  });
  often(40, (at) => add(at, { kind: 'deal won' }));

  if (calm) {
    add(before, { kind: 'taken over', by: 'anna' });
    add(before + hourMs, { kind: 'tried again' });
  }

  // Not before the clocks have changed, of which each scenario is to see one in its own zone.
  const [first = timeZone, ...others] = zones.filter((zone) => zone !== timeZone);
  add(sometime((days * 2) / 3, days - 3), {
    kind: 'time zone changed',
    timeZone: random.pick([first, ...others, 'Asia/Kathmandu']),
  });
  if (hourlyDays < days) {
    const around = Math.max(0, hourlyDays - 1) / 2;
    for (const report of hourlyReports) {
      add(from + dayMs, { kind: 'schedule changed', report, schedule: weekly(every, 9 + report) });
      add(from + (days / 2 - around) * dayMs, { kind: 'schedule changed', report, schedule: hourly });
      add(from + (days / 2 + around) * dayMs, {
        kind: 'schedule changed',
        report,
        schedule: weekly(every, 9 + report),
      });
    }
  }
  return {
    seed,
    timeZone,
    from,
    to,
    reports,
    happenings: happenings.filter(({ at }) => at > from && at < to).sort((a, b) => a.at - b.at),
  };
}

function anySchedule(random: Random): Schedule {
  const hour = random.integer(0, 23);
  if (random.chance(0.3)) return monthly(random.integer(1, 31), hour);
  return weekly(random.shuffled(every).slice(0, random.integer(1, 6)), hour);
}
