import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthMode } from '../../workbench/apps-script/permissions';
import { type Outcome, Runtime } from '../../workbench/apps-script/runtime';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { type Clock, SimulatedClock } from '../../workbench/clock';
import { anna } from '../support/bench';

export const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
export const manifest = {
  timeZone: 'Etc/UTC',
  runtimeVersion: 'V8',
  oauthScopes: ['spreadsheets.currentonly', 'script.container.ui', 'script.external_request', 'script.scriptapp']
    .concat('script.send_mail', 'userinfo.email')
    .map(scope),
  urlFetchWhitelist: ['https://api.example.com/v1/'],
};

const folders: string[] = [];
const runtimes: Runtime[] = [];
const servers: Server[] = [];

export async function closeScripts(): Promise<void> {
  for (const runtime of runtimes.splice(0)) await runtime.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

export interface Script {
  readonly google: Runtime;
  readonly file: SpreadsheetFile;
  readonly clock: Clock;
  /** Runs a function as Anna, or somebody else, in the mode FULL, or another. */
  readonly run: (name: string, mode?: AuthMode, user?: string, args?: readonly unknown[]) => Promise<Outcome>;
}

export interface Surroundings {
  readonly clock?: Clock;
  readonly server?: string;
  readonly manifest?: object;
  /** Further files of the project. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A project with this code, pushed from a folder of its own, and Anna's spreadsheet. */
export async function script(code: string, surroundings: Surroundings = {}): Promise<Script> {
  const { clock = new SimulatedClock(), server = null, files = {} } = surroundings;
  const dist = await mkdtemp(join(tmpdir(), 'project-'));
  folders.push(dist);
  const pushed = { 'Code.js': code, 'appsscript.json': JSON.stringify({ ...manifest, ...surroundings.manifest }) };
  for (const [name, text] of Object.entries({ ...pushed, ...files })) await writeFile(join(dist, name), text);
  const route = (origin: string) => (origin === 'https://api.example.com' ? server : null);
  const google = await Runtime.start({ dist, clock, route });
  runtimes.push(google);
  const file = google.createSpreadsheet({ name: 'Book', owner: anna });
  return {
    google,
    file,
    clock,
    run: (name, mode = 'FULL', user = anna, args = []) =>
      mode === 'CUSTOM_FUNCTION'
        ? google.run(name, args, { mode, user, file, screen: null })
        : file.run(user, name, args, mode),
  };
}

/** What one function body returns; what it throws is thrown here. */
export async function returned(body: string, mode: AuthMode = 'FULL', surroundings?: Surroundings): Promise<unknown> {
  const outcome = await (await script(`function probe() { ${body} }`, surroundings)).run('probe', mode);
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.name}: ${outcome.message}`);
}

export const value = (expression: string, mode?: AuthMode, surroundings?: Surroundings) =>
  returned(`return ${expression};`, mode, surroundings);

/** A server on this machine, for requests to https://api.example.com. */
export async function server(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const made = createServer(answer);
  servers.push(made);
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}
