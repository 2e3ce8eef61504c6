import { defaultLimit } from '../../src/domain/vocabulary';
import {
  definitionOf,
  draftName,
  draftOf,
  draftProblems,
  formulaOf,
  newDraft,
  withHistory,
  withTrend,
} from '../../src/sidebar/draft';

/** In a file whose fiscal year starts in April. */
const calendar = { today: '2026-11-29', fiscalStart: 4 };
const draft = newDraft(calendar);
const chosen = (startDate: string, endDate: string) => draftProblems({ ...draft, period: 'days', startDate, endDate });

test.each([
  ['2026-01-01', '9999-12-31', { endDate: 'The last day has to be in the years 2000 to 2100.' }],
  ['0026-01-01', '2026-12-31', { startDate: 'The first day has to be in the years 2000 to 2100.' }],
  ['', '2026-12-31', { startDate: 'The first day is missing.' }],
  ['2026-12-31', '2026-01-01', { endDate: 'The last day is before the first.' }],
  ['2000-01-01', '2100-12-31', {}],
])('days from %p to %p in the form (F25)', (start, end, problems) => {
  expect(chosen(start, end)).toEqual(problems);
});

test('what is wrong with chosen days is no matter while a period is chosen by its name', () => {
  expect(draftProblems({ ...draft, period: 'last_week', startDate: '', endDate: '9999-12-31' })).toEqual({});
});

test('a report or formula of a fiscal quarter asks for it by its name', () => {
  const wanted = { ...draft, period: 'last_fiscal_quarter' } as const;
  expect([draftName(wanted), definitionOf(wanted).period, formulaOf(wanted, null).period]).toEqual([
    `Top ${defaultLimit} partners, last fiscal quarter`,
    'last_fiscal_quarter',
    'last_fiscal_quarter',
  ]);
  const { startDate, endDate } = draftOf(definitionOf(wanted), null, calendar);
  expect([startDate, endDate]).toEqual(['2026-07-01', '2026-09-30']);
});

test('a trend turns the history on that it is drawn from, and goes with it', () => {
  expect([draft.trend, draft.history]).toEqual([null, null]);
  expect(withTrend(draft, 'week')).toEqual({ trend: 'week', history: 'day' });
  const drawn = { ...draft, trend: 'day', history: 'refresh' } as const;
  expect([withTrend(drawn, 'week'), withTrend(drawn, null)]).toEqual([
    { trend: 'week', history: 'refresh' },
    { trend: null },
  ]);
  expect([withHistory(drawn, null), withHistory(drawn, 'day')]).toEqual([
    { history: null, trend: null },
    { history: 'day' },
  ]);
});
