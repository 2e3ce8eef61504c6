import { writtenMinute } from './period-wording';

/*
 * The title of a report ends with the age of its figures: "refreshed 2026-11-30 21:27", and above a Board "updated
 * Nov 30, 2026, 21:27 (London)".
 */

/** `minute`: yyyy-MM-dd HH:mm in the zone, such as "Europe/London". */
export function ageText(minute: string, zone: string, isBoard: boolean): string {
  if (!isBoard) return `refreshed ${minute}`;
  const [, city = ''] = /([^/]*)$/.exec(zone) ?? [];
  return `updated ${writtenMinute(minute)} (${city.replace(/_/g, ' ')})`;
}

const age = / · (?:refreshed \d{4}(-\d\d){2} \d\d:\d\d|updated [A-Z][a-z]{2} \d{1,2}, \d{4}, \d\d:\d\d \([^()]*\))$/;

/** Whether a text ends as the title of a report does. */
export const isReportTitle = (text: string): boolean => age.test(text);

/** A title that says why its figures are not refreshed, in the place of an earlier reason. */
export const outageTitle = (title: string, why: string): string =>
  withoutOutage(title).replace(/ · (?:refreshed|updated) (?=[^·]*$)/, ` · ${why}${triedAgain}$&`);

const triedAgain = ', tried again every hour';
const outage = new RegExp(` · [^·]*${triedAgain}(?= · (?:refreshed|updated) )`);
const withoutOutage = (title: string): string => title.replace(outage, '');

/**
 * Whether two titles are of one report at different times: they are equal but for days, times and the reason of an
 * outage. A person who undoes several writes, or restores a version of the file, brings back one that is not recorded.
 */
export const isTitleOfOtherTime = (text: string, title: string): boolean =>
  isReportTitle(text) && isReportTitle(title) && withoutTimes(text) === withoutTimes(title);

const withoutTimes = (title: string): string =>
  withoutOutage(title)
    .replace(/\b[A-Z][a-z]{2} (?=\d)/g, '')
    .replace(/\d+/g, '0');
