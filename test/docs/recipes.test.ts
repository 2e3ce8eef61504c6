import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import type * as ColumnNames from '../../src/domain/column-names';
import * as columnNames from '../../src/domain/column-names';
import { addDays } from '../../src/domain/days';
import type * as Periods from '../../src/domain/periods';
import * as periods from '../../src/domain/periods';
import type * as FormulaText from '../../src/formulas/formula-text';
import type * as Options from '../../src/formulas/options';
import * as options from '../../src/formulas/options';
import type * as PeriodArgument from '../../src/formulas/period-argument';
import type * as Registry from '../../src/formulas/registry';
import type * as Query from '../../src/journeybee/query';
import type * as Schema from '../../src/journeybee/schema';
import { lineOf } from './recipe-lines';

/*
 * The lines that docs/engineering.md tells a newcomer to add are added here, to the modules as they are, and what has to follow
 * from them is tried.
 */

type Modules = typeof ColumnNames &
  typeof FormulaText &
  typeof Options &
  typeof Periods &
  typeof PeriodArgument &
  typeof Query &
  typeof Registry &
  typeof Schema;

/** The recipe's figure by a name that it cannot have already. */
const figureLine = () =>
  lineOf('lostDeals')
    .replace(/lostDeals/g, 'madeUp')
    .replace(/lost([ _])deals/gi, 'made$1up');

