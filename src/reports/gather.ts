import { buildSettings } from '../build-settings';
import type { ReportDefinition } from '../contract/report-definition';
import { type Baseline, comparedDays, comparisonObstacle } from '../domain/comparison';
import type { DayRange } from '../domain/days';
import { type Leaderboard, leftOutNote } from '../domain/leaderboard';
import { type Memberships, needsMemberships, noMemberships } from '../domain/membership';
import { asksForEarlier } from '../domain/movement-base';
import { missingText } from '../domain/wording';
import { now } from '../google/time';
import { fetchAllPartners } from '../journeybee/all-partners';
import { wantsLabels, withoutOthers } from '../journeybee/asked-for';
import { type Directory, fetchDirectory, memberships } from '../journeybee/directory';
import { briefly, JourneybeeError, otherDaysText } from '../journeybee/failure';
import { type LeaderboardQuery, queryText } from '../journeybee/query';
import { freshLeaderboards, isForMembers, isForOthers } from '../journeybee/source';
import { Problem } from '../problem';
import { type Gathered, standingsOf } from './content';
import { shownOf } from './groups';
import { layoutOf, queryOf } from './report';
import { notFetched } from './result-of';

/** Why this build refuses reports of all partners, also those that another build made; null where it does not. */
export const noAllPartners = (): Problem | null =>
  buildSettings.allPartnersReports
    ? null
    : new Problem(
        'Your administrator has decided that no report lists all partners. Edit the report, and choose how many.',
      );

const unfetched = () => new Problem(notFetched, 'google');

/** A limit of pages beyond any known account. */
const mostPages = 1000;

/** A leaderboard as a report asked for it. */
interface Fetched {
  readonly leaderboard: Leaderboard;
  /** How many partners could not be asked for. */
  readonly notAsked: number;
  /** Whether the directory has already confirmed who has the wanted labels. */
  readonly isChecked: boolean;
  /** Whether an unlisted partner certainly had no figures. */
  readonly isWhole: boolean;
}

/** Called after each batch of a long fetch, with counts of partners. */
export type Progress = (done: number, of: number) => void;

/** The key that a gathering asks with, and how long; times in milliseconds since 1970. */
export interface GatherLimits {
  readonly key: string;
  /** For one answer each. */
  readonly until: number;
  /** For all partners. */
  readonly wholeUntil: number;
  readonly progress: Progress;
}

/**
 * Fetches everything that reports will show, before anything is written. Each distinct leaderboard is fetched once,
 * all of them together; what depends on their answers follows. Each report has its own result. `today` in the
 * spreadsheet's zone.
 */
export function gather(
  definitions: readonly ReportDefinition[],
  today: string,
  limits: GatherLimits,
): Array<Gathered | Problem> {
  const first = fetchAll(definitions.map(askedNow), limits);
  const reports = definitions.map((definition, index): FetchedReport => {
    const current = first[index] ?? unfetched();
    const days = current instanceof Problem ? null : earlierDays(definition, current.leaderboard, today);
    return { definition, current, days };
  });
  const earlier = reports.flatMap(({ definition, days }) => (isDays(days) ? askedOn(definition, days) : []));
  const answers = fetchAll(earlier, limits);
  const directory = reports.some(needsDirectory) ? readDirectory(limits.key, limits.wholeUntil) : nobody;
  const sources: Sources = {
    directory,
    labels: directory instanceof Problem ? noMemberships : memberships(directory),
    answerTo: (asked) => answers[earlier.findIndex((other) => textOf(other) === textOf(asked))] ?? unfetched(),
  };
  return reports.map((report) => gatheredFor(report, sources, limits));
}

const askedNow = (definition: ReportDefinition): Asked => ({
  query: queryOf(definition),
  whole: definition.rows === 'all',
});

/** A report's answer for its own days, and the days that it is compared with; see `earlierDays`. */
interface FetchedReport {
  readonly definition: ReportDefinition;
  readonly current: Fetched | Problem;
  readonly days: DayRange | string | null;
}

/** The sources that reports of one gathering share. */
interface Sources {
  readonly directory: Pick<Directory, 'partners'> | Problem;
  readonly labels: Memberships;
  /** The result of a query for earlier days. */
  readonly answerTo: (asked: Asked) => Fetched | Problem;
}

const isDays = (days: FetchedReport['days']): days is DayRange => days !== null && typeof days !== 'string';

/** Whether the report is restricted to labels, and nobody has confirmed yet who has them. */
const isUnchecked = ({ definition, current }: FetchedReport): boolean =>
  wantsLabels(definition) && !(current instanceof Problem) && !current.isChecked;

const needsDirectory = (report: FetchedReport): boolean => isLabelled(report.definition) || isUnchecked(report);

