import type { Findings } from '../../campaign/findings';
import { drawScenario } from '../../campaign/scenario';
import { simulate } from '../../campaign/simulation';
import { changesOf, clockChangeSpan } from '../../campaign/spans';

/** Lives through three weeks around a change of the clocks and prints what was counted. A violation names the seed. */
export async function threeWeeks(timeZone: string, which: 'first' | 'second', seed: number): Promise<Findings> {
  const change = changesOf(timeZone)[which === 'first' ? 0 : 1];
  if (change === undefined) throw new Error(`${timeZone} has no ${which} change of the clocks.`);
  const findings = await simulate(drawScenario(clockChangeSpan(timeZone, change, seed)));
  const title = `Three weeks around ${new Date(change).toISOString()} in ${timeZone}, seed ${seed}`;
  process.stdout.write(`${title}:\n${findings.text()}\n\n`);
  return findings;
}
