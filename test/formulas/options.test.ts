import fc from 'fast-check';
import {
  addedColumns,
  type ColumnName,
  columnNamed,
  columnNames,
  defaultColumns,
  figures,
  placedColumns,
} from '../../src/domain/column-names';
import { defaultLayout } from '../../src/domain/layout';
import { groupings, leadDirections } from '../../src/domain/vocabulary';
import { type Options, optionsArgument } from '../../src/formulas/options';
import { tries } from '../support/breadth';
import { anything, otherwiseTyped, valueOrSentence } from './anything';

const defaults: Options = {
  layout: defaultLayout,
  leadDirection: null,
  filters: { partner: null, tier: null, category: null, stage: null },
};

test.each([
  [undefined],
  [null],
  [''],
  [' '],
  [[]],
  [[[]]],
  [[['']]],
  [
    [
      ['', ''],
      [' ', ''],
    ],
  ],
  [[[''], ['']]],
  [';\n;'],
])('nothing given (%p) means the defaults', (blank) => {
  expect(optionsArgument(blank)).toEqual(defaults);
});

test('options in one text, on one line or on several', () => {
  const expected: Options = {
    layout: {
      columns: ['rank', 'name', 'tier', 'revenue'],
      sort: { column: 'open pipeline', descending: true },
      rankWithin: null,
      headers: false,
    },
    leadDirection: null,
    filters: { ...defaults.filters, tier: 'Gold' },
  };
  expect(optionsArgument('tier=Gold; columns=rank,name,tier,revenue; sort=open pipeline; headers=no')).toEqual(
    expected,
  );
  expect(
    optionsArgument([['Tier: Gold\r\nCOLUMNS : Rank, Partner, tier,,Revenue\n\nOrder_by: Pipeline;\nheader = FALSE;']]),
  ).toEqual(expected);
  expect(
    optionsArgument([
      ['tier', 'Gold'],
      ['columns', 'rank\nname\ntier; revenue'],
      ['', ''],
      ['sort', 'open pipeline'],
      ['headers', false],
      ['stage', ''],
    ]),
  ).toEqual(expected);
});

test('columns: some, one of them twice, or all', () => {
  const columns = (text: string) => optionsArgument(`columns=${text}`).layout.columns;
  expect(columns('Name, name, Win-Rate')).toEqual(['name', 'name', 'win rate']);
  // Who looks after partners is not sent by every account: it is named, or not there.
  expect(columns('all')).toEqual(columnNames.filter((name) => name !== 'owner'));
  expect(columns('all, owner')).toEqual([...placedColumns, 'owner', ...addedColumns]);
  expect(columns('All, uuid')).toEqual([...placedColumns, 'uuid', ...addedColumns]);
  expect(columns(' , ,')).toEqual(defaultColumns);
});

test('all columns are where formulas of people have them: a cell that refers to the fifteenth means the tier', () => {
  const figures = 'revenue,open pipeline,won deals,total deals,win rate,avg deal value,total leads,converted leads';
  const others = 'conversion rate,share,currency,type,tier,category,stage,uuid,logo uuid,start date,end date';
  const expected = `rank,name,${figures},${others}`.split(',');
  expect(optionsArgument('columns=all').layout.columns.slice(0, expected.length)).toEqual(expected);
});

test.each<[string, ColumnName, boolean]>([
  ['revenue', 'revenue', true],
  ['Revenue ASC', 'revenue', false],
  ['win_rate ascending', 'win rate', false],
  ['share', 'share', true],
  ['name', 'name', false],
  ['Partner descending', 'name', true],
  ['tier desc', 'tier', true],
  ['rank', 'rank', false],
  ['end date', 'end date', false],
])('sorted by %s', (typed, column, descending) => {
  expect(optionsArgument(`sort=${typed}`).layout.sort).toEqual({ column, descending });
  expect(optionsArgument([['Sort by', typed]]).layout.sort).toEqual({ column, descending });
});

test('of figures the highest comes first, of everything else the lowest', () => {
  const texts: readonly ColumnName[] = ['name', 'currency', 'type', 'tier', 'category', 'stage', 'uuid', 'logo uuid'];
  const others = columnNames.filter((name) => !figures.includes(name));
  expect(others).toEqual(['rank', ...texts, 'start date', 'end date', 'owner']);
});

test.each([
  ['rank=tier', 'tier'],
  ['Rank within: Tiers', 'tier'],
  ['rank by=categories', 'category'],
  ['rank_within=STAGE', 'stage'],
])('ranks that count within each of something: %s', (typed, grouping) => {
  expect(optionsArgument(typed).layout.rankWithin).toBe(grouping);
});

