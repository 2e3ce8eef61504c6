import { type Days, spoken } from './days';
import { type Account, type AccountPartner, type Conventions, type Figures, listed } from './figures';
import { decimalsOf } from './money';
import { nameShown } from './names';
import { type Column, complaint, movementOf, ranksOf, type Shown } from './tables';

/** A scorecard that somebody asked for. */
export interface AskedScorecard {
  readonly uuid: string;
  readonly days: Days;
  /** The days that they are compared with; null: with none. */
  readonly compared: Days | null;
  /** Among whom the partner is ranked. */
  readonly fits: (partner: AccountPartner) => boolean;
  /** How many partners the spreadsheet knows the account to have; null: it does not, or only some of them are ranked. */
  readonly partners: number | null;
}

const rows = [
  ['revenue', 'Revenue'],
  ['open pipeline', 'Open pipeline'],
  ['won deals', 'Won deals'],
  ['total deals', 'Total deals'],
  ['win rate', 'Win rate'],
  ['avg deal value', 'Avg deal value'],
  ['total leads', 'Total leads'],
  ['converted leads', 'Converted leads'],
  ['conversion rate', 'Conversion rate'],
] as const satisfies ReadonlyArray<readonly [Column, string]>;

const money: readonly Column[] = ['revenue', 'open pipeline', 'avg deal value'];
/** What a partner without any deal or lead has none of, where a rate of it would be one of nothing. */
const counted: readonly Column[] = [
  'revenue',
  'open pipeline',
  'won deals',
  'total deals',
  'total leads',
  'converted leads',
];
/** So many rows an answer has at most: there may be more partners then. */
const mostListed = 100;

/** All that is wrong in a scorecard, in words; empty where every cell is right. */
export function scorecardComplaints(
  account: Account,
  conventions: Conventions,
  { uuid, days, compared, fits, partners }: AskedScorecard,
  cells: readonly (readonly Shown[])[],
): string[] {
  const found: string[] = [];
  const expect = (what: string, shown: Shown | undefined, right: Shown) => {
    if (!Object.is(shown, right)) found.push(`${what} is ${JSON.stringify(shown)} instead of ${JSON.stringify(right)}`);
  };
  if (cells.length !== rows.length + 2 || cells.some((row) => row.length !== 5)) return ['is not eleven rows of five'];
  const { currency } = conventions;
  const name = account.partners.find((partner) => partner.uuid === uuid)?.name ?? '';
  const [heading = []] = cells;
  expect('the name', heading[0], nameShown(name));
  const [first = '', reason] = String(heading[1]).split(' · ');
  expect('the heading of this period', first, `This period (${spoken(days)})`);
  if (compared === null && !reason?.startsWith('not compared: ')) found.push('does not say why nothing is compared');
  if (compared) expect('the heading of the previous period', heading[2], `Previous (${spoken(compared)})`);

  const periods = [days, compared] as const;
  const all = periods.map((each) => each && listed(account, each, conventions, { fits, isOneAnswer: false }));
  const isListed = all.map((figures) => figures?.has(uuid) ?? false);
  rows.forEach(([column, label], index) => {
    const [shownLabel, now = '', before = '', change = '', growth = ''] = cells[index + 1] ?? [];
    expect('a label', shownLabel, money.includes(column) ? `${label} (${currency})` : label);
    for (const [at, shown] of [now, before].entries()) {
      const period = periods[at];
      if (!period || !isListed[at]) expect(`${column} of ${at}`, shown, '');
      else {
        const asked = { ...askedFor(column, fits), days: period };
        const wrong = complaint(account, conventions, asked, column, uuid, shown);
        if (wrong !== null) found.push(wrong);
      }
    }
    // Both are right by themselves: what is left is what is between them.
    const isMoney = money.includes(column);
    const between = differenceOf(now, before, isMoney ? decimalsOf(currency) : null);
    near(`the change of ${column}`, change, between);
    const isNew = compared !== null && !isListed[1] && counted.includes(column) && Number(now) > 0;
    if (isNew || (before === 0 && Number(now) > 0)) expect(`growth of ${column}`, growth, 'new');
    else
      near(
        `growth of ${column}`,
        growth,
        typeof between === 'number' && Number(before) > 0 ? between / Number(before) : '',
      );
  });

  const answers = periods.map((each) => each && listed(account, each, conventions, { fits, isOneAnswer: true }));
  const ranks = answers.map((figures) => figures && ranksOf(figures, 'revenue', () => null));
  const [label, now, before, moved, none] = cells[rows.length + 1] ?? [];
  expect('the last label', label, 'Rank');
  expect('the last cell', none, '');
  // Of equals at its end an answer lists whichever it likes.
  const isAtCut = answers.some((figures, at) => {
    const last = figures && figures.size >= mostListed ? [...figures.values()].at(-1)?.revenue : undefined;
    return last !== undefined && all[at]?.get(uuid)?.revenue === last;
  });
  if (isAtCut) return found;
  expect('the rank', now, rankText(answers[0] ?? null, ranks[0]?.get(uuid), partners));
  expect('the previous rank', before, rankText(answers[1] ?? null, ranks[1]?.get(uuid), partners));
  const isBeyond = (isListed[1] ?? false) && !ranks[1]?.has(uuid);
  const movement = ranks[0] && ranks[1] && !isBeyond ? movementOf(ranks[0], ranks[1]).get(uuid) : undefined;
  expect('the movement', moved, movement ?? '');
  return found;

  function near(what: string, shown: Shown, right: number | ''): void {
    const isRight =
      typeof shown === 'number' && right !== '' && Math.abs(shown - right) <= 1e-9 * Math.max(1, Math.abs(right));
    if (!isRight) expect(what, shown, right);
  }
}

function differenceOf(now: Shown, before: Shown, decimals: number | null): number | '' {
  if (typeof now !== 'number' || typeof before !== 'number') return '';
  if (decimals === null) return now - before;
  const units = (amount: number) => BigInt(amount.toFixed(decimals).replace('.', ''));
  return Number(units(now) - units(before)) / 10 ** decimals;
}

function rankText(
  answer: ReadonlyMap<string, Figures> | null,
  rank: number | undefined,
  partners: number | null,
): string {
  if (answer === null || rank === undefined) return '';
  if (answer.size < mostListed) return `${rank} of ${answer.size}`;
  return `${rank} of ${partners ?? `${mostListed}+`}`;
}

const askedFor = (column: Column, fits: AskedScorecard['fits']) =>
  ({
    columns: ['uuid', column],
    compared: null,
    fits,
    isOneAnswer: false,
    limit: 100,
    sort: 'revenue',
    within: null,
    movement: null,
  }) as const;
