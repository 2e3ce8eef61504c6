import { argumentsOf, finish } from './command';
import { buildDist } from './dist';
import { buildWorkbench } from './workbench';

/**
 * `npm run campaign`: simulates the schedules three weeks around each change of the clocks in three zones, or the one of
 * `--zone`; with `--year` the whole of 2026, in Berlin or that zone. `npm run campaign -- --runs 5000 --seed 1`: lets so
 * many spreadsheets live under attack, each with a seed of its own from that one on; with `--until-violation` only until one
 * has a violation. Prints what was counted; exits with 1 after the first span, or after all runs, where there are violations,
 * and prints them.
 */
finish(async () => {
  const { values } = argumentsOf({
    options: {
      year: { type: 'boolean', default: false },
      runs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      zone: { type: 'string' },
      'until-violation': { type: 'boolean', default: false },
    },
  });
  const seed = wholeNumber('seed', values.seed);
  await Promise.all([buildDist(), buildWorkbench()]);
  if (values.runs !== undefined) await attackRuns(wholeNumber('runs', values.runs), seed, values['until-violation']);
  else await simulateSpans(values.year, seed, values.zone);
});

const lanes = 4;
/** Five thousand take an hour and more: now and then whoever waits is told how far it is, and of a violation at once. */
const toldEach = 100;

async function attackRuns(runs: number, seed: number, untilViolation: boolean): Promise<void> {
  const { attack } = await import('../campaign/faults/attack');
  const { newFindings } = await import('../campaign/faults/findings');
  const findings = newFindings();
  const began = performance.now();
  // One by itself is run to see what happens in it.
  const tell = runs === 1 ? console.log : undefined;
  const enough = () => findings.hopeless || (untilViolation && findings.violationCount > 0);
  let next = seed;
  let done = 0;
  let told = 0;
  const lane = async () => {
    while (next < seed + runs && !enough()) {
      const own = next;
      next += 1;
      await attack(own, findings, tell).catch((error: unknown) => {
        findings.violate(`seed ${own}`, `ended with ${error instanceof Error ? error.stack : String(error)}`);
      });
      done += 1;
      for (; told < findings.violations.length; told += 1) console.error(findings.violations[told]);
      if (done % toldEach === 0) console.error(`${done} of ${runs}, ${findings.violationCount} violations`);
    }
  };
  // While one waits for its threads another computes; each has a clock and a chance of its own.
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${runs} spreadsheets under attack, seeds from ${seed} on, in ${seconds} s:\n${findings.text()}\n`);
  if (findings.violationCount === 0) return;
  throw new Error('npm run campaign -- --runs 1 --seed N repeats one of them.');
}

async function simulateSpans(year: boolean, seed: number, zone: string | undefined): Promise<void> {
  const { simulate } = await import('../campaign/schedules/simulation');
  const { changesOf, clockChangeSpan, yearSpan } = await import('../campaign/schedules/spans');
  const { drawScenario, zones } = await import('../campaign/schedules/scenario');

  const timeZones = zone === undefined ? (year ? ['Europe/Berlin'] : zones) : [zone];
  const spans = timeZones.flatMap((timeZone) =>
    year
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
    const again = `npm run campaign -- ${year ? '--year ' : ''}--seed ${seed} --zone ${span.timeZone}`;
    throw new Error(`${findings.violations.join('\n')}\n\n${again} repeats it.`);
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && text.trim() !== '') return number;
  throw new Error(`--${name} takes a whole number, not ${text}.`);
}
