import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PartnerRow } from '../../src/journeybee/schema';
import type { Workbench } from '../../workbench/workbench';
import { row } from './rows';

/** A row of the partner list as the API answers it. */
export interface ListedPartner {
  readonly uuid: string;
  readonly name: string;
  readonly partner_type?: string;
  readonly tier?: { readonly uuid: string; readonly label: string } | null;
  readonly category?: { readonly uuid: string; readonly label: string } | null;
  readonly stage?: { readonly uuid: string; readonly label: string } | null;
}

export interface Script {
  /** The rows for a query of the leaderboard, whatever it asks for. */
  leaderboard: (query: URLSearchParams) => ReadonlyArray<Partial<PartnerRow>>;
  directory: readonly ListedPartner[];
  /** How many partners there are said to be; as many as are listed where it is not. */
  total?: number;
  /** Each query of the leaderboard that came. */
  readonly asked: URLSearchParams[];
  /** How many pages of the directory were read. */
  pages: number;
}

const servers: Array<{ close: () => unknown }> = [];

/** A Journeybee of the test's own making behind a workbench, over HTTP. The script may be changed at any time. */
export async function scripted(
  made: Workbench,
  { leaderboard, directory, total }: Pick<Script, 'leaderboard' | 'directory' | 'total'>,
): Promise<Script> {
  const script: Script = { leaderboard, directory, ...(total !== undefined && { total }), asked: [], pages: 0 };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(pathname === '/v1/partners' ? page(searchParams) : answer(searchParams)));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  made.sandbox.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answer(query: URLSearchParams) {
    script.asked.push(query);
    const period = {
      start_date: query.get('start_date') ?? '2025-01-01',
      end_date: query.get('end_date') ?? '2025-12-31',
    };
    return { currency_code: 'EUR', period, partners: script.leaderboard(query).map((figures) => row(figures)) };
  }

  function page(query: URLSearchParams) {
    script.pages += 1;
    const [number, size] = [Number(query.get('page')), Number(query.get('per_page'))];
    const all = script.total ?? script.directory.length;
    const data = script.directory.slice((number - 1) * size, number * size);
    return {
      data: data.map((one) => ({ tier: null, category: null, stage: null, ...one })),
      pagination: { page: number, per_page: size, total: all, total_pages: Math.ceil(all / size) },
    };
  }
  return script;
}

export function closeScripts(): void {
  for (const server of servers.splice(0)) server.close();
}

/** The nth of some partners. */
export const uuidOf = (index: number): string => `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
