import { dayIn } from '../domain/days';
import { canonicalUuid, displayName } from '../domain/names';
import { beginning } from '../domain/text';
import { figureFields, partnerFigures, type SentFigure } from '../leaderboard/partner-figures';
import { array, checked, fallback, mapped, nullish, number, object, type Parsed, string } from '../parsing';

/**
 * The answers of the API as far as this product reads them. Fields may be added and numbers may be missing or null:
 * neither is documented to be impossible. A number that is a string, or partners that are no list, are refused by name.
 */
/** More than any of these texts has, and less than a cell takes. */
const mostSigns = 200;

/** What only describes is not worth refusing an answer for. */
const text = fallback(
  nullish(
    mapped(string, (sent) => beginning(sent, mostSigns)),
    null,
  ),
  null,
);
const figure = nullish(number, null);

const figures = Object.fromEntries(figureFields.map((field) => [partnerFigures[field].sent, figure])) as Record<
  SentFigure,
  typeof figure
>;

/** Partners choose their names themselves: none may be longer than a cell takes, or leave others no room in the cache. */
const bounded = (sent: string) => beginning(displayName(sent), mostSigns);
const name = mapped(nullish(string, ''), bounded);

/** The same partner may come in capitals and in small letters: from here on it has one spelling. */
const uuid = mapped(string, canonicalUuid);

const PartnerRow = object({
  uuid,
  name,
  logo_uuid: text,
  partner_type: text,
  ...figures,
});

/** Whatever form it has; null where it is no day that can be told. */
const day = mapped(text, (given) => given && dayIn(given));

/** Both days, or none: those that do not follow each other are none. */
const days = mapped(object({ start_date: day, end_date: day }), ({ start_date: start, end_date: end }) =>
  start !== null && end !== null && start <= end ? { start_date: start, end_date: end } : noDays,
);
const noDays = { start_date: null, end_date: null };

/** A code has three letters; amounts in something that is no code at all are not to be shown as money. */
const mostCurrencySigns = 12;

export const LeaderboardAnswer = object({
  currency_code: nullish(
    checked(string, (code) => code.trim().length <= mostCurrencySigns),
    null,
  ),
  period: days,
  partners: array(PartnerRow),
});

/** A label that is not as expected is none: a partner without its tier is better than no directory. */
const label = fallback(nullish(object({ uuid, label: mapped(string, bounded) }), null), null);

export const DirectoryAnswer = object({
  data: array(object({ uuid, name, partner_type: text, tier: label, category: label, stage: label })),
  pagination: object({ total: number, total_pages: number }),
});

export type PartnerRow = Parsed<typeof PartnerRow>;
export type LeaderboardAnswer = Parsed<typeof LeaderboardAnswer>;
