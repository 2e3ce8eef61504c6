import type { ScheduleFindings } from '../../campaign/schedules/findings';
import { drawScenario } from '../../campaign/schedules/scenario';
import { simulate } from '../../campaign/schedules/simulation';
import { changesOf, clockChangeSpan } from '../../campaign/schedules/spans';
import { sampled } from '../support/breadth';

/** Lives through three weeks around a change of the clocks and prints what was counted. A violation names the seed. */
async function threeWeeks(timeZone: string, which: 'first' | 'second', seed: number): Promise<ScheduleFindings> {
  const change = changesOf(timeZone)[which === 'first' ? 0 : 1];
  if (change === undefined) throw new Error(`${timeZone} has no ${which} change of the clocks.`);
  const findings = await simulate(drawScenario(clockChangeSpan(timeZone, change, seed)));
  const title = `Three weeks around ${new Date(change).toISOString()} in ${timeZone}, seed ${seed}`;
  process.stdout.write(`${title}:\n${findings.text()}\n\n`);
  return findings;
}

/**
 * Tests three weeks around that change in each zone, with thirty reports of two people, outages, lapses, take-overs, another
 * time zone and whatever else a scenario draws. The breadth of every day takes the first of them.
 */
export function holdsThrough(
  spans: ReadonlyArray<readonly [which: 'first' | 'second', timeZone: string, seed: number]>,
): void {
  test.each(sampled(spans, 1))(
    'through three weeks around the %s change of the clocks in %s each report is refreshed once per due time, and every failure told',
    async (which, timeZone, seed) => {
      const findings = await threeWeeks(timeZone, which, seed);
      expect(findings.violations).toEqual([]);
      expect(findings.counted('ticks')).toBeGreaterThan(400);
      expect(findings.counted('refreshed by the schedule, once each')).toBeGreaterThan(200);
      expect(findings.counted('of these within twelve hours of a change of the clocks')).toBeGreaterThan(5);
      expect(findings.counted('reports that worked again after failures')).toBeGreaterThan(0);
      expect(findings.counted('mails that reports fail or work again')).toBeGreaterThan(0);
      expect(findings.counted('alerts that could not be sent, and were recorded')).toBeGreaterThan(0);
    },
  );
}
