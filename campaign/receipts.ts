import { type Outcome, outcomes, type Why, whys } from '../src/contract/outcomes';

/** A receipt as it stands in the spreadsheet's properties. */
export interface Receipt {
  readonly at: number;
  readonly by: string;
  readonly why: Why;
  readonly ms: number;
  readonly requests: number;
  readonly problem: string | null;
  readonly reports: ReadonlyArray<{
    readonly id: string;
    readonly outcome: Outcome;
    readonly rows: number | null;
    readonly problem: string | null;
  }>;
}

const prefix = 'receipts:';

/** Reads receipts as they are written: only so many are kept. */
export class ReceiptReader {
  readonly #properties: ReadonlyMap<string, string>;
  #piece = 1;
  #lines = 0;

  constructor(properties: ReadonlyMap<string, string>) {
    this.#properties = properties;
  }

  /** Those that are new since the last time, oldest first. @throws where one cannot be read */
  takeNew(): Receipt[] {
    const taken: string[] = [];
    for (;;) {
      const lines = this.#properties.get(prefix + this.#piece)?.split('\n') ?? [];
      taken.push(...lines.slice(this.#lines));
      this.#lines = Math.max(this.#lines, lines.length);
      if (!this.#properties.has(prefix + (this.#piece + 1))) return taken.map(receiptOf);
      this.#piece += 1;
      this.#lines = 0;
    }
  }

  /** How many are kept, and in how many pieces. */
  kept(): { readonly receipts: number; readonly pieces: number } {
    const pieces = [...this.#properties].flatMap(([name, text]) => (name.startsWith(prefix) ? [text] : []));
    return {
      receipts: pieces.reduce((sum, piece) => sum + piece.split('\n').length, 0),
      pieces: pieces.length,
    };
  }
}

type Line = readonly [id: string, outcome: number, rows: number | null, problem: number];

function receiptOf(text: string): Receipt {
  const parsed: unknown = JSON.parse(text);
  if (!isStored(parsed)) throw new Error(`Not a receipt: ${text}`);
  const { problems, reports, ...same } = parsed;
  return {
    ...same,
    reports: reports.map(([id, number, rows, problem]) => {
      const outcome = outcomes[number];
      if (!outcome) throw new Error(`No outcome ${number}: ${text}`);
      return { id, outcome, rows, problem: problems[problem] ?? null };
    }),
  };
}

type Stored = Omit<Receipt, 'reports'> & { readonly problems: readonly string[]; readonly reports: readonly Line[] };

/** Whether it says who, why, when, how long, how many requests, and what came of each report. */
function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const { at, by, why, ms, requests, problem, problems, reports } = value as Partial<Stored>;
  return (
    typeof at === 'number' &&
    typeof by === 'string' &&
    whys.some((known) => known === why) &&
    typeof ms === 'number' &&
    typeof requests === 'number' &&
    (problem === null || typeof problem === 'string') &&
    Array.isArray(problems) &&
    Array.isArray(reports) &&
    reports.every((line) => Array.isArray(line) && line.length === 4)
  );
}
