import { type FinalFigures, type FinalReport, finalFigures, finalId } from './final-figures';
import type { Leaderboard, Partner } from './leaderboard';
import type { Figure } from './partner-figures';

/** A partner whose figures are others than were reported. */
export interface PartnerRestated {
  readonly id: string;
  /** null: the answer does not have the partner any more. */
  readonly partner: Partner | null;
  readonly reported: FinalFigures;
  /** Which figures differ. All of them where the partner is gone. */
  readonly fields: readonly Figure[];
}

/** What became of a report's figures since it was final; amounts in smallest units. */
export interface Restatement {
  readonly reported: number;
  readonly now: number;
  /** Partners of the report, and no others. */
  readonly changed: readonly PartnerRestated[];
  /** Partners that the report would show now and did not, and the ids of those that it would not show any more. */
  readonly joined: readonly Partner[];
  readonly left: readonly string[];
}

/**
 * Compares kept figures with those that Journeybee has of the same days now. `shown`: those that the report would show.
 * Both are of one currency. `field`: the figure of the totals, which is kept.
 */
export function restatement(
  final: FinalReport,
  { partners, currency }: Leaderboard,
  shown: readonly Partner[],
  field: Figure,
): Restatement {
  const present = new Map(partners.map((partner) => [finalId(partner.uuid), partner]));
  const changed = [...final.partners].flatMap(([id, reported]): PartnerRestated[] => {
    const partner = present.get(id) ?? null;
    const now = partner && finalFigures(partner, final.fields, currency);
    const fields = final.fields.filter((name) => (now?.[name] ?? null) !== (reported[name] ?? null));
    return partner === null || fields.length > 0 ? [{ id, partner, reported, fields }] : [];
  });
  const shownIds = new Set(shown.map(({ uuid }) => finalId(uuid)));
  const sum = (all: readonly FinalFigures[]) => all.reduce((total, figures) => total + (figures[field] ?? 0), 0);
  return {
    reported: sum([...final.partners.values()]),
    now: sum(shown.map((partner) => finalFigures(partner, [field], currency))),
    changed,
    joined: shown.filter(({ uuid }) => !final.partners.has(finalId(uuid))),
    left: [...final.partners.keys()].filter((id) => !shownIds.has(id)),
  };
}
