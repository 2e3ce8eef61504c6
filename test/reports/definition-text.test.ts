import fc from 'fast-check';
import type { ReportDefinition } from '../../src/contract/report-definition';
import { definitionText, readDefinition } from '../../src/reports/definition-text';
import { newReport } from '../support/bench';

const definition = newReport({ period: 'last_quarter', type: 'reseller', limit: 10, where: 'sheet' })
  .definition as ReportDefinition;

test('what is written is read back', () => {
  const all: ReportDefinition = {
    ...definition,
    period: { startDate: '2026-01-01', endDate: '2026-03-31' },
    rows: 'all',
    columns: ['rank', 'uuid', 'tier'],
    group: 'tier',
    movement: 'last Monday',
    comparison: 'elapsed',
    history: 'day',
    status: 'frozen',
  };
  for (const one of [definition, all]) expect(readDefinition(definitionText(one))).toEqual(one);
});

describe('a definition that an older version wrote', () => {
  const steps = [
    (older: Record<string, unknown>) => ({ ...older, called: older.title }),
    (older: Record<string, unknown>) => ({ ...definition, name: older.called }),
  ];

  test('passes through every step that it has missed', () => {
    expect(readDefinition('{"version":1,"title":"Old"}', steps)).toEqual({ ...definition, name: 'Old' });
    expect(readDefinition('{"version":2,"called":"Newer"}', steps)).toEqual({ ...definition, name: 'Newer' });
    expect(readDefinition(JSON.stringify({ version: 3, ...definition }), steps)).toEqual(definition);
  });

  test('by a newer add-on than this one cannot be read', () => {
    expect(readDefinition(JSON.stringify({ version: 4, ...definition }), steps)).toBeNull();
  });

  test('and that a step cannot make sense of counts as damaged', () => {
    const fails = () => {
      throw new Error('What is this?');
    };
    expect(readDefinition('{"version":1}', [fails])).toBeNull();
  });
});

test.each([
  ['', 'nothing'],
  ['{', 'half of it'],
  ['[]', 'something else'],
  ['null', 'nothing'],
  ['{"version":"1"}', 'no version'],
  ['{"version":1}', 'nothing but a version'],
])('%s counts as damaged', (text) => {
  expect(readDefinition(text)).toBeNull();
});

test.each<[string, Partial<Record<keyof ReportDefinition, unknown>>]>([
  ['a name that is empty', { name: '  ' }],
  ['a period that does not exist', { period: 'next_year' }],
  ['a day that does not exist', { period: { startDate: '2026-02-30', endDate: '2026-03-31' } }],
  ['no partners', { rows: 0 }],
  ['more than the endpoint gives', { rows: 101 }],
  ['no columns', { columns: [] }],
  ['a column twice', { columns: ['rank', 'rank'] }],
  ['a column that does not exist', { columns: ['profit'] }],
])('with %s it cannot be read', (_, damage) => {
  expect(readDefinition(JSON.stringify({ version: 1, ...definition, ...damage }))).toBeNull();
});

test('whatever stands in its cell gives a definition or none, never an exception', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .dictionary(fc.constantFrom('version', '__proto__', ...Object.keys(definition)), fc.jsonValue())
      .map((one) => JSON.stringify({ version: 1, ...definition, ...one })),
  );
  fc.assert(
    fc.property(text, (stored) => {
      const read = readDefinition(stored);
      if (read !== null) expect(readDefinition(definitionText(read))).toEqual(read);
    }),
  );
});
