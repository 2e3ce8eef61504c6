import { once } from 'node:events';
import { WallClock } from './clock';
import { demonstrate, type Shown } from './demonstration';
import { servePage } from './page/server';
import type { AccountKind } from './sandbox/sandbox';
import { openWorkbench } from './workbench';

export interface PresentationOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly account: AccountKind;
  readonly seed: number;
  readonly port: number;
}

/** Starts everything, does the main job once and prints what came of it; then serves the page until Ctrl-C. */
export async function present(options: PresentationOptions): Promise<void> {
  const workbench = await openWorkbench({ clock: new WallClock(), seed: options.seed, account: options.account });
  try {
    const { functions, reports } = await demonstrate(workbench);
    const { sandbox, google } = workbench;
    if (options.json) {
      const executions = google.executions.map(({ name, mode, ok, ms, calls }) => ({
        name,
        mode,
        ok,
        ms,
        calls: calls.length,
      }));
      const http = { requests: google.requests.length };
      const { url, keys } = sandbox;
      console.log(
        JSON.stringify({
          seed: options.seed,
          sandbox: { url, key: keys.full },
          functions,
          reports,
          http,
          executions,
        }),
      );
    } else {
      for (const [formula, rows] of Object.entries(functions)) console.log(`${formula}\n\n${printed(rows)}\n`);
      for (const { name, sheet, range, values } of reports)
        console.log(`${name} (${sheet}!${range})\n\n${printed(values)}\n`);
      console.log(
        `${google.executions.length} executions, ${google.requests.length} HTTP requests, seed ${options.seed}`,
      );
    }
    if (!options.once) await serve(workbench, options);
  } finally {
    await workbench.close();
  }
}

async function serve(
  workbench: Awaited<ReturnType<typeof openWorkbench>>,
  { json, port }: PresentationOptions,
): Promise<void> {
  const page = await servePage(workbench, port);
  if (!json)
    console.log(`\nThe spreadsheet: ${page.url}\nThe sandbox API: ${workbench.sandbox.url}\nCtrl-C ends both.`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  await once(stop.signal, 'abort');
  await page.close();
}

/** At most ten partners, in columns; the rest is said. */
function printed(rows: readonly (readonly Shown[])[]): string {
  const shown = rows.slice(0, 11).map((row) => row.map(text));
  const widths = (shown[0] ?? []).map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)));
  const isFigure = (column: number) => rows.slice(1).some((row) => typeof row[column] === 'number');
  const lines = shown.map((row) =>
    row
      .map((cell, column) => (isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
  if (rows.length > shown.length) lines.push(`… and ${rows.length - shown.length} more`);
  return lines.join('\n');
}

function text(value: Shown): string {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 });
  return [...String(value)].slice(0, 30).join('');
}
