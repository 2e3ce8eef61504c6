import { formulaKey } from '../connection/formula-key';
import { now } from '../google/time';
import type { Credential } from '../journeybee/credential';
import { JourneybeeError } from '../journeybee/failure';
import { type LeaderboardQuery, leaderboardQuery, noFilters } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard } from '../journeybee/source';
import { type ColumnName, columnNamed, columnNames } from '../leaderboard/column-names';
import { columns } from '../leaderboard/columns';
import { defaultLayout } from '../leaderboard/layout';
import { noMemberships } from '../leaderboard/membership';
import { type Standing, standings } from '../leaderboard/standing';
import type { Cell } from '../leaderboard/table';
import { isUuid } from '../leaderboard/uuid';
import { Problem } from '../problem';
import { partnerTypeArgument } from './arguments';
import { dayOf, inCell } from './cell';
import { type Argument, scalar, shown, textOf } from './given';
import { ambiguous, called, findPartner } from './partner-name';
import { periodArgument } from './period-argument';

/** `=JB_PARTNER(partner, metric, period, type)`; documented where Google reads it, in main.ts. */
export function partnerFigure(name: Argument, metric: Argument, period: Argument, type: Argument): Cell {
  return inCell(() =>
    figureOf(partnerArgument(name), metricArgument(metric), partnerQuery(period, type), formulaKey(), now() + cellMs),
  );
}

export function partnerQuery(period: Argument, type: Argument): LeaderboardQuery {
  return leaderboardQuery({ period: periodArgument(period, dayOf), partnerType: partnerTypeArgument(type) });
}

function partnerArgument(argument: Argument): string {
  const given = scalar(argument, 'partner');
  if (given === '') throw new Problem('Name a partner, or give its uuid, for example =JB_PARTNER("Acme"; "revenue").');
  return textOf(given);
}

const metrics = columnNames.filter((name) => columns[name].kind !== 'text');

function metricArgument(argument: Argument): ColumnName {
  const given = scalar(argument, 'metric');
  if (given === '') return 'revenue';
  const metric = columnNamed(textOf(given));
  if (metric && metrics.includes(metric)) return metric;
  throw new Problem(`${shown(given)} is not a metric. Use one of ${metrics.join(', ')}.`);
}

function figureOf(
  wanted: string,
  metric: ColumnName,
  query: LeaderboardQuery,
  credential: Credential,
  until: number,
): Cell {
  const { value } = columns[metric];
  const listed = standingsOf(query, credential, until);
  const here = called(
    listed.map(({ partner: one }) => one),
    wanted,
  );
  if (here.length > 1) throw ambiguous(wanted, here);
  const meant = here[0] ?? (isUuid(wanted) ? { uuid: wanted, name: wanted } : findPartner(wanted, credential, until));
  const standing = listed.find(({ partner: { uuid } }) => uuid.toLowerCase() === meant.uuid.toLowerCase());
  if (standing) return value(standing) ?? '';
  if (metric === 'rank' || metric === 'share') {
    throw new Problem(
      `${shown(meant.name)} is not among the ${listed.length} partners that Journeybee lists here, so there is no ${metric}.`,
    );
  }
  const [own] = standingsOf({ ...query, filters: { ...noFilters, partner: [meant.uuid] } }, credential, until);
  if (own) return value(own) ?? '';
  // Without any figures in this period, or mistyped: of a name that is known already.
  if (isUuid(wanted)) findPartner(wanted, credential, until);
  return '';
}

/** A number cannot say how old it is: where only an old one is to be had, that is an error. */
function standingsOf(query: LeaderboardQuery, credential: Credential, until: number): Standing[] {
  const { answer, stale } = cachedLeaderboard(query, credential, until);
  if (stale) throw new JourneybeeError(stale, now());
  return standings(answer, defaultLayout, noMemberships);
}
