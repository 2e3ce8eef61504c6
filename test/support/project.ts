import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthMode } from '../../workbench/apps-script/permissions';
import { Runtime } from '../../workbench/apps-script/runtime';
import type { SpreadsheetFile, SpreadsheetOptions } from '../../workbench/apps-script/spreadsheet-file';
import { type Clock, SimulatedClock } from '../../workbench/clock';
import { journeybeeOrigin } from '../../workbench/workbench';
import { anna } from './bench';

/** A small Apps Script project, so that it is the runtime that is tested, and a spreadsheet of Anna's that it runs in. */
export interface TestProject {
  readonly google: Runtime;
  readonly file: SpreadsheetFile;
  /** What a function returns that a person calls; what it throws is thrown here. */
  readonly call: (name: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** The same as somebody else, or in another mode. */
  readonly callAs: (user: string, mode: AuthMode, name: string, ...args: readonly unknown[]) => Promise<unknown>;
}

const scopes = [
  'spreadsheets.currentonly',
  'script.container.ui',
  'script.external_request',
  'script.scriptapp',
  'userinfo.email',
];
const manifest = {
  timeZone: 'Etc/UTC',
  runtimeVersion: 'V8',
  oauthScopes: scopes.map((name) => `https://www.googleapis.com/auth/${name}`),
  urlFetchWhitelist: [`${journeybeeOrigin}/`],
};

const folders: string[] = [];
const runtimes: Runtime[] = [];

/** Without a clock and a Journeybee it has a time of its own and nothing beyond. */
export async function project(
  code: string,
  options: Partial<SpreadsheetOptions> = {},
  clock: Clock = new SimulatedClock(),
  journeybee: string | null = null,
): Promise<TestProject> {
  const dist = await mkdtemp(join(tmpdir(), 'project-'));
  folders.push(dist);
  await writeFile(join(dist, 'Code.js'), code);
  await writeFile(join(dist, 'appsscript.json'), JSON.stringify(manifest));
  const route = (origin: string) => (origin === journeybeeOrigin ? journeybee : null);
  const google = await Runtime.start({ dist, clock, route });
  runtimes.push(google);
  const file = google.createSpreadsheet({ name: 'Book', owner: anna, ...options });
  const callAs = async (user: string, mode: AuthMode, name: string, ...args: readonly unknown[]) => {
    const outcome = await file.run(user, name, args, mode);
    if (outcome.ok) return outcome.value;
    throw new Error(`${outcome.name}: ${outcome.message}`);
  };
  return { google, file, callAs, call: (name, ...args) => callAs(anna, 'FULL', name, ...args) };
}

export async function closeProjects(): Promise<void> {
  for (const runtime of runtimes.splice(0)) await runtime.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}
