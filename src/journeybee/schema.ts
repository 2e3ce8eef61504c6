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
 * The API's answers, as far as they are read. Fields may be added, and numbers may be missing, null or text: none of
 * this is documented to be impossible. A row that cannot be read is left out and counted, so that it does not take the
 * others with it. Where partners are no list, or no row can be read, the answer is refused with the field's name.
 */

/** More characters than any of these texts has, and fewer than a cell takes. */
const mostSigns = 200;

/** A field that only describes a partner is no reason to refuse an answer. */
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

/** Partners choose their own names: a name is cut to what a cell takes and the cache has room for. */
const bounded = (sent: string) => beginning(displayName(sent), mostSigns);
const name = mapped(fallback(union(string, mapped(decimal, String)), ''), (sent) => bounded(sent) || unnamed);
/** What a partner without a name is shown as. */
const unnamed = 'Unnamed partner';

/** Uuids are read in one spelling: one partner may come in capitals and in small letters. */
const uuid = mapped(string, canonicalUuid);

const PartnerRow = object({
  uuid,
  name,
  logo_uuid: text,
  partner_type: text,
  ...figures,
});

/** A day in any form; null where no day can be recognised. */
const day = mapped(text, (given) => given && dayIn(given));

/** Both days, or neither where the last comes before the first. */
const days = mapped(object({ start_date: day, end_date: day }), ({ start_date: start, end_date: end }) =>
  start !== null && end !== null && start <= end ? { start_date: start, end_date: end } : noDays,
);
const noDays = { start_date: null, end_date: null };

/** A currency code has three letters; amounts in anything else must not be shown as money. */
const mostCurrencySigns = 12;

const Answered = object({
  currency_code: nullish(
    checked(string, (code) => code.trim().length <= mostCurrencySigns),
    null,
  ),
  period: days,
  partners: sifted(PartnerRow),
});

/** `unread`: the rows that could not be read, each by its uuid, or '' where it has none. */
export const LeaderboardAnswer = mapped(Answered, ({ partners: { read, unread }, ...head }) => ({
  ...head,
  partners: [...read],
  unread: unread.map((row) => WithUuid(row).uuid),
}));

const WithUuid = fallback(object({ uuid }), { uuid: '' });

/** A label that cannot be read is null: a partner without its tier is better than no directory. */
const label = fallback(nullish(object({ uuid, label: mapped(string, bounded) }), null), null);

/** More people than look after one partner. */
const mostUsers = 10;
const AssignedUser = object({ uuid, email: text, first_name: text, last_name: text });
/** None where the field is missing: it is documented for one partner, and not for their list. */
const users = fallback(
  mapped(sifted(AssignedUser), ({ read }) => read.slice(0, mostUsers)),
  [],
);

export const DirectoryAnswer = object({
  data: mapped(
    sifted(
      object({ uuid, name, partner_type: text, tier: label, category: label, stage: label, assigned_users: users }),
    ),
    ({ read }) => read,
  ),
  pagination: object({ total: decimal, total_pages: decimal }),
});

export type AssignedUser = Parsed<typeof AssignedUser>;
export type PartnerRow = Parsed<typeof PartnerRow>;
export type LeaderboardAnswer = Parsed<typeof LeaderboardAnswer>;
