import { parseArgs } from 'node:util';
import { finish } from '../build/command';
import { buildDist } from '../build/dist';
import { buildWorkbench } from '../build/workbench';

const usage = `npm start -- [--once] [--json] [--hostile] [--seed N] [--port N]
  --once    stop after printing, instead of serving until Ctrl-C
  --json    print one JSON object instead of tables
  --hostile partners whose names a spreadsheet or a person could misread
  --seed N  another company's data in the sandbox
  --port N  where the page is served; 0 for any free port`;

finish(async () => {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await Promise.all([buildDist(), buildWorkbench()]);
  // Only now: the workbench loads what has just been built.
  const { present } = await import('./presentation');
  await present(options);
});

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        hostile: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        port: { type: 'string', default: '8080' },
      },
    });
    const [seed, port] = [whole(values.seed, 2 ** 31), whole(values.port, 65_535)];
    const account = values.hostile ? 'hostile' : 'believable';
    return { once: values.once, json: values.json, account, seed, port } as const;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

function whole(text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`${text} is not a whole number from 0 to ${most}.`);
}
