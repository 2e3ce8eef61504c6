import type { Operation, ParameterRule } from './contract';
import { Problem } from './problem';
import type { SandboxSettings } from './settings';

/** Values by name, each of the type and form that the contract gives it. */
export type Parameters = Readonly<Record<string, unknown>>;

/**
 * The query string as typed values, or a 422. Names that the contract does not list are ignored, as most services do; that
 * is also what becomes of `tier_uuids[]` where brackets are not understood.
 *
 * How several values of a filter are read depends on `settings.arrays`, and a way that is not understood fails as it would
 * at a real service, which is not always with an error:
 *
 * | understood | repeated keys      | commas            | brackets          |
 * |------------|--------------------|-------------------|-------------------|
 * | repeated   | all values         | 422 (not a uuid)  | ignored: no filter|
 * | comma      | only the first     | all values        | ignored: no filter|
 * | brackets   | only the last      | 422 (not a uuid)  | all values        |
 * | single     | 422 (one at most)  | 422 (not a uuid)  | ignored: no filter|
 *
 * One bare value always works. A uuid that nothing carries matches nothing. `settings.ignores` makes a listed name unknown.
 */
export function readParameters(
  operation: Operation,
  query: URLSearchParams,
  { arrays, ignores }: Pick<SandboxSettings, 'arrays' | 'ignores'>,
): Parameters {
  const ignored: readonly string[] = ignores;
  const parameters: Record<string, unknown> = {};
  for (const rule of operation.parameters) {
    if (ignored.includes(rule.name)) continue;
    const value = readOne(rule, query, arrays);
    if (value === undefined) continue;
    const complaint = rule.complaint(value);
    if (complaint) throw new Problem('validation_error', complaint);
    parameters[rule.name] = value;
  }
  return parameters;
}

function readOne({ name, kind }: ParameterRule, query: URLSearchParams, arrays: SandboxSettings['arrays']): unknown {
  if (kind === 'list') return listOf(name, query, arrays);
  const values = query.getAll(name);
  if (values.length > 1) throw new Problem('validation_error', `querystring/${name}: must be given once`);
  const [text] = values;
  return kind === 'integer' && text !== undefined && /^-?\d+$/.test(text) ? Number(text) : text;
}

function listOf(name: string, query: URLSearchParams, arrays: SandboxSettings['arrays']): string[] | undefined {
  const bare = query.getAll(name);
  switch (arrays) {
    case 'repeated':
      return someOf(bare);
    case 'comma':
      return someOf(bare.slice(0, 1).flatMap((list) => list.split(',')));
    case 'brackets':
      return someOf([...bare.slice(-1), ...query.getAll(`${name}[]`)]);
    case 'single':
      if (bare.length > 1) throw new Problem('validation_error', `querystring/${name}: must be a single uuid`);
      return someOf(bare);
  }
}

function someOf(values: string[]): string[] | undefined {
  return values.length > 0 ? values : undefined;
}
