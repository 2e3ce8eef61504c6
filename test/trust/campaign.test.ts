import { attack } from '../../campaign/faults/attack';
import { newFindings } from '../../campaign/faults/findings';
import { isThorough, tries } from '../support/breadth';

const firstSeed = 1;
const seeds = tries(8, 50);
/** While one waits for its threads, another computes. */
const lanes = 3;

test('spreadsheets live under attack: no foreign cell changes, every block is whole, no key leaks, receipts are true', async () => {
  const findings = newFindings();
  let next = firstSeed;
  const lane = async () => {
    while (next < firstSeed + seeds) {
      next += 1;
      await attack(next - 1, findings);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.stdout.write(`Seeds ${firstSeed} to ${firstSeed + seeds - 1} under attack:\n${findings.text()}\n\n`);
  expect(findings.violations).toEqual([]);
  expect(findings.counted('scenarios')).toBe(seeds);
  for (const [what, least] of [
    ['executions killed at a service call', 20],
    ['executions killed right after a service call', 20],
    ['service calls failed', 20],
    ['service calls stalled', 10],
    ['API: garbage with status 200', 10],
    ['API: a redirect', 5],
    ['edits that reach into a block', 5],
    ['edits between service calls', 5],
    ['blocks half written by a run that was ended or refused', 1],
    ['blocks made whole again', seeds],
    ['blocks left alone, with the reason', 5],
    ['receipts of a report that was not', 20],
  ] as const) {
    // Eight of fifty: what is frequent happens in them, what is rare may not.
    const enough = isThorough ? least : Math.floor(least / 20);
    expect({ what, enough: findings.counted(what) >= enough }).toEqual({ what, enough: true });
  }
}, 600_000);
