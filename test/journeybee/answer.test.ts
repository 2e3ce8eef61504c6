import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readLeaderboard } from '../../src/journeybee/answer';
import { readCachedLeaderboard, writeLeaderboard } from '../../src/journeybee/cache-entry';
import { JourneybeeError } from '../../src/journeybee/failure';
import { row } from '../support/rows';

const at = Date.UTC(2026, 4, 15, 9);
const answered = (status: number, body: unknown, retryAfter: string | null = null) =>
  readLeaderboard(
    { kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter },
    at,
  );
const answer = (partners: unknown[]) => ({
  currency_code: 'EUR',
  period: { start_date: '2026-01-01', end_date: '2026-12-31' },
  partners,
});
const problem = (code: string, message = '') => ({ error: { code, message } });

interface Documented {
  paths: Record<string, { get: { responses: Record<string, { $ref?: string; content?: Content }> } }>;
  components: { responses: Record<string, { content: Content }> };
}
type Content = Record<string, { examples: Record<string, { value: unknown }> }>;

/** The examples of openapi/journeybee.yaml for the leaderboard, by status. */
function examples(): Array<[status: number, name: string, value: unknown]> {
  const api = parse(readFileSync('openapi/journeybee.yaml', 'utf8')) as Documented;
  const responses = api.paths['/v1/analytics/partners']?.get.responses ?? {};
  return Object.entries(responses).flatMap(([status, response]) => {
    const named = response.$ref ? api.components.responses[response.$ref.split('/').pop() ?? ''] : response;
    const found = Object.entries(named?.content?.['application/json']?.examples ?? {});
    return found.map(([name, { value }]): [number, string, unknown] => [Number(status), name, value]);
  });
}

test.each(examples())('the documented example %i %s is understood', (status, _name, value) => {
  const outcome = answered(status, value);
  if (status === 200) expect(outcome).toHaveProperty('value');
  else expect(outcome).not.toHaveProperty('failure.code', 'malformed');
});

test('there are documented examples for the answer and for every error (J-6)', () => {
  expect(new Set(examples().map(([status]) => status))).toEqual(new Set([200, 401, 403, 404, 422, 429, 500]));
});

test('fields may be added, and figures may be null or missing (J-21)', () => {
  const { won_deals, ...rest } = row({ revenue: null });
  const outcome = answered(200, { ...answer([{ ...rest, partner_type: 'reseller' }]), generated_by: 'v9' });
  expect(outcome).toMatchObject({ value: { partners: [{ revenue: null, wonDeals: null }] } });
});

describe('as services really send it', () => {
  const figuresOf = (body: unknown) => {
    const outcome = answered(200, body);
    if (!('value' in outcome)) throw new Error(`It came to ${JSON.stringify(outcome)}.`);
    const { partners, missing, full } = outcome.value;
    return { figures: partners.map(({ revenue }) => revenue), names: partners.map(({ name }) => name), missing, full };
  };

  test.each([
    ['"566561.35"', 566561.35],
    ['" 12 "', 12],
    ['"-0.5"', -0.5],
    ['"+7."', 7],
    ['".5"', 0.5],
    ['"1e3"', 1000],
    ['""', null],
    ['" "', null],
    ['null', null],
  ])('revenue %s is %p', (json, revenue) => {
    const body = JSON.stringify(answer([{ ...row(), revenue: 'here' }])).replace('"here"', json);
    expect(figuresOf(body).figures).toEqual([revenue]);
  });

  test.each(['1e400', '-1e400', '"1e400"', '"Infinity"', '"NaN"', '"1,5"', '"1 000"', '"0x10"', 'true', '{}', '[1]'])(
    'a row with revenue %s is left out and counted',
    (json) => {
      const body = JSON.stringify(answer([row({ revenue: 5 }), { ...row(), revenue: 'here' }])).replace('"here"', json);
      expect(figuresOf(body)).toEqual({ figures: [5], names: ['Aurora'], missing: 1, full: false });
    },
  );

  test('rows that are none are counted, and an answer of a hundred stays one', () => {
    const rows = [...Array.from({ length: 97 }, () => row()), null, 'row', { ...row(), uuid: undefined }];
    expect(figuresOf(answer(rows))).toMatchObject({ missing: 3, full: true });
  });

  test.each([[null], [''], ['  '], [undefined], [{}]])('a row named %j is shown as unnamed', (name) => {
    expect(figuresOf(answer([{ ...row(), name }])).names).toEqual(['Unnamed partner']);
  });

  test('a name that is a number is that text', () => {
    expect(figuresOf(answer([{ ...row(), name: 1984 }])).names).toEqual(['1984']);
  });

  test('a byte order mark before it is skipped, also before an error', () => {
    expect(figuresOf(`\ufeff${JSON.stringify(answer([row({ revenue: 5 })]))}`).figures).toEqual([5]);
    expect(answered(403, `\ufeff${JSON.stringify(problem('module_disabled'))}`)).toEqual({
      failure: { code: 'module_disabled' },
    });
  });

  test.each([
    [problem('unauthorized'), { code: 'unauthorized' }],
    [problem('UNAUTHORIZED'), { code: 'unauthorized' }],
    [{ error: { code: 401 } }, { code: 'unauthorized' }],
    [{ ...answer([row()]), ...problem('forbidden') }, { code: 'forbidden' }],
    [problem('module_disabled'), { code: 'module_disabled' }],
    [problem('validation_error', 'querystring/period: Invalid'), { code: 'rejected', field: 'period' }],
    [problem('not_found'), { code: 'rejected', field: null }],
    [problem('rate_limit_exceeded'), { code: 'rate_limited', retryAt: at + 60_000 }],
    [problem('internal_error'), { code: 'unavailable', status: 500, retryAt: null }],
    [problem('something else'), { code: 'unavailable', status: 500, retryAt: null }],
    [{ error: {} }, { code: 'unavailable', status: 500, retryAt: null }],
    [{ error: 'unauthorized' }, { code: 'unauthorized' }],
  ])('status 200 with %j is that error', (body, failure) => {
    expect(answered(200, body)).toEqual({ failure });
  });

  test('an answer whose error is null is an answer', () => {
    expect(figuresOf({ ...answer([row({ revenue: 5 })]), error: null }).figures).toEqual([5]);
  });
});

