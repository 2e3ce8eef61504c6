import { SimulatedClock } from '../../workbench/clock';
import type { LeaderboardAnswer } from '../../workbench/sandbox/leaderboard';
import {
  DIRECTORY_PATH,
  LEADERBOARD_PATH,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../workbench/sandbox/sandbox';

/** A Friday in the middle of a month, a quarter and a year. */
export const NOW = Date.UTC(2026, 4, 15, 9, 0, 0);
export { DIRECTORY_PATH, LEADERBOARD_PATH };

const open: Sandbox[] = [];

/** A sandbox whose time stands still at NOW, unless told otherwise; closed after the test. */
export async function sandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const started = await startSandbox({ clock: new SimulatedClock(NOW), ...options });
  open.push(started);
  return started;
}

export async function closeSandboxes(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

export interface Asking {
  path?: string;
  key?: string;
  authorization?: string | null;
  method?: string;
  signal?: AbortSignal;
}

/** Sends one request with the key that works, and follows no redirect. */
export async function ask(to: Sandbox, query = '', asking: Asking = {}): Promise<Reply> {
  const {
    path = LEADERBOARD_PATH,
    key = to.keys.full,
    authorization = `Bearer ${key}`,
    method = 'GET',
    signal,
  } = asking;
  const response = await fetch(`${to.url}${path}${query && `?${query}`}`, {
    method,
    redirect: 'manual',
    headers: authorization === null ? {} : { Authorization: authorization },
    ...(signal && { signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export async function askLeaderboard(to: Sandbox, query = ''): Promise<LeaderboardAnswer> {
  const { status, text } = await ask(to, query);
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return JSON.parse(text);
}

/** `code: message` of an error answer. */
export function problem({ status, text }: Reply): string {
  const { error } = JSON.parse(text);
  return `${status} ${error.code}: ${error.message}`;
}
