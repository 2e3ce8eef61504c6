import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LEADERBOARD_PATH } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';

/** A leaderboard as Journeybee answers it. */
export interface SentLeaderboard {
  readonly currency_code: string | null;
  readonly period: { readonly start_date: string | null; readonly end_date: string | null };
  readonly partners: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/**
 * From now on leaderboards are what `change` makes of the sandbox's answers, over HTTP as before: what the contract refuses,
 * and what no seed has. `asked`: the parameters of the request.
 */
export async function answering(
  { sandbox }: Workbench,
  change: (answer: SentLeaderboard, asked: URLSearchParams) => unknown,
): Promise<void> {
  const origin = sandbox.url;
  const server = createServer(async (incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', origin);
    const { authorization = '' } = incoming.headers;
    const answer = await fetch(`${origin}${incoming.url}`, { headers: { Authorization: authorization } });
    const body = await answer.text();
    const isLeaderboard = answer.status === 200 && pathname === LEADERBOARD_PATH;
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(isLeaderboard ? JSON.stringify(change(JSON.parse(body), searchParams)) : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = sandbox.close.bind(sandbox);
  sandbox.close = async () => {
    server.close();
    server.closeAllConnections();
    await close();
  };
  sandbox.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A row as Journeybee answers it, of a partner without activity but for what is given. */
export const sentRow = (name: string, revenue: number, more: Readonly<Record<string, unknown>> = {}) => ({
  uuid: `a0000000-0000-4000-8000-${Buffer.from(name.slice(0, 6)).toString('hex').padStart(12, '0')}`,
  name,
  logo_uuid: null,
  revenue,
  open_pipeline: 0,
  won_deals: 1,
  total_deals: 1,
  avg_deal_value: revenue,
  total_leads: 0,
  converted_leads: 0,
  conversion_rate: null,
  win_rate: null,
  ...more,
});
