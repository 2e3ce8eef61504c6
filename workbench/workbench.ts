import { Runtime } from './apps-script/runtime';
import type { Deployment, SpreadsheetFile } from './apps-script/spreadsheet-file';
import type { Clock } from './clock';
import { type AccountKind, type Sandbox, startSandbox } from './sandbox/sandbox';

export const journeybeeOrigin = 'https://api.journeybee.io';

/** Google and Journeybee on one machine, with one spreadsheet of one person. */
export interface Workbench {
  readonly clock: Clock;
  readonly sandbox: Sandbox;
  readonly google: Runtime;
  readonly file: SpreadsheetFile;
  /** Whether the add-on's requests go to the real Journeybee instead of the sandbox. Somebody must ask for it. */
  readonly destination: { real: boolean };
  readonly close: () => Promise<void>;
}

export interface WorkbenchOptions {
  readonly clock: Clock;
  /** The folder of the script project: the add-on's, unless said otherwise. */
  readonly dist?: string;
  readonly seed?: number;
  /** Who the partners are: with every name that is made to hurt, unless said otherwise. */
  readonly account?: AccountKind;
  readonly owner?: string;
  /** Whom its owner has named as editors. */
  readonly editors?: readonly string[];
  readonly deployment?: Deployment;
  readonly locale?: 'en_US' | 'de_DE';
  readonly timeZone?: string;
}

export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const {
    clock,
    dist = 'dist',
    seed = 1,
    account = 'hostile',
    owner = 'anna@example.com',
    editors = [],
    deployment = 'add-on',
    locale = 'en_US',
    timeZone = 'Etc/UTC',
  } = options;
  const sandbox = await startSandbox({ seed, account, clock });
  const destination = { real: false };
  const route = (origin: string) => {
    if (origin !== journeybeeOrigin) return null;
    return destination.real ? journeybeeOrigin : sandbox.url;
  };
  const google = await Runtime.start({ dist, clock, route }).catch(async (error: unknown) => {
    // A server that nobody closes keeps the process alive.
    await sandbox.close();
    throw error;
  });
  const file = google.createSpreadsheet({ name: 'Partner review', owner, editors, deployment, locale, timeZone });
  return {
    clock,
    sandbox,
    google,
    file,
    destination,
    close: async () => {
      await google.close();
      await sandbox.close();
    },
  };
}
