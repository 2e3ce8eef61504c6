import { spawnSync } from 'node:child_process';

/** Runs a tool of node_modules with its output on ours; throws unless it succeeds. */
export function runTool(name: string, args: readonly string[]): void {
  const { status, error } = spawnSync(`node_modules/.bin/${name}`, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}.`);
}

/** Ends a command with what its work came to: exit code 0, or 1 and the reason on standard error. */
export function finish(work: () => Promise<void> | void): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
}
