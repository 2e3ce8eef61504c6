import { existsSync, readFileSync } from 'node:fs';

/** Where clasp pushes to: a file that git ignores, because each installation has a script of its own. */
export const defaultProject = '.clasp.deploy.json';

/** The script's id. @throws Error that says what the file lacks */
export function scriptIdIn(path: string): string {
  const wanted = `It holds {"scriptId": "…", "rootDir": "dist"}; docs/deploy.md says where the id stands.`;
  if (!existsSync(path)) throw new Error(`There is no ${path}, which names the script to push to. ${wanted}`);
  const { scriptId, rootDir } = settingsIn(path, wanted);
  if (typeof scriptId !== 'string' || scriptId === '') throw new Error(`${path} names no scriptId. ${wanted}`);
  if (!/^[\w-]{30,}$/.test(scriptId)) {
    throw new Error(
      `The scriptId in ${path} is no id of a script. Take what stands between /projects/ and /edit in the script editor’s address.`,
    );
  }
  if (rootDir !== 'dist') throw new Error(`${path} has to name "dist" as its rootDir. ${wanted}`);
  return scriptId;
}

function settingsIn(path: string, wanted: string): Record<string, unknown> {
  const text = readFileSync(path, 'utf8');
  try {
    return { ...JSON.parse(text) };
  } catch {
    throw new Error(`${path} is not JSON. ${wanted}`);
  }
}
