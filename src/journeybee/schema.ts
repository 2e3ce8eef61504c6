import * as v from 'valibot';
import { figureFields, partnerFigures, type SentFigure } from '../leaderboard/partner-figures';

/**
 * The answers of the API as far as this product reads them. Fields may be added and numbers may be missing or null:
 * neither is documented to be impossible. A number that is a string, or partners that are no list, are refused by name.
 */
/** What only describes is not worth refusing an answer for. */
const text = v.fallback(v.nullish(v.string(), null), null);
const number = v.nullish(v.number(), null);

const figures = Object.fromEntries(figureFields.map((field) => [partnerFigures[field].sent, number])) as Record<
  SentFigure,
  typeof number
>;

/** Partners choose their names themselves: none may be longer than a cell takes, or leave others no room in the cache. */
const short = v.transform(beginning);
const name = v.pipe(v.nullish(v.string(), ''), short);
const mostSigns = 200;

function beginning(text: string): string {
  // Not half of a sign.
  return text.length <= mostSigns ? text : `${text.slice(0, mostSigns - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const PartnerRow = v.object({
  uuid: v.string(),
  name,
  logo_uuid: text,
  partner_type: text,
  ...figures,
});

export const LeaderboardAnswer = v.object({
  currency_code: v.nullish(v.string(), null),
  period: v.object({ start_date: v.nullish(v.string(), null), end_date: v.nullish(v.string(), null) }),
  partners: v.array(PartnerRow),
});

/** A label that is not as expected is none: a partner without its tier is better than no directory. */
const label = v.fallback(v.nullish(v.object({ uuid: v.string(), label: v.pipe(v.string(), short) }), null), null);

export const DirectoryAnswer = v.object({
  data: v.array(v.object({ uuid: v.string(), name, tier: label, category: label, stage: label })),
  pagination: v.object({ total: v.number(), total_pages: v.number() }),
});

export type PartnerRow = v.InferOutput<typeof PartnerRow>;
export type LeaderboardAnswer = v.InferOutput<typeof LeaderboardAnswer>;
