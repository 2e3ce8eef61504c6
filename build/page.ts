import { cp, mkdir } from 'node:fs/promises';
import { build } from 'esbuild';

const client = 'workbench/page/client';

/** Bundles the workbench's page for a browser, into `.cache/page/`: the page with Univer in it, the sidebar alone, and its google.script. */
export async function buildPage(): Promise<void> {
  await mkdir('.cache/page', { recursive: true });
  await Promise.all([
    ...['index.html', 'sidebar-host.html'].map((name) => cp(`${client}/${name}`, `.cache/page/${name}`)),
    build({
      entryPoints: {
        page: `${client}/main.tsx`,
        'script-run': `${client}/script-run.ts`,
        'sidebar-host': `${client}/sidebar-host.tsx`,
      },
      outdir: '.cache/page',
      bundle: true,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      // Univer's packages declare to have no side effects; its facades are nothing else.
      ignoreAnnotations: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      legalComments: 'none',
      logLevel: 'error',
    }),
    build({
      entryPoints: [`${client}/page.css`],
      outdir: '.cache/page',
      bundle: true,
      legalComments: 'none',
      logLevel: 'error',
    }),
  ]);
}
