import type { Days } from './days';
import { type Account, type AccountPartner, type Conventions, type Figures, listed, type Question } from './figures';
import { amountOf, decimalsOf, isAmount, isNear, type Ratio } from './money';
import { nameShown } from './names';

/** What a sheet holds in a cell. */
export type Shown = string | number | boolean;

/** Columns as people name them, and the three that a comparison adds. */
export type Column =
  | 'rank'
  | 'name'
  | 'revenue'
  | 'open pipeline'
  | 'won deals'
  | 'total deals'
  | 'win rate'
  | 'avg deal value'
  | 'total leads'
  | 'converted leads'
  | 'conversion rate'
  | 'share'
  | 'tier'
  | 'category'
  | 'stage'
  | 'uuid'
  | 'movement'
  | 'previous revenue'
  | 'change'
  | 'change %';

export type SortFigure = 'revenue' | 'open pipeline' | 'won deals' | 'total leads';
export type Grouping = 'tier' | 'category' | 'stage';

/** A table that somebody asked for. `uuid` has to be among its columns: it says whose each row is. */
export interface Asked extends Question {
  readonly columns: readonly Column[];
  /** The days that its figures are to be of. */
  readonly days: Days;
  /** The days that they are compared with; null: with none, so that what depends on them is blank. */
  readonly compared: Days | null;
  readonly limit: number;
  readonly sort: SortFigure;
  /** What ranks count within. */
  readonly within: Grouping | null;
  /** By uuid, what the column movement shows; null: nothing. */
  readonly movement: ReadonlyMap<string, string> | null;
}

export interface Table {
  readonly rows: readonly (readonly Shown[])[];
  readonly totals: readonly Shown[] | null;
}

/** Four decimals of a fraction, or two of a percentage. */
const rateRounding: Ratio = { part: 1n, over: 20_000n };
const hair: Ratio = { part: 1n, over: 1_000_000_000n };
const half: Ratio = { part: 500_001n, over: 1_000_000n };

/** 1 for the highest figure; equal figures share a rank, and the next one counts all that are above. */
export function ranksOf(
  figures: ReadonlyMap<string, Figures>,
  sort: SortFigure,
  groupOf: (uuid: string) => string | null,
): ReadonlyMap<string, number> {
  const all = [...figures];
  return new Map(
    all.map(([uuid, own]) => {
      const above = all.filter(
        ([other, theirs]) => groupOf(other) === groupOf(uuid) && sortValue(theirs, sort) > sortValue(own, sort),
      );
      return [uuid, above.length + 1];
    }),
  );
}

function sortValue(figures: Figures, sort: SortFigure): bigint {
  switch (sort) {
    case 'revenue':
      return figures.revenue;
    case 'open pipeline':
      return figures.openPipeline;
    case 'won deals':
      return BigInt(figures.wonDeals);
    case 'total leads':
      return BigInt(figures.totalLeads);
  }
}