test.each([
  ['jpy', 'JPY', 566_561.4, 566_561],
  [' EUR ', 'EUR', 0.1 + 0.2, 0.3],
  ['kwd', 'KWD', 0.0005, 0.001],
  ['', null, 1.005, 1.01],
  [null, null, -0.001, 0],
])('amounts in %p are %p, rounded to its smallest unit as they arrive (F16, F23)', (sent, currency, given, revenue) => {
  const figures = { revenue: given, open_pipeline: given, avg_deal_value: given };
  expect(answered(200, { ...answer([row(figures)]), currency_code: sent })).toMatchObject({
    value: { currency, partners: [{ revenue, openPipeline: revenue, avgDealValue: revenue }] },
  });
});

test.each([
  ['2026-01-01T00:00:00.000Z', '2026-03-31T23:59:59.999Z', '2026-01-01', '2026-03-31'],
  ['2026/1/1', '2026/03/31', '2026-01-01', '2026-03-31'],
  ['2026-01-01', 'the end of March', null, null],
  ['2026-03-31', '2026-01-01', null, null],
  ['2026-02-30', '2026-03-31', null, null],
  [20260101, 20260331, null, null],
  [null, undefined, null, null],
])('an answer for %p to %p is for the days %p to %p (J-20)', (start, end, startDate, endDate) => {
  const body = { ...answer([row()]), period: { start_date: start, end_date: end } };
  expect(answered(200, body)).toMatchObject({ value: { startDate, endDate } });
});

test.each([
  ['rows of which none can be read', answer([{ ...row(), revenue: 'lots' }, null]), 'partners.0.revenue'],
  ['partners as an object', { ...answer([]), partners: {} }, 'partners'],
  ['a partner without uuid', answer([{ ...row(), uuid: undefined }]), 'partners.0.uuid'],
])('%s is refused, and the field is named', (_, body, field) => {
  expect(answered(200, body)).toEqual({ failure: { code: 'malformed', field } });
});

test.each([
  [401, problem('unauthorized'), { code: 'unauthorized' }],
  [403, problem('forbidden'), { code: 'forbidden' }],
  [403, problem('module_disabled'), { code: 'module_disabled' }],
  [422, problem('validation_error', 'querystring/limit: Too big'), { code: 'rejected', field: 'limit' }],
  [422, problem('validation_error', 'see https://example.org?key=abc'), { code: 'rejected', field: null }],
  [422, { error: { code: {}, message: { toString: 0 } } }, { code: 'rejected', field: null }],
  [403, { error: { code: { toString: 0 } } }, { code: 'forbidden' }],
  [
    422,
    problem('validation_error', 'querystring/tier_uuids/0: Invalid uuid'),
    { code: 'rejected', field: 'tier_uuids' },
  ],
  [422, problem('validation_error', 'query.end_date: Required'), { code: 'rejected', field: 'end_date' }],
  [422, problem('validation_error', 'querystring/: Unrecognized key'), { code: 'rejected', field: null }],
  [422, problem('validation_error', 'querystring/Error: Invalid'), { code: 'rejected', field: null }],
  [422, problem('validation_error', 'body/name: Required'), { code: 'rejected', field: null }],
  [404, 'nothing here', { code: 'rejected', field: null }],
  [402, problem('payment_required'), { code: 'unpaid' }],
  [408, '', { code: 'unavailable', status: 408, retryAt: null }],
  [425, '', { code: 'unavailable', status: 425, retryAt: null }],
  [500, '<html>', { code: 'unavailable', status: 500, retryAt: null }],
  [503, '', { code: 'unavailable', status: 503, retryAt: null }],
  [302, '', { code: 'redirected' }],
  [200, '<html>', { code: 'malformed', field: null }],
  [200, '', { code: 'malformed', field: null }],
  [204, '', { code: 'malformed', field: null }],
])('status %i with body %j', (status, body, failure) => {
  expect(answered(status, body)).toEqual({ failure });
});

