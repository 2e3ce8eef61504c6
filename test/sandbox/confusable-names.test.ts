import { Random } from '../../workbench/random';
import { confusableName } from '../../workbench/sandbox/confusable-names';

/** As somebody reads a name who does not look closely. */
const read = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b]+/g, ' ')
    .trim();

test('a confusable name is read like another, holds it or is a part of it', () => {
  const random = new Random(1, 'names');
  const names = Array.from({ length: 500 }, () => confusableName(random, ['Nordic Artefice', 'Acme Corp']));
  const others = ['nordic artefice', 'acme corp'];
  for (const name of names) {
    expect([name, others.some((other) => read(name).includes(other) || other.includes(read(name)))]).toEqual([
      name,
      true,
    ]);
  }
  expect(names.filter((name) => name === 'Acme Corp').length).toBeGreaterThan(5);
  expect(names.some((name) => name === 'Acme')).toBe(true);
  expect(names.some((name) => /[,;]/.test(name))).toBe(true);
  expect(names.some((name) => /\u00a0| {2}|^ | $/.test(name))).toBe(true);
});
