import { hourMs } from '../domain/duration';
import { beginning } from '../domain/text';
import { type OffsetAt, timeAt } from '../domain/time-zone';
import { mostFailures, type Trouble } from './trouble';

/** A report whose schedule fails, as a mail tells of it. */
export interface Failing {
  readonly name: string;
  readonly trouble: Trouble;
  /** When the figures are from that its table shows; null: it shows none. */
  readonly refreshedAt: number | null;
}

export interface News {
  readonly failing: readonly Failing[];
  /** Names of reports that failed and work again. */
  readonly recovered: readonly string[];
}

export interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** Where the mail comes from. */
export interface Origin {
  readonly spreadsheet: string;
  readonly url: string | null;
  readonly timeZone: string;
  readonly offsetAt: OffsetAt;
}

/**
 * A report's name on one line. Anyone who edits the file can name reports: a name must not begin a header or a
 * paragraph of a mail, change the direction of text behind it, or be longer than a name is.
 */
const oneLine = (text: string, most = mostName): string =>
  beginning(text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' '), most);

/**
 * Google accepts a subject of 250 characters and a body of 200 KB (P4-12): a name, a problem and a list are cut to far
 * less.
 */
const mostName = 100;
const mostProblem = 600;
const mostParagraphs = 25;

/** The first of them, and how many more there are. */
function listed(paragraphs: readonly string[]): readonly string[] {
  const more = paragraphs.length - mostParagraphs;
  return more <= 0
    ? paragraphs
    : [...paragraphs.slice(0, mostParagraphs), `The Journeybee sidebar lists ${more} more.`];
}

/** One mail for all news: what happened, since when, what the sheet shows, what to do. Plain text. */
export function newsMail(news: News, origin: Origin): Mail {
  const failing = news.failing.map((report) => ({ ...report, name: oneLine(report.name) }));
  const recovered = news.recovered.map((name) => oneLine(name));
  const time = (ms: number) => `${timeAt(ms, origin.offsetAt)} (${origin.timeZone})`;
  const paragraphs = failing.map(({ name, trouble, refreshedAt }) =>
    [
      `${name}: not refreshed.`,
      `What happened: ${oneLine(trouble.problem, mostProblem)}`,
      `Since: ${time(trouble.since)}${trouble.failures > 1 ? `, ${trouble.failures} times in a row` : ''}.`,
      refreshedAt === null
        ? 'What the sheet shows: nothing of it yet.'
        : `What the sheet still shows: the figures of ${time(refreshedAt)}, ${ageOf(trouble.lastAt - refreshedAt)} old.`,
      `What happens next: ${nextOf(trouble)}`,
    ].join('\n'),
  );
  const works = recovered.map((name) => `${name}: refreshed again, and up to date.`);
  return { subject: subjectOf(failing, recovered), body: body(listed([...paragraphs, ...works]), origin) };
}

/**
 * The mail about reports that another person's key has written since: the schedules of the recipient do not refresh
 * them.
 */
export function otherKeyMail(
  reports: ReadonlyArray<{ readonly name: string; readonly by: string }>,
  origin: Origin,
): Mail {
  const names = reports.map(({ name }) => oneLine(name));
  const paragraphs = reports.map(({ by }, index) =>
    [
      `${names[index]}: not refreshed by your schedules.`,
      `What happened: it shows what the key of ${oneLine(by)} sees, and yours is not used for it unasked.`,
      'What to do: nothing, if that is as it should be. Otherwise open the Journeybee sidebar and choose “Use my key”, or let them take over the schedules.',
    ].join('\n'),
  );
  const subject =
    names.length === 1
      ? `Journeybee: ${names[0]} is not refreshed by your schedules`
      : `Journeybee: ${names.length} reports are not refreshed by your schedules`;
  return { subject, body: body(listed(paragraphs), origin) };
}

