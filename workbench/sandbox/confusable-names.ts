import type { Random } from '../random';

/** How people and imports write the same name differently, or another one almost the same. Each gives a new name from one. */
const WAYS: readonly [(name: string) => string, ...((name: string) => string)[]] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `${name} Benelux`,
  (name) => `Greater ${name}`,
  (name) => name.split(' ')[0] ?? name,
  (name) => `${name}, Inc.`,
  (name) => `${name}, ${name} & Sons`,
  (name) => `${name}; Nord`,
  (name) => `"${name}" Group`,
  (name) => `${name} `,
  (name) => ` ${name}`,
  (name) => name.replace(/ /g, '  '),
  (name) => name.replace(/ /g, '\u00a0'),
  (name) => `${name}\u200b`,
  (name) => `${name}'s`,
  (name) => `${name}’s`,
  (name) => name.replace(/fi/g, '\ufb01'),
];

/** A name that is shared with one of `names`, contains it, is contained in it, or looks the same. */
export function confusableName(random: Random, names: readonly [string, ...string[]]): string {
  return random.pick(WAYS)(random.pick(names));
}
