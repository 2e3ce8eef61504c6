import { lapseMail, newsMail, type Origin } from '../../src/schedules/alert';
import type { Trouble } from '../../src/schedules/trouble';

const origin: Origin = {
  spreadsheet: 'Partner review',
  url: 'https://docs.google.com/spreadsheets/d/1/edit',
  timeZone: 'Europe/Berlin',
  offsetAt: () => 2 * 3_600_000,
};
const trouble: Trouble = {
  failures: 3,
  since: Date.parse('2026-05-18T05:37Z'),
  lastAt: Date.parse('2026-05-18T07:37Z'),
  problem: 'Journeybee has a problem (status 500).',
  paused: null,
  mailedAt: null,
  pauseMailed: false,
  mendedBy: 'journeybee' as const,
};
const failing = { name: 'Top 10 partners', trouble, refreshedAt: Date.parse('2026-05-17T05:37Z') };

test('the mail says what happened, since when, what the sheet still shows, and what to do', () => {
  const { subject, body } = newsMail({ failing: [failing], recovered: ['Resellers'] }, origin);
  expect(subject).toBe('Journeybee: Top 10 partners was not refreshed');
  expect(body.split('\n\n')).toEqual([
    'In the spreadsheet “Partner review”, https://docs.google.com/spreadsheets/d/1/edit',
    [
      'Top 10 partners: not refreshed.',
      'What happened: Journeybee has a problem (status 500).',
      'Since: 2026-05-18 07:37 (Europe/Berlin), 3 times in a row.',
      'What the sheet still shows: the figures of 2026-05-17 07:37 (Europe/Berlin), 26 hours old.',
      'What happens next: it is tried again every hour, until it works.',
    ].join('\n'),
    'Resellers: refreshed again, and up to date.',
    'You get this mail because your account runs the schedules of this spreadsheet. Anyone who edits it can take them over in the Journeybee sidebar.',
  ]);
});

test('what a person has to mend is given up after some time, and the mail says so before', () => {
  const refused = { ...failing, trouble: { ...trouble, mendedBy: 'person' as const } };
  expect(newsMail({ failing: [refused], recovered: [] }, origin).body).toContain(
    'What happens next: it is tried again every hour. After 5 failures in a row it is paused.',
  );
});

test('a report that was given up says how it goes on', () => {
  const paused = { ...failing, trouble: { ...trouble, failures: 5, paused: 'failures' as const } };
  const { subject, body } = newsMail({ failing: [paused], recovered: [] }, origin);
  expect(subject).toBe('Journeybee: Top 10 partners was paused');
  expect(body).toContain('open the Journeybee sidebar and choose “Try again”');
  const gone = { ...failing, refreshedAt: null, trouble: { ...trouble, failures: 1, paused: 'place' as const } };
  const { body: goneBody } = newsMail({ failing: [gone], recovered: [] }, origin);
  expect(goneBody).toContain('there is no place for it');
  expect(goneBody).toContain('What the sheet shows: nothing of it yet.');
  expect(goneBody).toContain('Since: 2026-05-18 07:37 (Europe/Berlin).');
});

test('several reports are one mail, and its subject counts them', () => {
  const subjectOf = (failures: number, recovered: readonly string[]) =>
    newsMail({ failing: Array(failures).fill(failing), recovered }, origin).subject;
  expect(subjectOf(2, ['A'])).toBe('Journeybee: 2 reports were not refreshed');
  expect(subjectOf(0, ['A'])).toBe('Journeybee: A is refreshed again');
  expect(subjectOf(0, ['A', 'B'])).toBe('Journeybee: 2 reports are refreshed again');
});

test('a permission that is missing is asked for where Google asks, or in the sidebar', () => {
  const at = Date.parse('2026-05-18T05:37Z');
  expect(lapseMail('https://accounts.google.com/x', at, origin).body).toContain(
    'What to do: allow it again at https://accounts.google.com/x',
  );
  const { subject, body } = lapseMail(null, at, origin);
  expect(subject).toBe('Journeybee: scheduled reports need your permission again');
  expect(body).toContain('Since: 2026-05-18 07:37 (Europe/Berlin).');
  expect(body).toContain('Open Journeybee, and allow everything');
});
