import { build } from 'esbuild';

/** What reads the exports of spreadsheet programs in a browser: code that makes the object `officeExports`. */
export async function bundleExportReader(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['workbench/office/client/exports.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'officeExports',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
