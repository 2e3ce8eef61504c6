import { readFile } from 'node:fs/promises';
import { createContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Workbench } from '../workbench/workbench';
import type { Subject } from './driver';
import { type Conditions, type Measure, median, timed } from './measure';
import { cachedScript, sheet, shipped, since } from './subjects';

const repeats = 50;
const kilobyte = 1024;
/** Smaller ones are told of together. */
const leastModuleBytes = 3000;

/** What every execution begins with: the whole of Code.js is parsed and evaluated for each cell. */
export async function measureLoad({ subject }: Conditions): Promise<Measure[]> {
  const [code = '', page = '', handCode = '', handPage = ''] = await Promise.all(
    [subject.dist, 'benchmarks/cached-script'].flatMap((folder) =>
      ['Code.js', 'sidebar.html'].map((file) => readFile(`${folder}/${file}`, 'utf8')),
    ),
  );
  return [
    ...bytesOf('Code.js', code, handCode),
    ...bytesOf('sidebar.html', page, handPage),
    ...(subject.dist === 'dist' ? await modules('src/main.ts') : []),
    ...evaluation(code, handCode, await readFile('benchmarks/before/Code.js', 'utf8')),
    ...(await oneCell(subject)),
  ];
}

function bytesOf(about: string, own = '', hand = ''): Measure[] {
  const size = (text: string) => Buffer.byteLength(text) / kilobyte;
  const zipped = (text: string) => gzipSync(text).length / kilobyte;
  return [
    { about, what: 'KB', value: size(own), bound: null, script: size(hand) },
    { about, what: 'KB, gzip', value: zipped(own), bound: null, script: zipped(hand) },
  ];
}

/** What each module and package adds to a bundle of the same source by esbuild, which can tell; names as long as they ship. */
async function modules(entry: string): Promise<Measure[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    target: 'es2020',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    format: 'esm',
    outfile: 'Code.js',
    logLevel: 'error',
  });
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(metafile.outputs['Code.js']?.inputs ?? {})) {
    const [, packaged] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    const [, folder = 'src'] = /^(src\/[^/]+)\//.exec(path) ?? [];
    for (const name of packaged ? [`package ${packaged}`] : [`folder ${folder}`, `module ${path}`]) {
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes]
    .filter(([name, size]) => !name.startsWith('module') || size >= leastModuleBytes)
    .sort(([, a], [, b]) => b - a)
    .map(([about, size]) => ({ about, what: 'KB of Code.js', value: size / kilobyte, bound: null, script: null }));
}

function evaluation(own: string, hand: string, before: string): Measure[] {
  // In turns, so that whatever else the machine does meets them alike.
  const times = { own: [] as number[], hand: [] as number[], before: [] as number[], empty: [] as number[] };
  for (let time = -5; time < repeats; time += 1) {
    for (const [name, code] of [
      ['own', own],
      ['hand', hand],
      ['before', before],
      ['empty', ''],
    ] as const) {
      // V8 remembers what it has parsed, by its text.
      const ms = evaluated(`// ${name} ${time}\n${code}`);
      if (time >= 0) times[name].push(ms);
    }
  }
  const empty = median(times.empty);
  const about = `Code.js in a fresh scope, median of ${repeats}`;
  const because = 'A fresh scope alone takes that long, with an empty script.';
  const [ownMs, handMs, beforeMs] = [median(times.own), median(times.hand), median(times.before)];
  return [
    { about, what: 'ms', value: ownMs, bound: { value: empty, because }, script: handMs },
    { about, what: 'ms above an empty script', value: ownMs - empty, bound: null, script: handMs - empty },
    {
      about,
      what: 'ms above an empty script, of what commit 3622d3e takes in turn with it',
      value: (ownMs - empty) / (beforeMs - empty),
      bound: null,
      script: null,
    },
    { about, what: 'times an empty script', value: ownMs / empty, bound: null, script: handMs / empty },
  ];
}

function evaluated(source: string): number {
  const began = performance.now();
  new Script(source).runInContext(createContext({}, { codeGeneration: { strings: false, wasm: true } }));
  return performance.now() - began;
}

/** A cell of a fresh execution whose answer is in the cache; by hand, the nearest thing is a function that asks nobody. */
async function oneCell(subject: Subject): Promise<Measure[]> {
  const [own, hand] = [await shipped(subject, { latencyMs: 0 }), await cachedScript({ latencyMs: 0 })];
  try {
    const times = { own: [] as number[], hand: [] as number[] };
    await own.file.workbook.type(sheet, 1, 1, '=SUM(INDEX(JB_PARTNERS(), 0, 3))');
    since(own);
    for (let time = -5; time < repeats; time += 1) {
      const ownMs = await timed(() => cell(own, `=SUM(INDEX(JB_PARTNERS("", "", ${10 + time}), 0, 3))`));
      const handMs = await timed(() => cell(hand, `=NOTHING(${time})`));
      if (time < 0) continue;
      times.own.push(ownMs);
      times.hand.push(handMs);
    }
    if (since(own).requests > 0) throw new Error('A cell asked Journeybee for what was in the cache.');
    const empty = median(times.hand);
    return [
      {
        about: `one cell without network, median of ${repeats}`,
        what: 'ms',
        value: median(times.own),
        bound: {
          value: empty,
          because: 'A cell takes that long here whose function returns a number and calls nothing.',
        },
        script: null,
      },
    ];
  } finally {
    await own.close();
    await hand.close();
  }
}

const cell = ({ file }: Workbench, formula: string) => file.workbook.type(sheet, 1, 2, formula);
