import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Workbench } from '../workbench';
import { addresses, pageHost, targetOf } from './addresses';
import type { ActionReply } from './contract';
import { type Desk, Desks } from './desk';
import { Feed } from './feed';

export interface Page {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/sidebar-alone': { name: 'sidebar-host.html', type: 'text/html; charset=utf-8' },
  '/sidebar-host.js': { name: 'sidebar-host.js', type: 'text/javascript; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/script-run.js': { name: 'script-run.js', type: 'text/javascript; charset=utf-8' },
};

/** What happens without anybody telling us (a clock's tick, a request that left) is looked for this often. */
const lookEveryMs = 400;

/** Serves the spreadsheet to a browser on this machine, and to nobody else. */
export async function servePage(workbench: Workbench, port: number): Promise<Page> {
  const feed = new Feed();
  const desks = new Desks(workbench, () => feed.changed());
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { page: origin, sidebar: sidebarOrigin, side: sideOf } = addresses((server.address() as AddressInfo).port);
    const side = sideOf(request.headers.host);
    if (side === null) return refuse(response, 'Not this server.');
    if (request.headers.origin !== undefined && request.headers.origin !== origin) {
      return refuse(response, 'Only the page itself may ask.');
    }
    const { path, parameters } = targetOf(request.url);
    const desk = desks.numbered(parameters.get('file'));
    if (!desk) return send(response, 404, 'text/plain', 'This spreadsheet is not open.');
    const tab = parameters.get('tab') ?? '';
    const onSidebarHost = side === 'sidebar';
    if (onSidebarHost && path === '/') return redirect(response, `${origin}/`);
    if (onSidebarHost && path === '/sidebar') {
      return sidebar(response, desk, Number(parameters.get('number')), origin);
    }
    if (onSidebarHost && path !== '/script-run.js') return refuse(response, 'Only a sidebar is found here.');
    if (request.method === 'POST' && path === '/act')
      return act(request, response, (name, action) => desk.act(tab, name, action), origin);
    if (request.method !== 'GET') return refuse(response, 'Only GET.');
    if (path === '/events') {
      const around = { desk: () => JSON.stringify(desk.view(tab)) };
      return feed.add(response, parameters.has('around') ? around : { book: () => desk.bookText(), ...around });
    }
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!file) return send(response, 404, 'text/plain', 'There is nothing here.');
    const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-src ${sidebarOrigin}; frame-ancestors 'none'`;
    response.setHeader('content-security-policy', policy);
    const { bytes, tag } = await builtFile(file.name);
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304, { etag: tag }).end();
    // The browser keeps the 11 MB of Univer, and asks whether they are still what was built.
    response.setHeader('etag', tag);
    send(response, 200, file.type, bytes, 'no-cache');
  }

  async function act(
    request: IncomingMessage,
    response: ServerResponse,
    work: (name: string, action: unknown) => Promise<unknown>,
    origin: string,
  ): Promise<void> {
    // A browser always says where a POST comes from; another site's page cannot claim to be ours.
    if (request.headers.origin !== origin) return refuse(response, 'Only the page itself may ask.');
    const reply = await doing(await bodyOf(request), work);
    feed.changed();
    send(response, 200, 'application/json', JSON.stringify(reply));
  }

  async function doing(text: string, work: (name: string, action: unknown) => Promise<unknown>): Promise<ActionReply> {
    try {
      const { name, action } = JSON.parse(text) as { name: string; action: unknown };
      return { ok: true, value: (await work(name, action)) ?? null };
    } catch (error) {
      if (error instanceof Error) return { ok: false, name: error.name, message: error.message };
      return { ok: false, name: 'Error', message: String(error) };
    }
  }

  function sidebar(response: ServerResponse, desk: Desk, number: number, origin: string): void {
    const html = desk.sidebarHtml(number);
    response.setHeader('content-security-policy', `frame-ancestors ${origin}`);
    if (html === null) send(response, 404, 'text/plain', 'This sidebar was closed.');
    else send(response, 200, 'text/html; charset=utf-8', withScriptRun(html, desk, origin));
  }

  await listen(server, port);
  const looking = setInterval(() => feed.watched && feed.changed(), lookEveryMs);
  return {
    url: `${addresses((server.address() as AddressInfo).port).page}/`,
    close: async () => {
      desks.close();
      clearInterval(looking);
      feed.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is already in use by another program. Choose another one: npm start -- --port ${port + 1}`;
      const forbidden = `Port ${port} may not be used without special rights. Choose another one: npm start -- --port 8080`;
      if (error.code === 'EADDRINUSE') failed(new Error(taken));
      else failed(error.code === 'EACCES' ? new Error(forbidden) : error);
    });
    server.listen(port, pageHost, listening);
  });
}

/** The add-on's own page with google.script in front of everything else. */
function withScriptRun(html: string, { functions, aheadMs }: Desk, origin: string): string {
  const [start = ''] = /^\s*(?:<!doctype[^>]*>)?\s*(?:<html[^>]*>)?\s*(?:<head[^>]*>)?/i.exec(html) ?? [];
  const data = `data-functions="${functions.join(' ')}" data-page="${origin}" data-ahead-ms="${aheadMs}"`;
  return `${start}<script src="/script-run.js" ${data}></script>${html.slice(start.length)}`;
}

function refuse(response: ServerResponse, reason: string): void {
  send(response, 403, 'text/plain', reason);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

interface BuiltFile {
  readonly bytes: Buffer;
  /** An HTTP entity tag. */
  readonly tag: string;
}

async function builtFile(name: string): Promise<BuiltFile> {
  const bytes = await readFile(join('.cache/page', name));
  return { bytes, tag: `"${createHash('sha1').update(bytes).digest('hex')}"` };
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  caching: 'no-store' | 'no-cache' = 'no-store',
): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': caching,
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
