import type { Baseline } from './comparison';
import type { DayRange } from './days';
import type { Leaderboard } from './leaderboard';
import { amountOf, smallestUnits } from './money';
import { shortAmount } from './short-amount';
import type { Standing } from './standing';

/** What became of partners between two periods, in the order in which it is said. */
export const bridgeParts = ['grew', 'new', 'shrank', 'gone'] as const;
export type BridgePart = (typeof bridgeParts)[number];

/** How many partners, and by how much their revenue changed altogether, in the currency's smallest unit. */
export interface PartChange {
  readonly partners: number;
  readonly units: number;
}

/** The change of a revenue total between two periods, split by what became of each partner. */
export interface Bridge {
  readonly currency: string | null;
  /** The days that are compared with. */
  readonly days: DayRange;
  /** How many partners the totals are of, where these are those that a report shows; null: everybody. */
  readonly among: number | null;
  readonly parts: Readonly<Record<BridgePart, PartChange>>;
}

/** The two leaderboards of a bridge, and the partners that the report shows of the present one. */
interface Compared {
  readonly shown: readonly Standing[];
  readonly leaderboard: Leaderboard;
  readonly baseline: Baseline;
  /** Whether each leaderboard lists every partner with figures. */
  readonly isWhole: boolean;
}

/**
 * The bridge of everybody, where a report shows all partners and nobody is missing from either leaderboard; otherwise of the
 * partners that it shows, none of which is gone but by having no revenue left. null where the revenue of any of them is not
 * known or not exact, and where there is nobody.
 */
export function bridgeOf({ shown, leaderboard, baseline, isWhole }: Compared): Bridge | null {
  const { currency, partners } = leaderboard;
  const earlier = [...baseline.leaderboard.partners, ...baseline.further];
  const isEverybody = isWhole && shown.length === partners.length;
  const now = new Map(shown.map(({ partner: { uuid, revenue } }) => [uuid, revenue]));
  const before = new Map(earlier.map(({ uuid, revenue }) => [uuid, revenue]));
  const uuids = new Set([...now.keys(), ...(isEverybody ? before.keys() : [])]);
  const parts = { grew: none, new: none, shrank: none, gone: none };
  for (const uuid of uuids) {
    if (baseline.unknown.has(uuid)) return null;
    const was = unitsAt(before, uuid, currency);
    const is = unitsAt(now, uuid, currency);
    if (was === null || is === null) return null;
    const part = partOf(was, is);
    if (part === null) continue;
    const { partners: count, units } = parts[part];
    parts[part] = { partners: count + 1, units: units + is - was };
  }
  const isExact = bridgeParts.every((part) => Number.isSafeInteger(parts[part].units));
  if (uuids.size === 0 || !isExact || !Number.isSafeInteger(changeOf({ parts }))) return null;
  return { currency, days: baseline.days, among: isEverybody ? null : shown.length, parts };
}

const none: PartChange = { partners: 0, units: 0 };

/** An unlisted partner has no revenue; one that is listed without a figure has an unknown one. */
function unitsAt(revenues: ReadonlyMap<string, number | null>, uuid: string, currency: string | null): number | null {
  const revenue = revenues.get(uuid);
  if (revenue === undefined) return 0;
  return revenue === null ? null : smallestUnits(revenue, currency);
}

/** null: it is as it was. */
function partOf(was: number, is: number): BridgePart | null {
  if (is === was) return null;
  if (is > was) return was === 0 ? 'new' : 'grew';
  return is === 0 ? 'gone' : 'shrank';
}

/** The change of the total, in smallest units: what the parts add up to. */
export const changeOf = ({ parts }: Pick<Bridge, 'parts'>): number =>
  bridgeParts.reduce((sum, part) => sum + parts[part].units, 0);

/** How a bridge is said: the sheet's decimal mark, and what the earlier days are called, such as "Q2"; null: they have no name. */
export interface BridgeWording {
  readonly mark: ',' | '.';
  readonly than: string | null;
}

const mostWords = 25;

/** "Up €546k on Q2: +€421k from 5 that grew, +€186k from 1 new, −€60k from 2 that shrank" */
export function bridgeSentence(bridge: Bridge, { mark, than }: BridgeWording): string {
  const { currency, among, parts } = bridge;
  const change = changeOf(bridge);
  const who = among === null ? '' : `These ${among}: `;
  const amount = shortAmount(amountOf(Math.abs(change), currency), currency, mark);
  const whole = change === 0 ? 'no change' : `${change > 0 ? 'up' : 'down'} ${amount}`;
  const said = bridgeParts
    .filter((part) => parts[part].partners > 0)
    .map((part, index) => {
      const { partners, units } = parts[part];
      // A currency without a sign is named with the first amount.
      const size = shortAmount(amountOf(Math.abs(units), currency), currency, mark, change !== 0 || index > 0);
      return `${units < 0 ? '−' : '+'}${size} from ${partners} ${partWords[part]}`;
    });
  const sentence = (on: string) => {
    const text = `${who}${whole}${on}${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const full = sentence(than === null ? '' : ` on ${than}`);
  // The line below it says the days as well.
  return wordsIn(full) > mostWords ? sentence('') : full;
}

const partWords: Readonly<Record<BridgePart, string>> = {
  grew: 'that grew',
  new: 'new',
  shrank: 'that shrank',
  gone: 'gone',
};

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Whether a text reads as `bridgeSentence` writes it: a copy of a spreadsheet has it without a record of it. */
export const isBridgeSentence = (text: string): boolean =>
  /^(?:These \d+: )?(?:(?:up|down) \S.*: .* from \d+ (?:that grew|new|that shrank|gone)|no change(?: on .+)?(?:: .* from \d+ .*)?)$/i.test(
    text,
  );
