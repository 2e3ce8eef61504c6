import type { Health } from '../../src/contract/health';
import { type Facts, healthOf } from '../../src/schedules/health';

const hour = 3_600_000;
const well: Facts = {
  now: 100 * hour,
  person: 'anna',
  hasKey: true,
  owner: 'anna',
  since: 0,
  lastTickAt: 99.5 * hour,
  lapsed: false,
  keyMissing: false,
  refusal: null,
  scheduled: 3,
  copied: 0,
  otherKey: 0,
  paused: 0,
  placeless: 0,
  unreadable: 0,
};
const look = (facts: Partial<Facts>): Health => healthOf({ ...well, ...facts }, (ms) => `${ms / hour} o’clock`);

test.each<[string, Partial<Facts>, Health['state'], Health['repair']]>([
  ['no report has a schedule', { scheduled: 0, owner: null }, 'nothing', null],
  ['all is well', {}, 'running', null],
  ['somebody else runs them well', { person: 'ben' }, 'others', 'take over'],
  ['they came with a copy', { owner: null, copied: 3 }, 'copied', 'start'],
  ['their owner gave them up', { owner: null }, 'nobody', 'start'],
  ['one’s own key is gone', { hasKey: false }, 'no key', 'connect'],
  ['another’s key is gone', { person: 'ben', keyMissing: true }, 'no key', 'take over'],
  ['Google refused the trigger', { refusal: 'Too many.' }, 'no trigger', 'restart'],
  ['Google refused another’s trigger', { person: 'ben', refusal: 'Too many.' }, 'no trigger', 'take over'],
  ['another’s permission lapsed', { person: 'ben', lapsed: true }, 'lapsed', 'take over'],
  ['Google has stopped running them', { lastTickAt: 97 * hour }, 'late', 'restart'],
  ['another uninstalled or left', { person: 'ben', lastTickAt: 97 * hour }, 'late', 'take over'],
  ['they have never run', { lastTickAt: null, since: 97 * hour }, 'late', 'restart'],
  ['they are to run for the first time', { lastTickAt: null, since: 99 * hour }, 'running', null],
  ['one changed one’s key', { otherKey: 1 }, 'other key', 'use my key'],
  ['another’s key is not the one a report was made with', { person: 'ben', otherKey: 2 }, 'other key', 'take over'],
  ['a report was given up', { paused: 1 }, 'paused', 'try again'],
  ['a report of another’s was given up', { person: 'ben', paused: 2 }, 'paused', 'take over'],
  ['a report’s sheet is gone', { placeless: 1 }, 'paused', null],
])('where %s, that is what is said, and one click does something about it', (_, facts, state, repair) => {
  expect(look(facts)).toMatchObject({ state, repair });
});

test('who runs them, when they last ran, and since when they do not', () => {
  expect(look({}).text).toBe('Your account runs the schedules. Last run 99.5 o’clock.');
  expect(look({ person: 'ben' }).text).toBe('anna runs the schedules. Last run 99.5 o’clock.');
  expect(look({ lastTickAt: 90 * hour }).text).toBe('Google has not run your schedules since 90 o’clock.');
  expect(look({ lastTickAt: null, since: hour }).text).toContain('yet, though they were set up on 1 o’clock');
  expect(look({ lastTickAt: null, since: 0 }).text).toBe('Google has not run your schedules yet.');
});

test('a tick that is an hour and a half old is none too late', () => {
  expect(look({ lastTickAt: 98.4 * hour }).state).toBe('running');
});
