import { cpus } from 'node:os';
import { argumentsOf, finish } from './command';
import { buildDist } from './dist';
import { buildWorkbench } from './workbench';

/**
 * `npm run bench`: measures the add-on as it ships, with its lower bounds and a script written by hand beside it. `--before`
 * measures the build of commit 3622d3e too, scenario by scenario in the same run. `-- cells all` measures these scenarios only, `--latency MS` sets how long an answer of Journeybee's takes, `--json` prints one JSON object.
 */
finish(async () => {
  const { values, positionals } = argumentsOf({
    allowPositionals: true,
    options: {
      before: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      latency: { type: 'string', default: '150' },
    },
  });
  const latencyMs = Number(values.latency);
  if (!Number.isSafeInteger(latencyMs) || latencyMs < 0) {
    throw new Error(`--latency takes milliseconds, not ${values.latency}.`);
  }
  await Promise.all([buildDist(), buildWorkbench()]);
  const { scenarios } = await import('../benchmarks/scenarios');
  const { beside, tableOf } = await import('../benchmarks/measure');
  const { today } = await import('../benchmarks/today');
  const { before } = await import('../benchmarks/before');
  const unknown = positionals.find((name) => !scenarios.has(name));
  if (unknown) throw new Error(`There is no scenario ${unknown}. There are ${[...scenarios.keys()].join(', ')}.`);

  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const date = new Date().toISOString().slice(0, 10);
  const results: Record<string, unknown> = {};
  if (!values.json)
    console.log(`${date}, Node ${machine.node}, ${machine.cores} × ${machine.cpu}, latency ${latencyMs} ms`);
  for (const [name, measure] of scenarios) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const own = await measure({ latencyMs, subject: today });
    const measures = values.before ? beside(own, await measure({ latencyMs, subject: before })) : own;
    results[name] = measures;
    if (!values.json) console.log(`\n### ${name}\n\n${tableOf(measures)}`);
  }
  if (values.json) console.log(JSON.stringify({ date, machine, latencyMs, scenarios: results }));
});
