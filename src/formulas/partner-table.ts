import { type FormulaKey, formulaKey } from '../connection/formula-key';
import { columns } from '../domain/columns';
import type { Layout } from '../domain/layout';
import { type Leaderboard, leftOutNote } from '../domain/leaderboard';
import { type Memberships, needsMemberships, noMemberships } from '../domain/membership';
import { type Cell, notePlace, table } from '../domain/table';
import { missingText } from '../domain/wording';
import { now } from '../google/time';
import { wantsLabels, withoutOthers } from '../journeybee/asked-for';
import type { RequestContext } from '../journeybee/credential';
import { cachedDirectory, type Directory, memberships, nameIndex } from '../journeybee/directory';
import { JourneybeeError } from '../journeybee/failure';
import { type LeaderboardQuery, leaderboardQuery } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard, isForOthers, type ServedLeaderboard } from '../journeybee/source';
import { limitArgument, partnerTypeArgument } from './arguments';
import { ageNote, dayOf, inCell, missingProblem } from './cell';
import type { Needs } from './custom-function';
import { filtersNamed } from './filters';
import type { Argument } from './given';
import { type Options, optionsArgument } from './options';
import { periodArgument } from './period-argument';

/** `=JB_PARTNERS(period, type, limit, options)`; documented where Google reads it, in main.ts. */
export function partnerTable(period: Argument, type: Argument, limit: Argument, options: Argument): Cell[][] {
  return inCell(() => {
    const rows = limitArgument(limit);
    const chosen = optionsArgument(options);
    const { layout } = chosen;
    const context = { until: now() + cellMs, credential: formulaKey() };
    const served = askedFor(partnersQuery(period, type, chosen, context), context);
    const belonging = needsMemberships(layout) ? membershipsFor(context) : none;
    const reserves = [
      ...(served.stale === null ? [] : [ageNote(served, served.stale)]),
      ...gapNote(served.answer, layout),
      ...leftOut(served.answer, layout),
    ];
    const note = [...reserves, ...belonging.note].join(', ');
    return table(served.answer, rows, layout, belonging.memberships, note || undefined);
  });
}

/** What `partnerTable` asks for with these arguments. */
export function tableNeeds([period, type, , options]: readonly Argument[], context: RequestContext<FormulaKey>): Needs {
  const chosen = optionsArgument(options);
  return {
    queries: [partnersQuery(period, type, chosen, context)],
    directory: needsMemberships(chosen.layout),
  };
}

/** What the arguments ask Journeybee for; labels and names are looked up. */
function partnersQuery(
  period: Argument,
  type: Argument,
  { leadDirection, filters }: Options,
  context: RequestContext<FormulaKey>,
): LeaderboardQuery {
  const { fiscalStart } = context.credential;
  const partnerType = partnerTypeArgument(type);
  const chosen = { period: periodArgument(period, dayOf, fiscalStart), fiscalStart, partnerType, leadDirection };
  return leaderboardQuery({ ...chosen, filters: filtersNamed(filters, context) });
}

/**
 * The leaderboard without partners that were not asked for. An older index tells who has other labels; where it finds
 * some, the present directory decides, since labels change.
 */
function askedFor(query: LeaderboardQuery, context: RequestContext): ServedLeaderboard {
  if (!wantsLabels(query)) return cachedLeaderboard(query, context);
  const index = nameIndex(context);
  const served = cachedLeaderboard(query, context, { beside: index.beside });
  const asked = (directory: () => Pick<Directory, 'partners'>) => withoutOthers(served.answer, query, directory());
  try {
    if (asked(index.directory).leftOut.unasked === served.answer.leftOut.unasked) return served;
    const answer = asked(() => cachedDirectory(context).answer);
    if (!isForOthers(answer)) return { ...served, answer };
  } catch (error) {
    // Where the directory cannot be read, Journeybee's own filter is trusted.
    if (error instanceof JourneybeeError) return served;
    throw error;
  }
  throw new JourneybeeError({ code: 'unasked' }, now());
}

const none: { readonly memberships: Memberships; readonly note: readonly string[] } = {
  memberships: noMemberships,
  note: [],
};

function membershipsFor(context: RequestContext): typeof none {
  const { answer } = cachedDirectory(context);
  const { total, partners: read } = answer;
  return {
    memberships: memberships(answer),
    note: total > read.length ? [`labels of the first ${read.length} of ${total} partners only`] : [],
  };
}

/** Rows of other partners are noted in the header. Without a header the figures are not shown. */
function leftOut(answer: Leaderboard, { headers }: Layout): string[] {
  if (!headers && answer.leftOut.unasked > 0) throw new JourneybeeError({ code: 'unasked' }, now());
  return [leftOutNote(answer)].filter((note) => note !== null);
}

/** A note about rows that cannot be read. Where there is no place for it, the figures are not shown. @throws Problem */
function gapNote({ missing }: Leaderboard, { headers, columns: shown }: Layout): string[] {
  const gap = missingText(missing);
  if (gap === null) return [];
  if (!headers || notePlace(shown.map((name) => columns[name])) < 0) throw missingProblem(gap);
  return [gap];
}
