import { connect, connection, disconnect } from './connection/connection';
import { requirePerson } from './google/person';
import { Problem } from './problem';
import type { Method, Reply, ResultOf } from './rpc';

/** What the page sends is parsed by each call, whatever the contract says of it. */
const calls: { readonly [M in Method]: (argument: unknown) => ResultOf<M> } = { connection, connect, disconnect };

/** Answers one call of the sidebar. Refuses anybody else, and anything that is not in the contract. */
export function answerSidebar(method: unknown, argument: unknown): Reply<unknown> {
  requirePerson();
  try {
    if (!isMethod(method)) throw new Problem('This sidebar is older than the add-on. Close it and open it again.');
    return { ok: true, value: calls[method](argument) };
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Problem ? error.message : 'Something went wrong in the add-on. Try again.',
    };
  }
}

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.prototype.hasOwnProperty.call(calls, method);
}
