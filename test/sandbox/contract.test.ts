import { Contract, pointerTo, valueAt } from '../../workbench/sandbox/contract';
import { LEADERBOARD_PATH, PERIODS } from '../../workbench/sandbox/sandbox';
import { DIRECTORY_PATH } from './client';

const contract = Contract.read();

/** Every place of the file that has both a schema and named examples. */
function placesWithExamples(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'schema' in value && 'examples' in value ? [pointer] : [];
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, child]) => placesWithExamples(child, pointer + pointerTo(key))),
  ];
}

function examplesAt(pointer: string): [string, unknown][] {
  return Object.entries(Object(valueAt(contract.document, `${pointer}/examples`)));
}

const places = placesWithExamples(contract.document);
const cases = places.flatMap((pointer) => examplesAt(pointer).map(([name]) => [name, pointer] as const));
const LEADERBOARD = pointerTo('paths', LEADERBOARD_PATH, 'get', 'responses', '200', 'content', 'application/json');

function usualAnswer() {
  return structuredClone(valueAt(contract.document, `${LEADERBOARD}/examples/usual/value`)) as {
    currency_code: unknown;
    period: unknown;
    partners: Record<string, unknown>[];
    [added: string]: unknown;
  };
}

test('the file has examples of every answer', () => {
  expect(places).toHaveLength(2 + 6 + 1);
  expect(examplesAt(LEADERBOARD).map(([name]) => name)).toEqual([
    'usual',
    'nulls',
    'empty',
    'percentRates',
    'addedFields',
  ]);
});

test.each(cases)('the example %s is as its schema says (%s)', (name, pointer) => {
  const validate = contract.validator(`${pointer}/schema`);
  const example = valueAt(contract.document, `${pointer}/examples${pointerTo(name)}/value`);
  expect(validate(example) || validate.errors).toBe(true);
});

describe('an answer of another shape is a violation', () => {
  const operation = contract.operation('GET', LEADERBOARD_PATH);
  const violation = (body: unknown, status = 200, headers = {}) => operation?.violation({ status, headers, body });

  test('the usual answer is none', () => {
    expect(violation(usualAnswer())).toBeNull();
  });

  test.each<[string, (answer: ReturnType<typeof usualAnswer>) => unknown, string]>([
    ['no currency', ({ currency_code: _, ...rest }) => rest, "200 body: must have required property 'currency_code'"],
    ['a currency in words', (answer) => ({ ...answer, currency_code: 'Euro' }), '200 body/currency_code: must match'],
    ['no period', (answer) => ({ ...answer, period: null }), '200 body/period: must be object'],
    ['rows as an object', (answer) => ({ ...answer, partners: {} }), '200 body/partners: must be array'],
    ['revenue as text', (answer) => changed(answer, 'revenue', '12'), '200 body/partners/0/revenue: must be number'],
    ['revenue of null', (answer) => changed(answer, 'revenue', null), '200 body/partners/0/revenue: must be number'],
    ['half a deal', (answer) => changed(answer, 'won_deals', 1.5), '200 body/partners/0/won_deals: must be integer'],
    ['a rate of 101', (answer) => changed(answer, 'win_rate', 101), '200 body/partners/0/win_rate: must be <= 100'],
    ['no uuid', (answer) => changed(answer, 'uuid', 7), '200 body/partners/0/uuid: must be string'],
  ])('%s', (_, change, expected) => {
    expect(violation(change(usualAnswer()))).toContain(expected);
  });

  test('an error with a code of another status', () => {
    expect(violation({ error: { code: 'forbidden', message: '' } }, 401)).toContain('401 body/error/code');
  });

  test('a 429 that does not say when to come back', () => {
    const body = { error: { code: 'rate_limit_exceeded', message: '' } };
    expect(violation(body, 429)).toContain('429 header Retry-After');
    expect(violation(body, 429, { 'Retry-After': 'soon' })).toContain('429 header Retry-After: soon');
    expect(violation(body, 429, { 'Retry-After': '3' })).toBeNull();
  });

  test('a status that is not described', () => {
    expect(violation({}, 418)).toBe('status 418 is not described');
  });

  function changed(answer: ReturnType<typeof usualAnswer>, field: string, value: unknown): unknown {
    return { ...answer, partners: answer.partners.map((row) => ({ ...row, [field]: value })) };
  }
});

test('both calls describe every documented error', () => {
  for (const path of [LEADERBOARD_PATH, DIRECTORY_PATH]) {
    expect(contract.operation('GET', path)?.statuses).toEqual([200, 401, 403, 404, 422, 429, 500]);
  }
  expect(contract.operation('POST', LEADERBOARD_PATH)).toBeNull();
  expect(contract.operation('GET', '/v1/deals')).toBeNull();
});

test('the sandbox knows the periods that the file lists, and the parameters by their kinds', () => {
  const parameters = pointerTo('paths', LEADERBOARD_PATH, 'get', 'parameters');
  expect(valueAt(contract.document, `${parameters}/0/schema/enum`)).toEqual(PERIODS);
  const kinds = contract.operation('GET', LEADERBOARD_PATH)?.parameters.map(({ name, kind }) => `${name}: ${kind}`);
  expect(kinds).toEqual([
    'period: text',
    'start_date: text',
    'end_date: text',
    'partner_type: text',
    'lead_direction: text',
    'partner_uuids: list',
    'category_uuids: list',
    'tier_uuids: list',
    'stage_uuids: list',
    'limit: integer',
  ]);
});