/** How ranks have moved: "▲ 2", "▼ 1", "=", or "new" for whoever had none. */
export function movementOf(
  now: ReadonlyMap<string, number>,
  then: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> {
  return new Map(
    [...now].map(([uuid, rank]) => {
      const was = then.get(uuid);
      if (was === undefined) return [uuid, 'new'];
      if (was === rank) return [uuid, '='];
      return [uuid, was > rank ? `▲ ${was - rank}` : `▼ ${rank - was}`];
    }),
  );
}

/** All that is wrong in a table, in words; empty where every figure is right. */
export function complaints(account: Account, conventions: Conventions, asked: Asked, table: Table): string[] {
  return new Audit(account, conventions, asked).of(table);
}

/** What is wrong in one cell that is to hold one figure of one partner, in words; null where it is right. */
export function complaint(
  account: Account,
  conventions: Conventions,
  asked: Asked,
  column: Column,
  uuid: string,
  shown: Shown,
): string | null {
  return new Audit(account, conventions, asked).ofCell(column, uuid, shown);
}

class Audit {
  private readonly found: string[] = [];
  private readonly partners: ReadonlyMap<string, AccountPartner>;
  private readonly figures: ReadonlyMap<string, Figures>;
  private readonly previous: ReadonlyMap<string, Figures> | null;
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly revenueOfAll: bigint;

  constructor(
    account: Account,
    private readonly conventions: Conventions,
    private readonly asked: Asked,
  ) {
    this.partners = new Map(account.partners.map((partner) => [partner.uuid, partner]));
    this.figures = listed(account, asked.days, conventions, asked);
    // Whoever did nothing then had no revenue then, whether an answer lists them or not.
    const everybody = { ...conventions, includeInactive: true };
    const { fits } = asked;
    this.previous = asked.compared && listed(account, asked.compared, everybody, { fits, isOneAnswer: false });
    this.ranks = ranksOf(this.figures, asked.sort, (uuid) => this.groupOf(uuid));
    this.revenueOfAll = sum([...this.figures.values()].map(({ revenue }) => revenue));
  }

  of({ rows, totals }: Table): string[] {
    const place = this.asked.columns.indexOf('uuid');
    const uuids = rows.map((row) => String(row[place] ?? ''));
    this.who(uuids, rows.length);
    rows.forEach((row, index) => {
      const uuid = uuids[index] ?? '';
      const figures = this.figures.get(uuid);
      if (!figures) return;
      this.asked.columns.forEach((column, at) => {
        this.check(`${column} of ${this.named(uuid)}`, this.cellOf(column, uuid, figures), row[at] ?? '');
      });
    });
    if (totals) {
      this.asked.columns.forEach((column, at) => {
        this.check(`the total of ${column}`, this.totalOf(column, uuids), totals[at] ?? '');
      });
    }
    return this.found;
  }

  ofCell(column: Column, uuid: string, shown: Shown): string | null {
    const figures = this.figures.get(uuid);
    this.check(`${column} of ${this.named(uuid)}`, figures ? this.cellOf(column, uuid, figures) : blank, shown);
    return this.found[0] ?? null;
  }

  private groupOf(uuid: string): string | null {
    const { within } = this.asked;
    return within && (this.partners.get(uuid)?.[within]?.label ?? null);
  }

  /** Everybody once, nobody else, and the highest first. */
  private who(uuids: readonly string[], rows: number): void {
    if (this.figures.size === 0) {
      if (rows > 1 || uuids.some((uuid) => uuid !== ''))
        this.found.push(`lists ${uuids.join(', ')} where nobody is listed`);
      return;
    }
    for (const [index, uuid] of uuids.entries()) {
      if (!this.figures.has(uuid)) this.found.push(`row ${index + 1} is of ${this.named(uuid)}, who is not listed`);
      if (uuids.indexOf(uuid) !== index) this.found.push(`row ${index + 1} is of ${this.named(uuid)} once more`);
    }
    const groups = new Set([...this.figures.keys()].map((uuid) => this.groupOf(uuid)));
    for (const group of groups) {
      const members = [...this.figures.keys()].filter((uuid) => this.groupOf(uuid) === group);
      const shown = uuids.filter((uuid) => this.figures.has(uuid) && this.groupOf(uuid) === group);
      const wanted = Math.min(this.asked.limit, members.length);
      if (shown.length !== wanted)
        this.found.push(`shows ${shown.length} instead of ${wanted}${group === null ? '' : ` of ${group}`}`);
      const ranks = shown.map((uuid) => this.ranks.get(uuid) ?? 0);
      if (ranks.some((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0))) {
        this.found.push(`is in the order of ranks ${ranks.join(', ')}`);
      }
      const last = Math.max(0, ...ranks);
      const left = members.filter((uuid) => !shown.includes(uuid) && (this.ranks.get(uuid) ?? 0) < last);
      if (left.length > 0) this.found.push(`leaves out ${left.map((uuid) => this.named(uuid)).join(', ')}`);
    }
  }

  private cellOf(column: Column, uuid: string, figures: Figures): Right {
    const partner = this.partners.get(uuid);
    switch (column) {
      case 'uuid':
        return { exactly: uuid };
      case 'rank':
        return { exactly: this.ranks.get(uuid) ?? '' };
      case 'name':
        return { exactly: nameShown(partner?.name ?? '') };
      case 'tier':
      case 'category':
      case 'stage':
        return { exactly: partner?.[column]?.label ?? '' };
      case 'won deals':
        return { exactly: figures.wonDeals };
      case 'total deals':
        return { exactly: figures.totalDeals };
      case 'total leads':
        return { exactly: figures.totalLeads };
      case 'converted leads':
        return { exactly: figures.convertedLeads };
      case 'revenue':
        return this.amount(figures.revenue);
      case 'open pipeline':
        return this.amount(figures.openPipeline);
      case 'avg deal value':
        return this.average(figures.avgDealValue);
      case 'win rate':
        return near(figures.winRate, rateRounding);
      case 'conversion rate':
        return near(figures.conversionRate, rateRounding);
      case 'share':
        return near(this.shareOf(figures.revenue), hair);
      case 'movement':
        return { exactly: this.asked.movement?.get(uuid) ?? '' };
      case 'previous revenue':
      case 'change':
      case 'change %':
        return this.comparison(column, figures.revenue, this.previous && (this.previous.get(uuid)?.revenue ?? 0n));
    }
  }

  /** What stands below the rows is of those that are shown. */
  private totalOf(column: Column, uuids: readonly string[]): Right {
    const shown = uuids.flatMap((uuid) => this.figures.get(uuid) ?? []);
    const total = (of: (figures: Figures) => bigint | number): bigint => sum(shown.map((each) => BigInt(of(each))));
    const revenue = total((each) => each.revenue);
    switch (column) {
      case 'revenue':
        return this.amount(revenue);
      case 'open pipeline':
        return this.amount(total((each) => each.openPipeline));
      case 'won deals':
        return { exactly: Number(total((each) => each.wonDeals)) };
      case 'total deals':
        return { exactly: Number(total((each) => each.totalDeals)) };
      case 'total leads':
        return { exactly: Number(total((each) => each.totalLeads)) };
      case 'converted leads':
        return { exactly: Number(total((each) => each.convertedLeads)) };
      case 'avg deal value': {
        const won = total((each) => each.wonDeals);
        return this.average(won > 0n ? { part: revenue, over: won } : null);
      }
      case 'conversion rate': {
        // Of decided leads alone nobody can say: how many of those there are is not sent.
        const over = shown.every(isOfAllLeads) ? total((each) => each.totalLeads) : 0n;
        return near(over > 0n ? { part: total((each) => each.convertedLeads), over } : null, hair);
      }
      case 'share':
        return near(this.shareOf(revenue), hair);
      case 'previous revenue':
      case 'change':
      case 'change %':
        return this.comparison(
          column,
          revenue,
          this.previous && sum(uuids.map((uuid) => this.previous?.get(uuid)?.revenue ?? 0n)),
        );
      case 'rank':
      case 'name':
      case 'tier':
      case 'category':
      case 'stage':
      case 'uuid':
      case 'movement':
      case 'win rate':
        return { noNumber: true };
    }
  }

  private comparison(column: 'previous revenue' | 'change' | 'change %', now: bigint, then: bigint | null): Right {
    if (then === null) return blank;
    if (column === 'previous revenue') return this.amount(then);
    if (column === 'change') return this.amount(now - then);
    if (then > 0n) return near({ part: now - then, over: then }, hair);
    // Nothing, or less, is no base.
    return then === 0n && now > 0n ? { exactly: 'new' } : blank;
  }

  private average(units: Ratio | null): Right {
    if (units === null) return blank;
    const unit = 10n ** BigInt(decimalsOf(this.conventions.currency));
    return {
      near: { part: units.part, over: units.over * unit },
      within: { part: half.part, over: half.over * unit },
      isAmount: true,
    };
  }

  private amount(units: bigint): Right {
    return { exactly: amountOf(units, this.conventions.currency) };
  }

  private shareOf(revenue: bigint): Ratio | null {
    return this.revenueOfAll > 0n ? { part: revenue, over: this.revenueOfAll } : null;
  }

  private check(what: string, right: Right, shown: Shown): void {
    const wrong = (text: string) => {
      this.found.push(`${what} is ${JSON.stringify(shown)} instead of ${text}`);
    };
    if ('noNumber' in right) {
      if (typeof shown === 'number') wrong('no number');
    } else if ('exactly' in right) {
      if (!Object.is(shown, right.exactly)) wrong(JSON.stringify(right.exactly));
    } else if (typeof shown !== 'number' || !isNear(shown, right.near, right.within)) {
      wrong(`about ${Number(right.near.part) / Number(right.near.over)}`);
    } else if (right.isAmount && !isAmount(shown, this.conventions.currency)) {
      wrong(`an amount in ${this.conventions.currency}`);
    }
  }

  private named(uuid: string): string {
    const partner = this.partners.get(uuid);
    return partner ? `${JSON.stringify(partner.name)} (${uuid.slice(0, 8)})` : JSON.stringify(uuid);
  }
}

/** Whether a conversion rate is what all leads come to. */
function isOfAllLeads({ conversionRate: rate, convertedLeads, totalLeads }: Figures): boolean {
  if (rate === null) return totalLeads === 0;
  return totalLeads === 0 || rate.part * BigInt(totalLeads) === rate.over * BigInt(convertedLeads);
}

/** What a cell has to hold. */
type Right =
  | { readonly exactly: Shown }
  | { readonly near: Ratio; readonly within: Ratio; readonly isAmount: boolean }
  | { readonly noNumber: true };

const blank: Right = { exactly: '' };

const near = (right: Ratio | null, within: Ratio): Right =>
  right === null ? blank : { near: right, within, isAmount: false };

const sum = (units: readonly bigint[]): bigint => units.reduce((total, each) => total + each, 0n);
