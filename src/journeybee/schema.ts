import { figureFields, partnerFigures, type SentFigure } from '../leaderboard/partner-figures';
import { array, fallback, mapped, nullish, number, object, type Parsed, string } from '../parsing';

/**
 * The answers of the API as far as this product reads them. Fields may be added and numbers may be missing or null:
 * neither is documented to be impossible. A number that is a string, or partners that are no list, are refused by name.
 */
/** What only describes is not worth refusing an answer for. */
const text = fallback(nullish(string, null), null);
const figure = nullish(number, null);

const figures = Object.fromEntries(figureFields.map((field) => [partnerFigures[field].sent, figure])) as Record<
  SentFigure,
  typeof figure
>;

/** Partners choose their names themselves: none may be longer than a cell takes, or leave others no room in the cache. */
const name = mapped(nullish(string, ''), beginning);
const mostSigns = 200;

function beginning(text: string): string {
  // Not half of a sign.
  return text.length <= mostSigns ? text : `${text.slice(0, mostSigns - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const PartnerRow = object({
  uuid: string,
  name,
  logo_uuid: text,
  partner_type: text,
  ...figures,
});

export const LeaderboardAnswer = object({
  currency_code: nullish(string, null),
  period: object({ start_date: nullish(string, null), end_date: nullish(string, null) }),
  partners: array(PartnerRow),
});

/** A label that is not as expected is none: a partner without its tier is better than no directory. */
const label = fallback(nullish(object({ uuid: string, label: mapped(string, beginning) }), null), null);

export const DirectoryAnswer = object({
  data: array(object({ uuid: string, name, tier: label, category: label, stage: label })),
  pagination: object({ total: number, total_pages: number }),
});

export type PartnerRow = Parsed<typeof PartnerRow>;
export type LeaderboardAnswer = Parsed<typeof LeaderboardAnswer>;
