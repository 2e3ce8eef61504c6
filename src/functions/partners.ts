import { formulaKey } from '../connection/formula-key';
import { localTime } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Credential } from '../journeybee/credential';
import { cachedDirectory, memberships } from '../journeybee/directory';
import { briefly, JourneybeeError } from '../journeybee/failure';
import { type LeaderboardQuery, leaderboardQuery } from '../journeybee/query';
import { cellMs, type Served } from '../journeybee/single-flight';
import { cachedLeaderboard } from '../journeybee/source';
import type { Layout } from '../leaderboard/layout';
import { type Leaderboard, leftOutNote } from '../leaderboard/leaderboard';
import { type Memberships, needsMemberships, noMemberships } from '../leaderboard/membership';
import { type Cell, table } from '../leaderboard/table';
import { limitArgument, partnerTypeArgument } from './arguments';
import { dayOf, inCell } from './cell';
import { filtersNamed } from './filters';
import type { Argument } from './given';
import { type Options, optionsArgument } from './options';
import { periodArgument } from './period-argument';

/** `=JB_PARTNERS(period, type, limit, options)`; documented where Google reads it, in main.ts. */
export function partners(period: Argument, type: Argument, limit: Argument, options: Argument): Cell[][] {
  return inCell(() => {
    const rows = limitArgument(limit);
    const chosen = optionsArgument(options);
    const { layout } = chosen;
    const until = now() + cellMs;
    const credential = formulaKey();
    const query = partnersQuery(period, type, chosen, credential, until);
    const served = cachedLeaderboard(query, credential, until);
    const belonging = needsMemberships(layout) ? membershipsFor(credential, until) : none;
    const note = [...ageNote(served, layout), ...leftOut(served.answer, layout), ...belonging.note].join(', ');
    return table(served.answer, rows, layout, belonging.memberships, note || undefined);
  });
}

/** What the arguments ask Journeybee for; labels and names are looked up. */
export function partnersQuery(
  period: Argument,
  type: Argument,
  { leadDirection, filters }: Options,
  credential: Credential,
  until: number,
): LeaderboardQuery {
  const chosen = { period: periodArgument(period, dayOf), partnerType: partnerTypeArgument(type), leadDirection };
  return leaderboardQuery({ ...chosen, filters: filtersNamed(filters, credential, until) });
}

const none: { readonly memberships: Memberships; readonly note: readonly string[] } = {
  memberships: noMemberships,
  note: [],
};

function membershipsFor(credential: Credential, until: number): typeof none {
  const { answer } = cachedDirectory(credential, until);
  const { total, partners: read } = answer;
  return {
    memberships: memberships(answer),
    note: total > read.length ? [`labels of the first ${read.length} of ${total} partners only`] : [],
  };
}

/** Rows of others are noted in the header; without one, what may be incomplete is not shown. */
function leftOut(answer: Leaderboard, { headers }: Layout): string[] {
  if (!headers && answer.leftOut.unasked > 0) throw new JourneybeeError({ code: 'unasked' }, now());
  return [leftOutNote(answer)].filter((note) => note !== null);
}

/** Old data says how old it is, in the header; without one it is not shown. */
function ageNote({ answer, stale }: Served<{ readonly fetchedAt: number }>, { headers }: Layout): string[] {
  if (stale === null) return [];
  if (!headers) throw new JourneybeeError(stale, now());
  return [`data from ${localTime(answer.fetchedAt, 'HH:mm')}, ${briefly(stale)}`];
}
