import { spawnSync } from 'node:child_process';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Runs a tool of node_modules with its output on ours; throws unless it succeeds. */
export function runTool(name: string, args: readonly string[]): void {
  const { status, error } = spawnSync(`node_modules/.bin/${name}`, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}.`);
}

/** What a command was given. @throws Error that says what is wrong with it, and which options there are */
export function argumentsOf<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const options = Object.entries(config.options ?? {}).map(
      ([name, { type }]) => `--${name}${type === 'string' ? ' …' : ''}`,
    );
    const [problem] = (error instanceof Error ? error.message : String(error)).split(/\.(?:\s|$)/);
    throw new Error(`${problem}. There are these options: ${options.join(', ')}.`);
  }
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
