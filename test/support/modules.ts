import { buildSync } from 'esbuild';

/**
 * Modules of the add-on as the code of a small Apps Script project: what the entry file exports are its top-level functions.
 */
export function codeOf(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
  });
  const [code = ''] = outputFiles.map(({ text }) => text);
  return code.replace(/^export \{[^}]*\};$/m, '');
}
