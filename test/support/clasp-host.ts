import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Clasp, endedWith } from '../../build/clasp';

/** clasp, loaded once in a process of its own; it runs one command at a time. */
export class ClaspHost {
  private constructor(private readonly child: ChildProcess) {}

  /** `cwd`: the folder that clasp works in. */
  static async start(cwd: string, env: NodeJS.ProcessEnv): Promise<ClaspHost> {
    const child = fork(resolve('test/support/clasp-process.mjs'), [resolve('node_modules/@google/clasp')], {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new ClaspHost(child);
  }

  readonly clasp: Clasp = async (...args) => {
    const answered = once(this.child, 'message');
    this.child.send(args);
    const [{ status, stdout, stderr }] = await answered;
    return endedWith(status, stdout, stderr);
  };

  async close(): Promise<void> {
    const closed = once(this.child, 'exit');
    this.child.disconnect();
    await closed;
  }
}
