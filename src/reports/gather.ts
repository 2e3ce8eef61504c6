import type { ReportDefinition } from '../contract/report-definition';
import { type Baseline, comparedDays, comparisonObstacle } from '../domain/comparison';
import type { DayRange } from '../domain/days';
import { type Leaderboard, leftOutNote } from '../domain/leaderboard';
import { type Memberships, needsMemberships, noMemberships } from '../domain/membership';
import { asksForEarlier } from '../domain/movement-base';
import { missingText } from '../domain/wording';
import { wantsLabels, withoutOthers } from '../journeybee/asked-for';
import { type Directory, memberships } from '../journeybee/directory';
import { JourneybeeError, otherDaysText } from '../journeybee/failure';
import { isForOthers } from '../journeybee/source';
import { Problem } from '../problem';
import { type Gathered, standingsOf } from './content';
import type { Asked, Fetched, FigureSource } from './figure-source';
import { textOf, unfetched } from './fresh-figures';
import { shownOf } from './groups';
import { hasOwners, ownedBy } from './owned';
import { layoutOf, queryOf } from './report';

/**
 * Fetches everything that reports will show, before anything is written. Each distinct leaderboard is fetched once,
 * all of them together; what depends on their answers follows. Each report has its own result. `today` in the
 * spreadsheet's zone.
 */
export function gather(
  definitions: readonly ReportDefinition[],
  today: string,
  source: FigureSource,
): Array<Gathered | Problem> {
  const early = definitions.some(hasOwners) ? source.directory() : null;
  const asked = definitions.map((definition) => askedNow(definition, early ?? nobody));
  const first = answersTo(asked, source);
  const reports = definitions.map((definition, index): FetchedReport => {
    const [now, current] = [asked[index] ?? unfetched(), first[index] ?? unfetched()];
    if (now instanceof Problem || current instanceof Problem) return { definition, current, before: null };
    const days = earlierDays(definition, current.leaderboard, today);
    return { definition, current, before: isDays(days) ? askedOn(now, days) : days };
  });
  const earlier = reports.flatMap(({ before }) => (before === null || typeof before === 'string' ? [] : before));
  const answers = source.leaderboards(earlier);
  const directory = early ?? (reports.some(needsDirectory) ? source.directory() : nobody);
  const sources: Sources = {
    directory,
    labels: directory instanceof Problem ? noMemberships : memberships(directory),
    answerTo: (asked) => answers[earlier.findIndex((other) => textOf(other) === textOf(asked))] ?? unfetched(),
  };
  return reports.map((report) => gatheredFor(report, sources, source));
}

/** What a report asks for, or why it cannot. The directory is that of its owners. */
function askedNow(definition: ReportDefinition, directory: Pick<Directory, 'partners'> | Problem): Asked | Problem {
  if (directory instanceof Problem && hasOwners(definition)) return directory;
  const among = directory instanceof Problem ? null : ownedBy(definition, directory);
  if (among instanceof Problem) return among;
  return { query: queryOf(definition), whole: definition.rows === 'all' && among === null, among };
}

const askedOn = (asked: Asked, days: DayRange): AskedOn => ({
  ...asked,
  query: { ...asked.query, period: days },
  days,
});

interface AskedOn extends Asked {
  readonly days: DayRange;
}

/** The answer to each, in their order. */
function answersTo(asked: ReadonlyArray<Asked | Problem>, source: FigureSource): Array<Fetched | Problem> {
  const sound = asked.filter((request): request is Asked => !(request instanceof Problem));
  const answers = source.leaderboards(sound);
  return asked.map((request) =>
    request instanceof Problem ? request : (answers[sound.indexOf(request)] ?? unfetched()),
  );
}

interface FetchedReport {
  readonly definition: ReportDefinition;
  /** The answer for its own days. */
  readonly current: Fetched | Problem;
  /** What it asks for of the days that it is compared with; see `earlierDays`. */
  readonly before: AskedOn | string | null;
}

/** The sources that reports of one gathering share. */
interface Sources {
  readonly directory: Pick<Directory, 'partners'> | Problem;
  readonly labels: Memberships;
  /** The result of a query for earlier days. */
  readonly answerTo: (asked: Asked) => Fetched | Problem;
}

const isDays = (days: DayRange | string | null): days is DayRange => days !== null && typeof days !== 'string';

/** Whether the report is restricted to labels, and nobody has confirmed yet who has them. */
const isUnchecked = ({ definition, current }: FetchedReport): boolean =>
  wantsLabels(definition) && !(current instanceof Problem) && !current.isChecked;

const needsDirectory = (report: FetchedReport): boolean => isLabelled(report.definition) || isUnchecked(report);

