import { parseArgs } from 'node:util';
import { finish } from './command';
import { buildDist } from './dist';
import { buildWorkbench } from './workbench';

/**
 * `npm run campaign`: simulates the schedules three weeks around each change of the clocks in three zones, or the one of
 * `--zone`; with `--year` the whole of 2026, in Berlin or that zone. Prints what was counted; exits
 * with 1 after the first span that has violations, and prints them.
 */
finish(async () => {
  const { values } = parseArgs({
    options: {
      year: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      zone: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${values.seed}.`);
  await Promise.all([buildDist(), buildWorkbench()]);
  const { simulate } = await import('../campaign/schedules/simulation');
  const { changesOf, clockChangeSpan, yearSpan } = await import('../campaign/schedules/spans');
  const { drawScenario, zones } = await import('../campaign/schedules/scenario');

  const timeZones = values.zone === undefined ? (values.year ? ['Europe/Berlin'] : zones) : [values.zone];
  const spans = timeZones.flatMap((timeZone) =>
    values.year
      ? [{ title: `2026 in ${timeZone}`, span: yearSpan(timeZone, seed) }]
      : changesOf(timeZone).map((change) => ({
          title: `three weeks around ${new Date(change).toISOString().slice(0, 10)} in ${timeZone}`,
          span: clockChangeSpan(timeZone, change, seed),
        })),
  );
  for (const { title, span } of spans) {
    const began = performance.now();
    const findings = await simulate(drawScenario(span));
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${title}, seed ${seed}, simulated in ${seconds} s:\n${findings.text()}\n`);
    if (findings.violationCount === 0) continue;
    const again = `npm run campaign -- ${values.year ? '--year ' : ''}--seed ${seed} --zone ${span.timeZone}`;
    throw new Error(`${findings.violations.join('\n')}\n\n${again} repeats it.`);
  }
});