test.each<[unknown, boolean]>([
  ['yes', true],
  ['TRUE', true],
  ['1', true],
  ['On', true],
  [1, true],
  [true, true],
  ['No', false],
  ['false', false],
  ['off', false],
  ['0', false],
  [0, false],
  [false, false],
])('headers are %p', (typed, headers) => {
  expect(optionsArgument(`header=${String(typed)}`).layout.headers).toBe(headers);
  expect(optionsArgument([['headers', typed]]).layout.headers).toBe(headers);
});

test.each(['lead direction=sent', 'Direction: Sent', 'leads = SENT', 'lead-directions=sent'])('%s', (typed) => {
  expect(optionsArgument(typed).leadDirection).toBe('sent');
});

test.each([
  ['tier=Gold', { tier: 'Gold' }],
  ['tiers = Gold, Silver', { tier: 'Gold, Silver' }],
  ['category=A=B: C', { category: 'A=B: C' }],
  ['Categories: 50% = half', { category: '50% = half' }],
  ['stages=12', { stage: '12' }],
  ['partner=Ünïcode  & Söhne', { partner: 'Ünïcode  & Söhne' }],
  ['partners=5b0f1c52-8f0e-4b0c-9a7e-2f1f6f2d9c01; stage=', { partner: '5b0f1c52-8f0e-4b0c-9a7e-2f1f6f2d9c01' }],
])('what restricts stays as typed: %s', (typed, filters) => {
  expect(optionsArgument(typed).filters).toEqual({ ...defaults.filters, ...filters });
});

test('a name in a range may hold what separates options in a text', () => {
  expect(optionsArgument([['Partner', ' Semi; Colon ']]).filters.partner).toBe('Semi; Colon');
  expect(optionsArgument([['stage', 7]]).filters.stage).toBe('7');
});

const names =
  'Use columns, sort, rank, headers, tier, category, stage, partner, lead direction, for example tier=Gold; headers=no.';
const columns = `Use ${columnNames.join(', ')}.`;
const range = (count: number) =>
  `A range of options has two columns, names and values, but this one has ${count}. Or write them as text, for example tier=Gold; headers=no.`;

test.each<[string, unknown, string]>([
  ['an unknown option', 'colour=red', `"colour" is not an option. ${names}`],
  ['an unknown option without value', 'colour=', `"colour" is not an option. ${names}`],
  ['a word', 'Gold', `"Gold" is not an option. ${names}`],
  ['a value without name', '=Gold', `"Gold" is not an option. ${names}`],
  ['a value beside a blank cell', [['', 'Gold']], `"Gold" is not an option. ${names}`],
  ['a number', 5, `"5" is not an option. ${names}`],
  ['a ticked box', [[true]], `"true" is not an option. ${names}`],
  ['a date', new Date(0), `A date is not an option. ${names}`],
  ['a date as a name', [[new Date(0), 'Gold']], `A date is not an option. ${names}`],
  ['what Sheets never hands over', { toString: 0 }, `This value is not an option. ${names}`],
  ['the prototype', '__proto__=x', `"__proto__" is not an option. ${names}`],
  ['a name of every object', [['constructor', 'x']], `"constructor" is not an option. ${names}`],
  ['a method of every object', 'toString=x', `"toString" is not an option. ${names}`],
  ['a long name', `${'x'.repeat(50)}=1`, `"${'x'.repeat(40)}…" is not an option. ${names}`],
  [
    'a name without value',
    'headers',
    '"headers" has no value. Write options as name=value, for example tier=Gold; headers=no.',
  ],
  ['an option twice', 'tier=Gold; TIERS=Silver', 'The option tier is given twice. Keep one of them.'],
  [
    'a date as a value',
    [['tier', new Date(0)]],
    'A date is not a value for tier. Write it as text, with an apostrophe in front.',
  ],
  ['an unknown column', 'columns=rank,profit', `"profit" is not a column. ${columns}`],
  ['the prototype as a column', 'columns=__proto__', `"__proto__" is not a column. ${columns}`],
  ['a name of every object as a column', 'columns=constructor', `"constructor" is not a column. ${columns}`],
  ['a method of every object as a column', 'columns=toString', `"toString" is not a column. ${columns}`],
  ['an unknown sort', 'sort=profit desc', `"profit" is not a column to sort by. ${columns}`],
  ['a sort with a sign', 'sort=-revenue', `"-revenue" is not a column to sort by. ${columns}`],
  ['a sort by two', 'sort=tier, revenue', `"tier, revenue" is not a column to sort by. ${columns}`],
  ['a sort by what every object has', 'sort=valueOf', `"valueOf" is not a column to sort by. ${columns}`],
  [
    'ranks within something else',
    'rank=partner',
    'Ranks do not count within "partner". Use rank=tier, rank=category, rank=stage.',
  ],
  [
    'headers that may be',
    'headers=maybe',
    '"maybe" does not say whether there are headers. Use headers=yes or headers=no.',
  ],
  ['another direction', 'leads=lost', '"lost" is not a lead direction. Use received, sent, all.'],
  ['a range of one column', [['tier=Gold'], ['headers=no']], range(1)],
  ['a range of three columns', [['tier', 'Gold', 'x']], range(3)],
  [
    'an error (P1.2-11)',
    [['tier', '#REF!']],
    'There is an error, "#REF!", where the options should be. Correct that cell first.',
  ],
])('%s is answered with what works', (_, given, sentence) => {
  expect(() => optionsArgument(given)).toThrow(new Error(sentence));
});

