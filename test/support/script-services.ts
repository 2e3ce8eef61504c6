import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { throwawayCertificate } from './certificate';

interface RemoteFile {
  readonly name: string;
  readonly type: string;
  readonly source: string;
}

interface RemoteScript {
  readonly title: string;
  readonly parentId: string | null;
  files: readonly RemoteFile[];
  readonly versions: string[];
}

/** What is answered in the place of Google's own answer; null: Google's. */
type Meddler = (method: string, path: string) => { readonly status: number; readonly body: string } | null;

/**
 * Google's script services as clasp calls them, on loopback: a proxy that answers for every host of googleapis.com itself and
 * for no other. clasp is told of it by HTTPS_PROXY and NODE_EXTRA_CA_CERTS.
 */
export class ScriptServices {
  readonly scripts = new Map<string, RemoteScript>();
  readonly spreadsheets: string[] = [];
  /** "METHOD host/path" of each request, in their order. */
  readonly requests: string[] = [];
  /** Hosts that somebody wanted to reach and must not. */
  readonly refused: string[] = [];
  isLoginValid = true;
  isApiOn = true;
  meddle: Meddler = () => null;
  private count = 0;

  private constructor(
    private readonly proxy: Server,
    private readonly tls: Server,
    /** What clasp has to trust, as PEM. */
    readonly cert: string,
  ) {}

  static async start(): Promise<ScriptServices> {
    const { key, cert } = throwawayCertificate(['*.googleapis.com']);
    const proxy = createServer((_, response) => response.writeHead(405).end());
    const tls = createTlsServer({ key, cert });
    const services = new ScriptServices(proxy, tls, cert);
    tls.on('request', (request, response) => void services.answer(request, response));
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      socket.on('error', () => {});
      if (!/^[\w.]+\.googleapis\.com:443$/.test(request.url ?? '')) {
        services.refused.push(request.url ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tls.emit('connection', socket);
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    return services;
  }

  /** As when it was started. */
  forget(): void {
    this.scripts.clear();
    for (const list of [this.spreadsheets, this.requests, this.refused]) list.length = 0;
    this.isLoginValid = true;
    this.isApiOn = true;
    this.meddle = () => null;
  }

  get proxyUrl(): string {
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.proxy.closeAllConnections();
    this.tls.closeAllConnections();
    await new Promise((closed) => this.proxy.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = '', headers, url = '' } = request;
    const path = `${headers.host}${url.replace(/\?.*/, '')}`;
    this.requests.push(`${method} ${path}`);
    const meddled = this.meddle(method, path);
    const { status, body } = meddled ?? this.answerTo(method, path, Buffer.concat(parts).toString());
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  }

  private answerTo(method: string, path: string, text: string): { status: number; body: string } {
    const ok = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
    if (!this.isLoginValid) {
      return path === 'oauth2.googleapis.com/token'
        ? {
            status: 400,
            body: JSON.stringify({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
          }
        : failure(401, 'Request had invalid authentication credentials.', 'UNAUTHENTICATED');
    }
    if (path === 'oauth2.googleapis.com/token')
      return ok({ access_token: 'made-up', expires_in: 3600, token_type: 'Bearer' });
    if (path === 'www.googleapis.com/oauth2/v2/userinfo') return ok({ id: '1', email: 'anna@example.com' });
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (method === 'POST' && path === 'www.googleapis.com/drive/v3/files') {
      this.spreadsheets.push(this.newId('sheet'));
      return ok({ id: this.spreadsheets.at(-1), name: body.name, mimeType: body.mimeType });
    }
    const [, id, what = ''] = /^script\.googleapis\.com\/v1\/projects(?:\/([\w-]+)(\/\w+)?)?$/.exec(path) ?? [];
    if (!path.startsWith('script.googleapis.com/v1/projects')) return failure(404, `Not found: ${path}`, 'NOT_FOUND');
    if (!this.isApiOn) {
      return failure(
        403,
        'User has not enabled the Apps Script API. Enable it by visiting https://script.google.com/home/usersettings then retry.',
        'PERMISSION_DENIED',
      );
    }
    if (id === undefined) {
      const scriptId = this.newId('script');
      const manifest =
        '{"timeZone":"America/New_York","dependencies":{},"exceptionLogging":"STACKDRIVER","runtimeVersion":"V8"}';
      this.scripts.set(scriptId, {
        title: String(body.title),
        parentId: typeof body.parentId === 'string' ? body.parentId : null,
        files: [{ name: 'appsscript', type: 'JSON', source: manifest }],
        versions: [],
      });
      return ok({ scriptId, title: body.title });
    }
    const script = this.scripts.get(id);
    if (!script) return failure(404, 'Requested entity was not found.', 'NOT_FOUND');
    if (what === '/content' && method === 'PUT') script.files = body.files as RemoteFile[];
    if (what === '/content') return ok({ scriptId: id, files: script.files });
    if (what === '/versions' && method === 'POST') {
      script.versions.push(String(body.description));
      return ok({ scriptId: id, versionNumber: script.versions.length, description: body.description });
    }
    return failure(404, `Not found: ${method} ${path}`, 'NOT_FOUND');
  }

  private newId(kind: string): string {
    this.count += 1;
    return `1-${kind}-${'abcdefghij'.repeat(3)}-${this.count}`;
  }
}

function failure(code: number, message: string, status: string): { status: number; body: string } {
  return {
    status: code,
    body: JSON.stringify({ error: { code, message, status, errors: [{ message, reason: status }] } }),
  };
}
