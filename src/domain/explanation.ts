import type { ColumnKind } from './column-kinds';
import type { ColumnName } from './column-names';
import { columns } from './columns';
import { growthOf } from './comparison';
import type { Leaderboard, Partner } from './leaderboard';
import { amountRatio, averageAmount, roundedAmount, totalAmount } from './money';
import { movementText } from './movement';
import { type Figure, figureFields, partnerFigures } from './partner-figures';
import type { Standing } from './standing';
import { quotient, sum } from './sums';
import type { Cell } from './table';

/** How a cell follows from what went in. The first three are Journeybee's own figures. */
export const rules = [
  'as sent',
  'rounded',
  'percent',
  'sum',
  'difference',
  'growth',
  'ratio',
  'average',
  'rank',
  'rank of',
  'places',
  'arrow',
] as const;
export type Rule = (typeof rules)[number];

/** A number or a text that went into a cell. */
export interface Input {
  readonly label: string;
  readonly value: number | string | null;
  readonly kind: ColumnKind;
}

/** Where the content of a cell comes from. */
export interface Derivation {
  readonly rule: Rule;
  /** What is calculated, after "Calculated here:"; '' for Journeybee's own figures. */
  readonly words: string;
  readonly inputs: readonly Input[];
}

export const isSent = ({ rule }: Derivation): boolean => rule === 'as sent' || rule === 'rounded' || rule === 'percent';

/** The content of a cell, worked out again from what went in. '' where it shows nothing. */
export function resultOf({ rule, inputs }: Derivation, currency: string | null): Cell {
  const numbers = inputs.map(({ value }) => (typeof value === 'number' ? value : null));
  const [first = null, second = null] = numbers;
  const isMoney = inputs.some(({ kind }) => kind === 'money');
  const ratio = (part: number | null, whole: number | null) =>
    isMoney ? amountRatio(part, whole, currency) : quotient(part, whole);
  switch (rule) {
    case 'as sent':
      return inputs[0]?.value ?? '';
    case 'rounded':
      return first === null ? '' : roundedAmount(first, currency);
    case 'percent':
      return first === null ? '' : first / 100;
    case 'sum':
      return (isMoney ? totalAmount(numbers, currency) : sum(numbers)) ?? '';
    case 'difference':
      return differenceOf(first, second, isMoney, currency) ?? '';
    case 'growth':
      return growthOf(first, second, ratio) ?? '';
    case 'ratio':
      return ratio(first, second) ?? '';
    case 'average':
      return averageAmount(first, second, currency) ?? '';
    case 'rank':
      return first === null ? '' : first + 1;
    case 'rank of':
      return first === null ? '' : `${first + 1} of ${inputs[1]?.value}`;
    case 'places':
    case 'arrow': {
      const moved = first === null || second === null ? null : first - second;
      return moved === null ? '' : rule === 'arrow' ? movementText(moved) : moved;
    }
  }
}

/** Rates have decimals that binary fractions cannot hold. */
function differenceOf(now: number | null, before: number | null, isMoney: boolean, currency: string | null) {
  if (now === null || before === null) return null;
  return isMoney ? totalAmount([now, -before], currency) : Number((now - before).toFixed(12));
}

/** A figure as Journeybee sent it, and what was made of it. */
export function figureDerivation(
  field: Figure,
  partner: Partner | null,
  { rates }: Leaderboard,
  when = '',
): Derivation {
  const { label, kind } = partnerFigures[field];
  const value = partner?.[field] ?? null;
  const isPercent = kind === 'rate' && rates.scale === 100;
  const sent = partner?.sent?.[field] ?? (value !== null && isPercent ? value * 100 : value);
  return {
    rule: isPercent ? 'percent' : sent === value ? 'as sent' : 'rounded',
    words: '',
    // What was sent as percent is shown as the number that it was.
    inputs: [{ label: `${label}${when}, as sent`, value: sent, kind: isPercent ? 'count' : kind }],
  };
}

/** A text that Journeybee sent. */
const textDerivation = (label: string, value: string | number | null): Derivation => ({
  rule: 'as sent',
  words: '',
  inputs: [{ label, value, kind: 'text' }],
});

/** The partners that a standing is ranked among, by which figure. */
export interface Ranking {
  readonly all: readonly Standing[];
  readonly by: ColumnName;
}

/**
 * Where the content of a column of a leaderboard comes from, for one partner. null where it is not told by the answer: a label, or
 * a rank among those of one label.
 */
export function columnDerivation(name: ColumnName, standing: Standing, ranking: Ranking | null): Derivation | null {
  const field = figureFields.find((other) => partnerFigures[other].name === name);
  if (field !== undefined) return figureDerivation(field, standing.partner, standing.leaderboard);
  const { label, value } = columns[name];
  switch (name) {
    case 'rank':
      return ranking && rankDerivation(standing, ranking);
    case 'share':
      return {
        rule: 'ratio',
        words: 'revenue as a part of the revenue of all partners that Journeybee lists',
        inputs: [
          { label: 'Revenue', value: standing.partner.revenue, kind: 'money' },
          {
            label: `Revenue of all ${standing.leaderboard.partners.length}`,
            value: listedRevenue(standing),
            kind: 'money',
          },
        ],
      };
    case 'tier':
    case 'category':
    case 'stage':
    case 'owner':
      return null;
    default:
      return textDerivation(label, value(standing));
  }
}

const listedRevenue = ({ leaderboard: { partners, currency } }: Standing): number | null =>
  totalAmount(
    partners.map(({ revenue }) => revenue),
    currency,
  );

/** A rank counts those before it: who has more of the figure, or has it at all. */
export function rankDerivation(standing: Standing, { all, by }: Ranking): Derivation {
  const { label, value } = columns[by];
  const own = value(standing);
  const before = all.filter((other) => {
    const figure = value(other);
    return typeof figure === 'number' && (typeof own !== 'number' || figure > own);
  });
  return {
    rule: 'rank',
    words: `the place by ${label.toLowerCase()}, after all who have more`,
    inputs: [
      { label: `Partners with more ${label.toLowerCase()}`, value: before.length, kind: 'count' },
      { label: `Own ${label.toLowerCase()}`, value: own, kind: columns[by].kind },
    ],
  };
}
