import type { Leaderboard } from '../domain/leaderboard';
import type { AllPartners } from '../journeybee/all-partners';
import type { Directory } from '../journeybee/directory';
import type { LeaderboardQuery } from '../journeybee/query';
import type { Problem } from '../problem';

/** A leaderboard that a report asks for. */
export interface Asked {
  readonly query: LeaderboardQuery;
  /** All partners, beyond those of one answer. */
  readonly whole: boolean;
  /** The uuids of the partners that it is of; null: of whoever the query is for. */
  readonly among: readonly string[] | null;
}

/** A leaderboard as a report asked for it. */
export interface Fetched {
  readonly leaderboard: Leaderboard;
  /** How many partners could not be asked for. */
  readonly notAsked: number;
  /** Whether the directory has already confirmed who has the wanted labels. */
  readonly isChecked: boolean;
  /** Whether an unlisted partner certainly had no figures. */
  readonly isWhole: boolean;
}

/** Where the figures of reports come from. Failures are results. */
export interface FigureSource {
  /** One result for each, in their order. */
  readonly leaderboards: (asked: readonly Asked[]) => ReadonlyArray<Fetched | Problem>;
  readonly directory: () => Pick<Directory, 'partners'> | Problem;
  /** A query for partners that an answer did not list; or why they are not known, in words. */
  readonly unlisted: (query: LeaderboardQuery) => Pick<AllPartners, 'leaderboard' | 'notAsked'> | string;
}
