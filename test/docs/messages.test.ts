import { messageProblems, messagesExplained, messagesInCode } from '../../build/messages';

test('each message that the add-on says is explained, and none that it does not say', () => {
  expect(messagesExplained().size).toBeGreaterThan(150);
  expect(messageProblems()).toEqual([]);
});

test('messages are found wherever they stand: thrown, returned, in a template, in a part of one', () => {
  const found = messagesInCode();
  expect(found).toContain('Select a cell first.');
  expect(found).toContain('… is not a limit. Use a whole number from 1 to …, for example 10.');
  expect(found).toContain('The key that was shared with this spreadsheet is gone. …');
  expect(found).toContain('Your account runs its schedule.');
  // A fault of ours, that nobody is shown.
  expect(found).not.toContain('A schedule without days is never due.');
});
