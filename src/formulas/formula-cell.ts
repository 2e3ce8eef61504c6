import type { FormulaKey } from '../connection/formula-key';
import type { Derivation } from '../domain/explanation';
import type { Leaderboard, Partner } from '../domain/leaderboard';
import { called, partlyCalled } from '../domain/names';
import type { Standing } from '../domain/standing';
import type { LeaderboardQuery } from '../journeybee/query';
import type { Argument } from './given';

/** What is known of a formula whose cell is explained. */
export interface AskedFormula {
  readonly args: readonly Argument[];
  readonly credential: FormulaKey;
  readonly by: string;
  /** The place of the cell in what the formula fills: 0 and 0 for its own. */
  readonly down: number;
  readonly right: number;
}

/** A cell of a formula, as far as it can be told from what is kept. null: the formula does not fill that cell. */
export interface FormulaCell {
  /** "Revenue of Aurora" */
  readonly what: string;
  readonly partner: Pick<Partner, 'uuid' | 'name'> | null;
  readonly query: LeaderboardQuery;
  readonly answer: Leaderboard;
  /** null: a heading, or nothing that the answer tells. */
  readonly derivation: Derivation | null;
}

/** The only partner of an answer that a text may mean; null where there are several, or none. */
export function standingNamed(all: readonly Standing[], text: string): Standing | null {
  const partners = all.map(({ partner }) => partner);
  const whole = called(partners, text);
  const matches = whole.length > 0 ? whole : partlyCalled(partners, text);
  return (matches.length === 1 && all.find(({ partner }) => partner === matches[0])) || null;
}