/** The modules, with a line added to a file right before another that begins so, and with `imports` before all of it. */
async function modulesWith(
  file: string,
  added: ReadonlyArray<readonly [line: string, before: string]>,
  imports = '',
): Promise<Modules> {
  const { outputFiles } = await build({
    stdin: {
      contents: [
        'domain/column-names',
        'domain/periods',
        'formulas/formula-text',
        'formulas/options',
        'formulas/period-argument',
        'formulas/registry',
        'journeybee/query',
        'journeybee/schema',
      ]
        .map((module) => `export * from './src/${module}';`)
        .join('\n'),
      resolveDir: process.cwd(),
    },
    bundle: true,
    logLevel: 'error',
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins: [
      {
        name: 'recipe',
        setup: ({ onLoad, onResolve }) => {
          onResolve({ filter: /^\.\/total$/ }, () => ({ path: resolve('test/docs/recipe-total.ts') }));
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (path !== join(process.cwd(), file)) return undefined;
            const contents = added.reduce((text, [line, before]) => {
              const at = text.indexOf(`  ${before}`);
              if (at < 0) throw new Error(`${file} has no line ${before}.`);
              return `${text.slice(0, at)}  ${line}\n${text.slice(at)}`;
            }, imports + readFileSync(path, 'utf8'));
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  const module: { exports: Partial<Modules> } = { exports: {} };
  new Function('module', 'exports', outputFiles[0]?.text ?? '')(module, module.exports);
  return module.exports as Modules;
}

describe.each(['revenue: {', 'wonDeals: {', 'conversionRate: {'])(
  'a figure that is added, before the line %s or any other,',
  (before) => {
    let made: Modules;
    beforeAll(async () => {
      made = await modulesWith('src/domain/partner-figures.ts', [[figureLine(), before]]);
    });

    test('moves nobody’s columns: it stands at the right end of a table that shows all, and nowhere else', () => {
      const chosen = fc.array(fc.constantFrom('all', 'ALL', ...columnNames.columnNames), { maxLength: 6 });
      fc.assert(
        fc.property(chosen, (names) => {
          const typed = `columns=${names.join(',')}`;
          const showsAll = names.some((name) => name.toLowerCase() === 'all');
          expect(made.optionsArgument(typed).layout.columns).toEqual([
            ...options.optionsArgument(typed).layout.columns,
            ...(showsAll ? ['made up'] : []),
          ]);
        }),
      );
      expect(made.defaultColumns).toEqual(columnNames.defaultColumns);
    });

    test('is read from answers, shown by its name, and sorted highest first', () => {
      const row = { uuid: 'u-1', name: 'Aurora', made_up: 3 };
      const { partners } = made.LeaderboardAnswer({
        currency_code: 'EUR',
        period: { start_date: '2026-01-01', end_date: '2026-12-31' },
        partners: [row],
      });
      expect(partners).toMatchObject([{ made_up: 3 }]);
      const { layout } = made.optionsArgument('columns=name, Made_Up; sort=made up');
      expect([layout.columns, layout.sort]).toEqual([['name', 'made up'], { column: 'made up', descending: true }]);
    });
  },
);

describe('periods that are added', () => {
  let made: Modules;
  beforeAll(async () => {
    made = await modulesWith('src/domain/periods.ts', [
      [lineOf('fortnight'), 'month: ofMonths('],
      [lineOf('last_fortnight'), 'fiscal_year: current('],
      [lineOf('last_7_days'), 'last_30_days: upToToday('],
    ]);
  });
  const named = (name: string) => name as Periods.PeriodName;

  test('a fortnight has the same fourteen days on each day of the next, and others from then on', () => {
    const name = named('last_fortnight');
    fc.assert(
      fc.property(fc.integer({ min: -4_000, max: 30_000 }), fc.nat(13), (since, later) => {
        const today = addDays('2012-01-01', since);
        const calendar = { today, fiscalStart: 1 };
        const days = made.rangeOn(name, calendar);
        const { from, until } = made.daysOfSameRange(name, calendar);
        expect(new Date(days.startDate).getUTCDay()).toBe(1);
        expect([days.endDate, from, until]).toEqual([13, 14, 28].map((more) => addDays(days.startDate, more)));
        expect(from <= today && today < until).toBe(true);
        expect(made.rangeOn(name, { ...calendar, today: addDays(from, later) })).toEqual(days);
        expect(made.rangeOn(name, { ...calendar, today: until }).startDate).toBe(from);
        expect(made.nextRange(days, name)?.startDate).toBe(from);
        expect(made.previousRange(days, name)).toEqual({
          startDate: addDays(days.startDate, -14),
          endDate: addDays(days.startDate, -1),
        });
      }),
    );
  });

  test.each([
    ['last_fortnight', 'Last fortnight', 'Last fortnight', true, false],
    ['last_7_days', 'past 7 days', 'Last 7 days', false, true],
  ])('%s, typed as “%s”, is called “%s”', (name, typed, label, isCalendar, isSent) => {
    expect(made.periodArgument(typed, () => '', 1)).toBe(name);
    expect(made.periodLabel(named(name))).toBe(label);
    expect(made.isCalendarPeriod(named(name))).toBe(isCalendar);
    expect(made.isResolvedByJourneybee(named(name))).toBe(isSent);
    expect(made.hasDaysOfFile(named(name))).toBe(!isSent);
  });

  test('periods that there were mean what they meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 12 }), (since, fiscalStart) => {
        const calendar = { today: addDays('2001-01-01', since), fiscalStart };
        for (const name of periods.periodNames)
          expect(made.rangeOn(name, calendar)).toEqual(periods.rangeOn(name, calendar));
      }),
    );
  });
});

describe('a function that is added', () => {
  const named = (name: string) => name as Registry.FunctionName;
  let made: Modules;
  beforeAll(async () => {
    const added = [[lineOf('JB_TOTAL'), 'JB_PARTNER: {']] as const;
    made = await modulesWith('src/formulas/registry.ts', added, "import { total, totalNeeds } from './total';\n");
  });

  test('is found in formulas, and called by its other name while they are refreshed', () => {
    const formula = '=JB_TOTAL("won deals")/jb_total("total deals")';
    expect(made.callsOurs(formula)).toBe(true);
    expect(made.refreshing(formula)).toBe('=JB_TOTAL_REFRESHING("won deals")/jb_total_REFRESHING("total deals")');
    expect(made.restored(made.refreshing(formula) ?? '')).toBe(formula);
    expect(made.refreshing('=JB_TOTALS("won deals")')).toBeNull();
  });

  test('is fetched for beforehand by its own arguments, in their order', () => {
    const [call] = made.literalCalls('=JB_TOTAL("won deals";"last_year";"reseller";A1)');
    expect(call).toEqual({ name: 'JB_TOTAL', args: ['won deals', 'last_year', 'reseller'] });
    const credential = {
      fingerprint: 'a',
      notBefore: 0,
      freshSeconds: 900,
      fiscalStart: 4,
      key: () => 'key',
      keyIfVisible: () => 'key',
    };
    expect(made.customFunction(named('JB_TOTAL')).query(call?.args ?? [], { credential, until: 0 })).toEqual({
      queries: [made.leaderboardQuery({ period: 'last_year', fiscalStart: 4, partnerType: 'reseller' })],
      directory: false,
    });
  });
});