/** The mail about reports whose definition is gone or damaged: it is not known any more what they ask for, and when. */
export function unreadableMail(reports: readonly string[], origin: Origin): Mail {
  const names = reports.map((name) => oneLine(name));
  const paragraphs = names.map((name) => `${name}: not refreshed any more.`);
  const what = [
    'What happened: what the hidden sheet says of it cannot be read any more. Somebody has changed or deleted that sheet.',
    'What the sheet still shows: the figures of the last refresh, with their date above the table.',
    'What to do: undo that change, or restore an earlier version of the spreadsheet. Otherwise take the report off the list in the Journeybee sidebar and make it anew. Your schedules go on until then.',
  ].join('\n');
  const subject =
    names.length === 1
      ? `Journeybee: ${names[0]} cannot be read any more`
      : `Journeybee: ${names.length} reports cannot be read any more`;
  return { subject, body: body([...listed(paragraphs), what], origin) };
}

const stillShown = 'What the sheet still shows: the figures of the last refresh, with their date above each table.';

/** A run of the schedules that ended before it could tell how its reports fare. `problem`: a fault of the add-on, in sentences. */
export function faultMail(problem: string, origin: Origin): Mail {
  const text = [
    'The scheduled reports were not refreshed.',
    `What happened: ${problem}`,
    stillShown,
    'What happens next: it is tried again every hour.',
  ].join('\n');
  return { subject: 'Journeybee: scheduled reports were not refreshed', body: body([text], origin) };
}

/** `allowAt`: Google's page for it; null where Google names none. */
export function lapseMail(allowAt: string | null, since: number, origin: Origin): Mail {
  const text = [
    `The scheduled reports are not refreshed: Google has no permission any more to run Journeybee Leaderboards for you.`,
    `Since: ${timeAt(since, origin.offsetAt)} (${origin.timeZone}).`,
    stillShown,
    `What to do: ${
      allowAt === null
        ? 'open the spreadsheet, choose Extensions > Journeybee Leaderboards > Open Journeybee, and allow everything that Google asks for.'
        : `allow it again at ${allowAt}`
    }`,
  ].join('\n');
  return { subject: 'Journeybee: scheduled reports need your permission again', body: body([text], origin) };
}

/** "2 hours", "3 days". */
function ageOf(ms: number): string {
  const hours = Math.max(1, Math.round(ms / hourMs));
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}

function nextOf({ paused, mendedBy }: Trouble): string {
  switch (paused) {
    case null:
      return mendedBy === 'person'
        ? `it is tried again every hour. After ${mostFailures} failures in a row it is paused.`
        : 'it is tried again every hour, until it works.';
    case 'failures':
      return `nothing by itself. After ${mostFailures} failures in a row it is paused: open the Journeybee sidebar and choose “Try again” once the cause is mended.`;
    case 'place':
      return 'nothing by itself. It is paused, because there is no place for it: open the Journeybee sidebar and duplicate it into a new sheet, or delete it.';
  }
}

function subjectOf(failing: readonly Failing[], recovered: readonly string[]): string {
  const [first] = failing;
  if (!first) {
    return recovered.length === 1
      ? `Journeybee: ${recovered[0]} is refreshed again`
      : `Journeybee: ${recovered.length} reports are refreshed again`;
  }
  const paused = failing.every(({ trouble }) => trouble.paused !== null);
  const what = paused ? 'paused' : 'not refreshed';
  return failing.length === 1
    ? `Journeybee: ${first.name} was ${what}`
    : `Journeybee: ${failing.length} reports were ${what}`;
}

const body = (paragraphs: readonly string[], { spreadsheet, url }: Origin) =>
  [
    `In the spreadsheet “${oneLine(spreadsheet)}”${url === null ? '' : `, ${url}`}`,
    ...paragraphs,
    'You get this mail because your account runs the schedules of this spreadsheet. Anyone who edits it can take them over in the Journeybee sidebar.',
  ].join('\n\n');