function gatheredFor(
  report: FetchedReport,
  { directory, labels, answerTo }: Sources,
  source: FigureSource,
): Gathered | Problem {
  const { definition, current, before } = report;
  if (current instanceof Problem) return current;
  const hasLabels = isLabelled(definition);
  if (directory instanceof Problem && hasLabels) return directory;
  // Where the directory has no labels, Journeybee's own filter is trusted.
  const members = directory instanceof Problem || !isUnchecked(report) ? nobody : directory;
  const leaderboard = withoutOthers(current.leaderboard, definition, members);
  if (isForOthers(leaderboard)) return new JourneybeeError({ code: 'unasked' }, leaderboard.fetchedAt);
  const base = { leaderboard, memberships: hasLabels ? labels : noMemberships, isWhole: false };
  const partial = partialNote({ ...current, leaderboard });
  const missing = partial === null ? [] : [partial];
  const without = (why: string) => ({ ...base, baseline: null, missing: [...missing, `not compared: ${why}`] });
  if (before === null) return { ...base, baseline: null, missing };
  if (typeof before === 'string') return without(before);
  const answer = answerTo(before);
  if (answer instanceof Problem) {
    const otherDays = otherDaysText(answer);
    return otherDays === null ? answer : without(otherDays);
  }
  const earlier = withoutOthers(answer.leaderboard, definition, members);
  const why = comparisonObstacle(earlier, leaderboard);
  if (why !== null) return without(why);
  const shown = shownOf(definition, standingsOf(definition, base)).map(({ partner: { uuid } }) => uuid);
  const baseline = baselineFor(shown, before, { ...answer, leaderboard: earlier }, source);
  return { ...base, baseline, isWhole: current.isWhole && answer.isWhole, missing };
}

/** The earlier days that a report is compared with, or why there are none, in words; null where it is compared with nothing. */
function earlierDays(definition: ReportDefinition, leaderboard: Leaderboard, today: string): DayRange | string | null {
  if (!asksForEarlier(definition)) return null;
  // Ranks are compared for the same days as amounts, also where amounts are not.
  return comparedDays(leaderboard, definition.period, definition.comparison ?? 'elapsed', today);
}

/**
 * The baseline of the partners that are shown. A full answer says nothing about unlisted partners, so those are asked
 * for by uuid.
 */
function baselineFor(
  shown: readonly string[],
  { query, whole, days }: AskedOn,
  { leaderboard, isWhole }: Fetched,
  source: FigureSource,
): Baseline {
  const uuids = (partners: Leaderboard['partners']) => new Set(partners.map(({ uuid }) => uuid));
  const listed = uuids(leaderboard.partners);
  const unlisted = shown.filter((uuid) => !listed.has(uuid));
  const certain = { days, leaderboard, further: [], unknown: new Set<string>(), why: null };
  if (unlisted.length === 0 || isWhole) return certain;
  const unknown = { ...certain, unknown: new Set(unlisted) };
  if (whole) return { ...unknown, why: whyUnknown(leaderboard) };
  const asked = source.unlisted({ ...query, filters: { ...query.filters, partner: unlisted } });
  if (typeof asked === 'string') return { ...unknown, why: asked };
  const why = comparisonObstacle(asked.leaderboard, leaderboard);
  if (why !== null) return { ...unknown, why };
  const { partners: further } = asked.leaderboard;
  if (asked.notAsked === 0 && asked.leaderboard.missing === 0) return { ...certain, further };
  const answered = uuids(further);
  return {
    ...certain,
    further,
    unknown: new Set(unlisted.filter((uuid) => !answered.has(uuid))),
    why: whyUnknown(asked.leaderboard),
  };
}

const whyUnknown = ({ missing }: Leaderboard): string =>
  missing > 0 ? 'the earlier answer could not be read whole' : 'not all partners could be asked for in time';

const isLabelled = (definition: ReportDefinition): boolean => needsMemberships(layoutOf(definition));

/** The rows that an answer lacks, in the few words that a title has room for; null: none. */
const gapNote = (leaderboard: Leaderboard): string | null =>
  [missingText(leaderboard.missing), leftOutNote(leaderboard)].filter((note) => note !== null).join(', ') || null;

/** The partners that a leaderboard lacks, in words; null: none. */
function partialNote({ leaderboard, notAsked }: Fetched): string | null {
  if (notAsked === 0) return gapNote(leaderboard);
  return `partial: ${leaderboard.partners.length} partners, ${notAsked} could not be asked for in time`;
}

const nobody: Pick<Directory, 'partners'> = { partners: [] };
