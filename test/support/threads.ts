import { takenThreads } from '../../workbench/apps-script/threads';

/** Servers that listen: a sandbox or a page that nobody closed keeps the process of the tests from ending. */
const openServers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length;
const before = openServers();

/** Called by the environment once the file's own hooks have run. Threads that wait for work are the next file's. */
async function endWhatIsLeft(): Promise<void> {
  // A server that was closed is counted until the process has turned to it.
  for (let tries = 0; tries < 100 && openServers() > before; tries += 1)
    await new Promise((done) => setImmediate(done));
  // A thread that was killed is there until it has ended.
  for (let tries = 0; tries < 200 && takenThreads() > 0; tries += 1) await new Promise((done) => setTimeout(done, 10));
  const [threads, servers] = [takenThreads(), openServers() - before];
  if (threads > 0 || servers > 0) {
    throw new Error(
      `This file leaves ${threads} threads and ${servers} servers. Close what it opens in its own hooks.`,
    );
  }
}

Object.assign(globalThis, { endWhatIsLeft });
