import { seededInterference } from '../../workbench/apps-script/interference';
import { closeBenches, connected, held } from '../support/bench';

afterEach(closeBenches);

const fates = (seed: number) => {
  const interfere = seededInterference(seed, 3);
  return Array.from({ length: 50 }, (_, callsSoFar) =>
    interfere({ name: 'JB_PARTNERS', user: 'anna@example.com', call: 'Cache.getAll', callsSoFar }),
  );
};

test('a seed decides what befalls each service call, and another seed decides otherwise', () => {
  expect(fates(7)).toEqual(fates(7));
  expect(fates(8)).not.toEqual(fates(7));
  expect(fates(7)).toEqual(expect.arrayContaining(['go on', 'kill', 'last']));
});

test.each([1, 2, 3, 4])(
  'a cell whose service calls failed, stalled or were its last is right once they work (seed %i)',
  async (seed) => {
    const made = await connected();
    made.google.interfere = seededInterference(seed, 6);
    await made.file.workbook.type('0', 1, 1, '=JB_PARTNERS("last_year", "", 2)');
    made.google.interfere = null;
    await made.clock.advance(120_000);
    await made.file.workbook.reopen();
    expect(held(made, '0', 'A1')).toEqual([['Rank']]);
  },
);
