import { dayIn } from '../domain/days';
import { canonicalUuid, displayName } from '../domain/names';
import {
  checked,
  decimal,
  fallback,
  mapped,
  nullish,
  object,
  type Parsed,
  type Parser,
  sifted,
  string,
  union,
} from '../domain/parsing';
import { figureFields, partnerFigures, type SentFigure } from '../domain/partner-figures';
import { beginning } from '../domain/text';

/*
 * The answers of the API as far as this product reads them. Fields may be added and numbers may be missing, null or written as
 * text: none of these is documented to be impossible. A row that cannot be read is left out and counted, so that it does not
 * take the others along; partners that are no list, or none of which can be read, are refused by name.
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

/** An empty text is no figure. */
const figure: Parser<number | null> = (value) =>
  nullish(decimal, null)(typeof value === 'string' && value.trim() === '' ? null : value);

const figures = Object.fromEntries(figureFields.map((field) => [partnerFigures[field].sent, figure])) as Record<
  SentFigure,
  typeof figure
>;

/** Partners choose their names themselves: none may be longer than a cell takes, or leave others no room in the cache. */
const bounded = (sent: string) => beginning(displayName(sent), mostSigns);
const name = mapped(fallback(union(string, mapped(decimal, String)), ''), (sent) => bounded(sent) || unnamed);
/** What a partner without a name is shown as. */
const unnamed = 'Unnamed partner';

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

const Answered = object({
  currency_code: nullish(
    checked(string, (code) => code.trim().length <= mostCurrencySigns),
    null,
  ),
  period: days,
  partners: sifted(PartnerRow),
});

/** `unread`: the rows that could not be read, each by its uuid as far as it has one, or ''. */
export const LeaderboardAnswer = mapped(Answered, ({ partners: { read, unread }, ...head }) => ({
  ...head,
  partners: [...read],
  unread: unread.map((row) => WithUuid(row).uuid),
}));

const WithUuid = fallback(object({ uuid }), { uuid: '' });

/** A label that is not as expected is none: a partner without its tier is better than no directory. */
const label = fallback(nullish(object({ uuid, label: mapped(string, bounded) }), null), null);

export const DirectoryAnswer = object({
  data: mapped(
    sifted(object({ uuid, name, partner_type: text, tier: label, category: label, stage: label })),
    ({ read }) => read,
  ),
  pagination: object({ total: decimal, total_pages: decimal }),
});

export type PartnerRow = Parsed<typeof PartnerRow>;
export type LeaderboardAnswer = Parsed<typeof LeaderboardAnswer>;