test.each(['__proto__', 'constructor', 'toString', 'has own property'])('there is no column %s', (name) => {
  expect(columnNamed(name)).toBeNull();
});

/** Options as somebody means them, each of them given or not. */
const maybe = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: undefined });
const label = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ,.=:#&-]{0,20}[a-z]$/);
const meant = fc.record({
  columns: maybe(fc.array(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 30 })),
  sort: maybe(fc.record({ column: fc.constantFrom(...columnNames), descending: fc.boolean() })),
  rank: maybe(fc.constantFrom(...groupings)),
  headers: maybe(fc.boolean()),
  'lead direction': maybe(fc.constantFrom(...leadDirections)),
  partner: maybe(label),
  tier: maybe(label),
  category: maybe(label),
  stage: maybe(label),
});
type Meant = typeof meant extends fc.Arbitrary<infer T> ? T : never;

function written({ columns, sort, headers, ...others }: Meant): Array<[name: string, value: string | undefined]> {
  return [
    ['columns', columns?.join(',')],
    ['sort', sort && `${sort.column} ${sort.descending ? 'desc' : 'asc'}`],
    ['headers', headers === undefined ? undefined : String(headers)],
    ...Object.entries(others),
  ];
}

test('options are the same in a text and in a range, in whatever order', () => {
  const given = meant.chain((wanted) =>
    fc.tuple(fc.constant(wanted), fc.shuffledSubarray(written(wanted), { minLength: 9 })),
  );
  fc.assert(
    fc.property(
      given,
      fc.constantFrom('=', ' = ', ':', ' : '),
      fc.constantFrom(';', '; ', '\n', ' ;\r\n'),
      (...all) => {
        const [[wanted, entries], is, then] = all;
        const { columns, sort, rank, headers, 'lead direction': direction, ...filters } = wanted;
        const expected: Options = {
          layout: {
            columns: columns ?? defaultColumns,
            sort: sort ?? defaultLayout.sort,
            rankWithin: rank ?? null,
            headers: headers ?? true,
          },
          leadDirection: direction ?? null,
          filters: {
            partner: filters.partner ?? null,
            tier: filters.tier ?? null,
            category: filters.category ?? null,
            stage: filters.stage ?? null,
          },
        };
        const texts = entries.flatMap(([name, value]) => (value === undefined ? [] : [`${name}${is}${value}`]));
        expect(optionsArgument(texts.join(then))).toEqual(expected);
        expect(optionsArgument([[texts.join(then)]])).toEqual(expected);
        expect(optionsArgument(entries)).toEqual(expected);
      },
    ),
  );
});

test('case and white space never matter in what is not a name of a partner', () => {
  const texts = fc.constantFrom(
    'sort by = open pipeline desc',
    'columns = win rate , logo uuid , share of total',
    'rank within = tiers',
    'lead direction : received ; headers : off',
  );
  const typed = texts.chain((text) => fc.tuple(fc.constant(text), otherwiseTyped(text.replace(/ ?([,;:=]) ?/g, '$1'))));
  fc.assert(
    fc.property(typed, ([text, other]) => {
      // A line break ends an option, also where somebody meant a space.
      expect(optionsArgument(other.replace(/\n/g, ' '))).toEqual(optionsArgument(text));
    }),
  );
});

test('whatever is given comes to options that a table can be made of, or to a sentence of ours', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const options = valueOrSentence(() => optionsArgument(given));
      if (options === null) return;
      const { columns, sort, rankWithin, headers } = options.layout;
      expect(columns.length).toBeGreaterThan(0);
      for (const column of [...columns, sort.column]) expect(columnNames).toContain(column);
      expect([...groupings, null]).toContain(rankWithin);
      expect([typeof sort.descending, typeof headers]).toEqual(['boolean', 'boolean']);
      expect([...leadDirections, null]).toContain(options.leadDirection);
      for (const filter of Object.values(options.filters)) expect(filter === null || filter.trim() !== '').toBe(true);
    }),
    { numRuns: tries(500, 1500) },
  );
});
