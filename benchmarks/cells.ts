import type { Workbench } from '../workbench/workbench';
import { type Bound, type Conditions, type Measure, mean, timed } from './measure';
import { cachedScript, pasted, sheet, shipped, since } from './subjects';

const cells = 200;
const types = ['', 'referral', 'reseller', 'distributor'];
const periods = ['current_year', 'last_year', 'current_quarter', 'last_quarter', 'last_12_months'];

/** 200 cells over a few leaderboards; each shows another number of partners, and its sum only. */
export async function measureCells({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const queries of [1, 3, 20]) {
    for (const [way, place] of ways) {
      const [own, hand] = [await shipped(subject, { latencyMs }), await cachedScript({ latencyMs })];
      try {
        const about = (state: string) => `${queries} ${queries === 1 ? 'query' : 'queries'}, ${way}, ${state}`;
        const fill = (column: number) =>
          both(own, hand, (bench, name) => place(bench, column, formulas(name, queries)));
        const first = await fill(1);
        measures.push(
          ...measuresOf(about('cold'), first, requestBound(queries), {
            value: place === typed ? queries * latencyMs : latencyMs,
            because:
              place === typed
                ? 'Whoever types one cell after the other waits once for each leaderboard: one latency each.'
                : 'Thirty cells that run together can ask for all that they need at once: one latency.',
          }),
        );
        measures.push(...measuresOf(about('warm'), await fill(2), noRequest, null));
      } finally {
        await own.close();
        await hand.close();
      }
    }
  }
  return measures;
}

const requestBound = (queries: number): Bound => ({
  value: queries,
  because:
    'A leaderboard that nobody has asked for yet takes one request; one answer of 100 rows serves every cell over it.',
});
const noRequest: Bound = { value: 0, because: 'What is known and fresh needs no request.' };
const callBound: Bound = {
  value: 4,
  because:
    'A cell has to open the document’s store and read in it which key it may use, and to open the cache and read the answer in it: two calls each.',
};

interface Ran {
  readonly ms: number;
  readonly requests: number;
  readonly calls: readonly number[];
}

function measuresOf(
  about: string,
  { own, hand }: { own: Ran; hand: Ran },
  requests: Bound,
  ms: Bound | null,
): Measure[] {
  const most = ({ calls }: Ran) => Math.max(...calls);
  const warm = requests === noRequest;
  return [
    { about, what: 'requests', value: own.requests, bound: requests, script: hand.requests },
    { about, what: 'service calls per cell, mean', value: mean(own.calls), bound: callBound, script: mean(hand.calls) },
    ...(warm
      ? [{ about, what: 'service calls per cell, most', value: most(own), bound: callBound, script: most(hand) }]
      : []),
    { about, what: 'ms', value: own.ms, bound: ms, script: hand.ms },
  ];
}

type Step = (bench: Workbench, name: string) => Promise<unknown>;

async function both(own: Workbench, hand: Workbench, step: Step): Promise<{ own: Ran; hand: Ran }> {
  return { own: await ran(own, 'JB_PARTNERS', step), hand: await ran(hand, 'LEADERBOARD', step) };
}

async function ran(bench: Workbench, name: string, step: Step): Promise<Ran> {
  const ms = await timed(() => step(bench, name));
  const { requests, executions } = since(bench);
  const calls = executions.filter(({ mode }) => mode === 'CUSTOM_FUNCTION').map((execution) => execution.calls.length);
  if (calls.length !== cells) throw new Error(`${calls.length} cells were calculated, not ${cells}.`);
  return { ms, requests, calls };
}

function formulas(name: string, queries: number): string[] {
  return Array.from({ length: cells }, (_, index) => {
    const query = index % queries;
    const [type = '', period = ''] = [types[query % types.length], periods[Math.floor(query / types.length)]];
    return `=SUM(INDEX(${name}("${period}", "${type}", ${1 + (index % 50)}), 0, 3))`;
  });
}

async function typed({ file }: Workbench, column: number, texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) await file.workbook.type(sheet, index + 1, column, text);
}

const ways = [
  ['one by one', typed],
  ['thirty at a time', pasted],
] as const;
