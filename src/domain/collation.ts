/*
 * The one order in which texts are sorted by name: letters before their accented forms, small letters before capitals,
 * numbers by their value. For Latin letters it is the order of ICU for English. It is implemented here because
 * locales, and whether Intl.Collator is complete, differ from one machine to the next (P7-19).
 */

/** Latin letters that Unicode does not decompose into a letter and an accent. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  þ: 'th',
};

/** ASCII signs in ICU's order; any other sign comes after them. */
const signs = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

/**
 * The primary sort key of a text. Spaces, punctuation, digits and letters follow each other as in ICU. A number is
 * preceded by its count of digits, so that a longer number is the greater one.
 */
function primaryKey(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðħıŧþ]/g, (letter) => letters[letter] ?? letter)
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+|\d+|[^\s\d\p{L}]/gu, (part) => {
      if (/\d/.test(part)) {
        const digits = part.replace(/^0+(?=\d)/, '');
        return `\u0003${String.fromCharCode(digits.length)}${digits}`;
      }
      const place = signs.indexOf(part);
      return /\s/.test(part) ? '\u0001' : `\u0002${place < 0 ? part : String.fromCharCode(1 + place)}`;
    });
}

/** Negative where `a` comes first; 0 only for equal texts. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [smallA, smallB] = [a.toLowerCase().normalize('NFD'), b.toLowerCase().normalize('NFD')];
  // By code units capitals come before small letters.
  return inOrder(primaryKey(a), primaryKey(b)) || inOrder(smallA, smallB) || inOrder(b, a);
}

const inOrder = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
