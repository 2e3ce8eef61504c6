import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Inlines the sidebar's script and style into one HTML file: HtmlService serves no other kinds of file.
 * `</script` inside the script would end it, and is written so that it does not.
 * Gives the files that it is made of.
 */
export async function buildSidebar(folder: string): Promise<string[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/sidebar/sidebar.tsx'],
    outdir: folder,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    target: ['chrome100', 'firefox100', 'safari15'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
  });
  const text = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const page = await readFile('src/sidebar/sidebar.html', 'utf8');
  const html = page
    .replace('/* style */', () => text('.css'))
    .replace('/* script */', () => text('.js').replaceAll('</script', '<\\/script'));
  await writeFile(join(folder, 'sidebar.html'), html);
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}