function gatheredFor(
  report: FetchedReport,
  { directory, labels, answerTo }: Sources,
  limits: GatherLimits,
): Gathered | Problem {
  const { definition, current, days } = report;
  if (current instanceof Problem) return current;
  const hasLabels = isLabelled(definition);
  if (directory instanceof Problem && hasLabels) return directory;
  // Where the directory has no labels, Journeybee's own filter is trusted.
  const members = directory instanceof Problem || !isUnchecked(report) ? nobody : directory;
  const leaderboard = withoutOthers(current.leaderboard, definition, members);
  if (isForOthers(leaderboard)) return new JourneybeeError({ code: 'unasked' }, leaderboard.fetchedAt);
  const base = { leaderboard, memberships: hasLabels ? labels : noMemberships };
  const partial = partialNote({ ...current, leaderboard });
  const missing = partial === null ? [] : [partial];
  const without = (why: string) => ({ ...base, baseline: null, missing: [...missing, `not compared: ${why}`] });
  if (days === null) return { ...base, baseline: null, missing };
  if (typeof days === 'string') return without(days);
  const asked = askedOn(definition, days);
  const answer = answerTo(asked);
  if (answer instanceof Problem) {
    const otherDays = otherDaysText(answer);
    return otherDays === null ? answer : without(otherDays);
  }
  const earlier = withoutOthers(answer.leaderboard, definition, members);
  const why = comparisonObstacle(earlier, leaderboard);
  if (why !== null) return without(why);
  const shown = shownOf(definition, standingsOf(definition, base)).map(({ partner: { uuid } }) => uuid);
  const baseline = baselineFor(shown, { ...asked, days }, { ...answer, leaderboard: earlier }, limits);
  return { ...base, baseline, missing };
}

/** The earlier days that a report is compared with, or why there are none, in words; null where it is compared with nothing. */
function earlierDays(definition: ReportDefinition, leaderboard: Leaderboard, today: string): DayRange | string | null {
  if (!asksForEarlier(definition)) return null;
  // Ranks are compared for the same days as amounts, also where amounts are not.
  return comparedDays(leaderboard, definition.period, definition.comparison ?? 'elapsed', today);
}

const askedOn = (definition: ReportDefinition, days: DayRange): Asked => ({
  query: { ...queryOf(definition), period: days },
  whole: definition.rows === 'all',
});

/**
 * The baseline of the partners that are shown. A full answer says nothing about unlisted partners, so those are asked
 * for by uuid.
 */
function baselineFor(
  shown: readonly string[],
  { query, whole, days }: Asked & { readonly days: DayRange },
  { leaderboard, isWhole }: Fetched,
  { key, wholeUntil: until }: GatherLimits,
): Baseline {
  const uuids = (partners: Leaderboard['partners']) => new Set(partners.map(({ uuid }) => uuid));
  const listed = uuids(leaderboard.partners);
  const unlisted = shown.filter((uuid) => !listed.has(uuid));
  const certain = { days, leaderboard, further: [], unknown: new Set<string>(), why: null };
  if (unlisted.length === 0 || isWhole) return certain;
  const unknown = { ...certain, unknown: new Set(unlisted) };
  if (whole) return { ...unknown, why: whyUnknown(leaderboard) };
  const asked = fetchAllPartners({ ...query, filters: { ...query.filters, partner: unlisted } }, key, { until });
  if (asked instanceof Problem) return { ...unknown, why: briefly(asked.failure) };
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

interface Asked {
  readonly query: LeaderboardQuery;
  /** All partners, beyond those of one answer. */
  readonly whole: boolean;
}

const textOf = ({ query, whole }: Asked) => `${whole} ${queryText(query)}`;

/**
 * Fetches the queries with one answer together, then all partners of one query after the other; also where filters
 * would multiply.
 */
function fetchAll(
  asked: readonly Asked[],
  { key, until, wholeUntil, progress }: GatherLimits,
): Array<Fetched | Problem> {
  const results = new Map<string, Fetched | Problem>();
  const plain = asked.filter(({ query, whole }) => !whole && !isForMembers(query, key, until));
  if (plain.length > 0) {
    const answers = freshLeaderboards(
      plain.map(({ query }) => query),
      key,
      until,
    );
    plain.forEach((request, index) => {
      const answer = answers[index] ?? unfetched();
      results.set(
        textOf(request),
        answer instanceof Problem
          ? answer
          : { leaderboard: answer, notAsked: 0, isChecked: false, isWhole: !answer.full && answer.missing === 0 },
      );
    });
  }
  for (const request of asked) {
    if (results.has(textOf(request))) continue;
    const all = noAllPartners() ?? fetchAllPartners(request.query, key, { until: wholeUntil, progress });
    results.set(
      textOf(request),
      all instanceof Problem
        ? all
        : {
            leaderboard: all.leaderboard,
            notAsked: all.notAsked,
            isChecked: all.isChecked,
            isWhole: all.notAsked === 0 && all.leaderboard.missing === 0,
          },
    );
  }
  return asked.map((request) => results.get(textOf(request)) ?? unfetched());
}

/** The rows that an answer lacks, in the few words that a title has room for; null: none. */
const gapNote = (leaderboard: Leaderboard): string | null =>
  [missingText(leaderboard.missing), leftOutNote(leaderboard)].filter((note) => note !== null).join(', ') || null;

/** The partners that a leaderboard lacks, in words; null: none. */
function partialNote({ leaderboard, notAsked }: Fetched): string | null {
  if (notAsked === 0) return gapNote(leaderboard);
  return `partial: ${leaderboard.partners.length} partners, ${notAsked} could not be asked for in time`;
}

const nobody: Pick<Directory, 'partners'> = { partners: [] };

function readDirectory(key: string, until: number): Pick<Directory, 'partners'> | Problem {
  const outcome = fetchDirectory(key, until, mostPages);
  return 'value' in outcome ? outcome.value : new JourneybeeError(outcome.failure, now());
}