test.each([
  ['120', 120],
  [new Date(at + 90_000).toUTCString(), 90],
  ['soon', 60],
  [null, 60],
  ['0', 1],
  ['1.5', 1.5],
  ['60, 60', 60],
  ['90 seconds', 90],
  ['-5', 60],
  ['', 60],
  ['1e9', 60],
  ['999999', 3600],
  ['99999999999', 3600],
  ['9'.repeat(400), 3600],
  [new Date(at + 90_000).toISOString(), 90],
  [new Date(at - 90_000).toUTCString(), 1],
  ['Sun, 15 May 2099 09:00:00 GMT', 3600],
  ['Friday, 15-May-26 09:01:30 GMT', 90],
  ['Fri May 15 09:01:30 2026', 90],
  ['Fri, 99 Foo 2026 99:99:99 GMT', 60],
])('too many requests, Retry-After %s: a pause of %i seconds', (retryAfter, seconds) => {
  expect(answered(429, problem('rate_limit_exceeded'), retryAfter)).toEqual({
    failure: { code: 'rate_limited', retryAt: at + seconds * 1000 },
  });
});

test.each([
  [503, '120', 'try again in about 2 minutes.'],
  [503, '45', 'try again in about 45 seconds.'],
  [503, null, 'try again in a minute.'],
  [408, '60', 'try again in about 1 minute.'],
  [429, '120', 'answers again in about 2 minutes.'],
  [429, '99999999999', 'answers again in about 60 minutes.'],
])('status %i with Retry-After %s is told as it was said: %s', (status, retryAfter, words) => {
  const outcome = answered(status, '', retryAfter);
  if (!('failure' in outcome)) throw new Error('It was taken for an answer.');
  expect(new JourneybeeError(outcome.failure, at).message).toContain(words);
});

test('whatever a server sends gives a leaderboard or a failure with a sentence, never an exception', () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify({ ...answer([]), partners: [value] })),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      body,
      fc.option(fc.string(), { nil: null }),
      (status, text, retryAfter) => {
        const outcome = answered(status, text, retryAfter);
        if ('failure' in outcome) expect(new JourneybeeError(outcome.failure, at).message).toMatch(/^\p{Lu}.+\.$/su);
        else expect(status).toBe(200);
      },
    ),
  );
});

test('what the cache keeps is read back as it was, and fits it with a hundred of the longest names', () => {
  const longest = '\u{1F41D}'.repeat(120);
  const rows = Array.from({ length: 100 }, (_, index) =>
    row({
      uuid: `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name: longest,
      revenue: index / 3,
      win_rate: 0.123456789012,
    }),
  );
  const outcome = answered(200, answer(rows));
  if (!('value' in outcome)) throw new Error('The answer was not understood.');
  const kept = { ...outcome.value, daysUntil: at, aheadMs: 7_200_000 };
  const [entry = '', ...others] = writeLeaderboard(kept, 100);
  expect(others).toEqual([]);
  expect(Buffer.byteLength(entry)).toBeLessThan(100 * 1024);
  expect(readCachedLeaderboard([entry])).toEqual(kept);
});

test('an answer of more rows goes into several entries, and a part of another write is no part of it', () => {
  const rows = Array.from({ length: 7 }, (_, index) =>
    row({ uuid: `a${index}`, name: `Partner ${index}`, revenue: 7 - index }),
  );
  const outcome = answered(200, answer(rows));
  if (!('value' in outcome)) throw new Error('The answer was not understood.');
  const kept = { ...outcome.value, daysUntil: null, aheadMs: null };
  const entries: Array<string | undefined> = writeLeaderboard(kept, 3);
  expect(entries).toHaveLength(3);
  expect(readCachedLeaderboard([...entries, undefined])).toEqual(kept);
  expect(readCachedLeaderboard([entries[0], undefined, entries[2]])).toBeNull();
  const [, second] = writeLeaderboard({ ...kept, fetchedAt: 1 }, 3);
  expect(readCachedLeaderboard([entries[0], second, entries[2]])).toBeNull();
});

test.each(['', '{', '[]', '{"rows":[[1]]}', 'null'])('a damaged cache entry (%s) counts as none', (entry) => {
  expect(readCachedLeaderboard([entry])).toBeNull();
});
