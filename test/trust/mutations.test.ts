import { existsSync, readFileSync } from 'node:fs';
import { mutations } from '../../campaign/mutations';

test('each bug to be made has its place in the source, once, and the tests that are to notice it exist', () => {
  const misplaced = mutations.flatMap(({ edits }) =>
    edits.filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2),
  );
  expect(misplaced).toEqual([]);
  expect(mutations.flatMap(({ tests }) => tests).filter((file) => !existsSync(file))).toEqual([]);
});
