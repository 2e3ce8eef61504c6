// Runs commands of clasp one after the other in one process, because loading clasp takes most of the time of a run.
// Each message from the parent is a list of arguments; the answer is what its program would have ended with (build/src/index.js).
import { pathToFileURL } from 'node:url';

const [, , folder] = process.argv;
const { makeProgram } = await import(pathToFileURL(`${folder}/build/src/commands/program.js`).href);

process.on('message', async (args) => {
  const said = { stdout: '', stderr: '' };
  const write = {};
  for (const name of ['stdout', 'stderr']) {
    write[name] = process[name].write;
    process[name].write = (text) => {
      said[name] += text;
      return true;
    };
  }
  process.exitCode = 0;
  try {
    await makeProgram().parseAsync(['node', 'clasp', ...args]);
  } catch (error) {
    if (error?.name !== 'CommanderError') {
      process.exitCode = 1;
      console.error(error instanceof Error ? error.message : error);
    }
  }
  const status = process.exitCode;
  process.exitCode = 0;
  for (const name of ['stdout', 'stderr']) process[name].write = write[name];
  process.send({ status, ...said });
});
process.send('ready');
