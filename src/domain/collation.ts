/*
 * The one order of texts by name: letters before their accented forms, small letters before capitals, numbers by their value.
 * It is that of ICU for English for Latin letters, and is worked out here because what a locale says, and whether Intl.Collator
 * is whole, may differ from one machine to the next (P7-19).
 */

/** Letters of Latin alphabets that no decomposition takes apart. */
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

/** Signs of ASCII in the order of ICU; any other comes after them. */
const signs = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

/**
 * What a text sorts by first. Spaces, punctuation, digits and letters follow each other as in ICU; a number is preceded by how
 * many digits it has, so that the longer one is the greater.
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
