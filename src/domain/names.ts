/*
 * How names of partners are stored and compared. They come from Journeybee, from cells and from what people type. One
 * name may arrive composed or decomposed, with different spaces, or with invisible signs.
 */

/** Invisible signs that no writing system needs: they come with pasted names. JavaScript's `\s` includes U+FEFF. */
const invisible = /[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
/** JavaScript's `\s` does not have U+0085, the next line of older systems. */
const spaces = /[\s\u0085]+/g;
const apostrophes = /[\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032\u00b4\u1ffd`\uff07]/g;

/** A name as cells show it: in composed form, without invisible signs, trimmed and with single spaces. */
export const displayName = (name: string): string =>
  name.replace(invisible, '').replace(spaces, ' ').trim().normalize();

/**
 * The form in which two names of one partner are equal: case, width, kinds of spaces and of apostrophes do not count.
 */
export function nameKey(name: string): string {
  const visible = name.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  // Some signs become apostrophes only then, one would become a space, and small letters of some capitals are not composed.
  const letters = straight(straight(visible).normalize('NFKC')).toLowerCase().normalize('NFKC');
  return letters.replace(spaces, ' ').trim();
}

const straight = (text: string) => text.replace(apostrophes, "'");

/** A uuid in lower case: its case has no meaning. */
export const canonicalUuid = (uuid: string): string => uuid.trim().toLowerCase();

export interface Named {
  readonly uuid: string;
  readonly name: string;
}

/** The partners whose whole name or uuid equals a text. */
export function called<T extends Named>(partners: readonly T[], text: string): T[] {
  const [key, uuid] = [nameKey(text), canonicalUuid(text)];
  return partners.filter((partner) => partner.uuid === uuid || (key !== '' && nameKey(partner.name) === key));
}

/** Those whose names have a text in them. */
export function partlyCalled<T extends Named>(partners: readonly T[], text: string): T[] {
  const key = nameKey(text);
  return partners.filter((partner) => key !== '' && nameKey(partner.name).includes(key));
}

/**
 * A text without its enclosing quotes, or the text itself where it has none. Two quotes inside stand for one, as in a
 * formula.
 */
export function unquoted(text: string): string {
  const [, straight, curly] = /^(?:"(.*)"|“(.*)”)$/s.exec(text.trim()) ?? [];
  return straight?.replace(/""/g, '"') ?? curly ?? text;
}

/**
 * The parts of a list that is separated by commas or semicolons, without blank parts. Inside quotes that enclose a
 * whole part both are ordinary signs. The quotes are kept.
 */
export function listParts(text: string): string[] {
  const parts = text.match(/\s*(?:"(?:""|[^"]|"(?!"|\s*(?:[,;]|$)))*"|“[^”]*”)\s*(?=[,;]|$)|[^,;]+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
