import { dirname, resolve } from 'node:path';
import GasPlugin from 'gas-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import {
  Compilation,
  type Compiler,
  type Configuration,
  DefinePlugin,
  type Module,
  RuntimeGlobals,
  type Stats,
  sources,
  webpack,
} from 'webpack';
import { type BuildSettings, buildSettings } from '../src/build-settings';
import { customFunction, functionNames } from '../src/formulas/registry';
import { withSettings } from './build-settings';
import { withShortNames } from './short-names';

/** The parameters of the functions that cells call, as people read them in Sheets. */
const cellParameters = functionNames.flatMap((name) => customFunction(name).parameters);

/** What Google's parser is known to take (P0-6, P7-18). */
const ecmaVersion = 2020;

/**
 * Bundles an entry file such as `src/main.ts` into `Code.js` of a folder such as `dist`.
 *
 * gas-webpack-plugin turns each `global.NAME = …` of it into the top-level `function NAME() {}` that Apps Script looks
 * for. Terser is the minimiser, because esbuild's would wrap those declarations away; it keeps the names of functions, because
 * Apps Script has no source maps and a stack trace is all there is, and shortens those of locals. Functions are called by a second,
 * short name (short-names.ts). Packages are lowered like our own code: Google documents syntax that
 * its parser refuses (P0-6, P7-8). All of it is parsed for each cell, so nothing is in it that nobody needs. Gives the files
 * that it is made of. `settings`: what the build decides.
 */
export async function buildServer(
  entry: string,
  folder: string,
  settings: BuildSettings = buildSettings,
  minimised = true,
): Promise<string[]> {
  const configuration: Configuration = {
    mode: 'production',
    devtool: false,
    target: ['web', `es${ecmaVersion}`],
    entry: resolve(entry),
    // gas-webpack-plugin looks for entry points below it. Loaders are the project's own wherever the entry file is.
    context: resolve(dirname(entry)),
    resolveLoader: { modules: [resolve('node_modules')] },
    output: { path: resolve(folder), filename: 'Code.js' },
    resolve: { extensions: ['.ts', '.mjs', '.js'] },
    node: { global: false },
    module: {
      rules: [
        {
          test: /\.(ts|m?js)$/,
          loader: 'esbuild-loader',
          options: {
            target: `es${ecmaVersion}`,
            legalComments: 'inline',
            // A field is a plain assignment: Google's parser knows no fields, and what stands in for them is a helper.
            tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
          },
        },
      ],
    },
    plugins: [
      new GasPlugin({ comment: true }),
      new DefinePlugin({ global: 'globalThis' }),
      withoutRuntime,
      ...(minimised ? [shortNames] : []),
      ...(settings === buildSettings ? [] : [withSettings(settings)]),
    ],
    performance: { hints: false },
    optimization: {
      minimize: minimised,
      minimizer: [
        new TerserPlugin({
          extractComments: false,
          // The comments that were seen are counted here.
          parallel: false,
          terserOptions: {
            ecma: ecmaVersion,
            // A stack trace is all there is at Google: functions and classes keep their names, and so do consts that hold one.
            // Sheets shows the parameters of a function that cells call (P1.1-8).
            mangle: { keep_fnames: true, keep_classnames: true, reserved: cellParameters },
            keep_fnames: true,
            keep_classnames: true,
            compress: { passes: 3, hoist_props: false, keep_fnames: true, keep_classnames: true },
            // V8 keeps a source with one sign beyond Latin-1 as two bytes a sign, for every execution.
            format: { ascii_only: true, comments: eachOnce(/@customfunction|@OnlyCurrentDoc/) },
          },
        }),
      ],
    },
  };
  return new Promise((done, failed) => {
    webpack(configuration, (error, stats) => {
      if (error) failed(error);
      else if (!stats || stats.hasErrors())
        failed(new Error(stats?.toString('errors-only') ?? 'webpack gave no result'));
      else done(filesOf(stats));
    });
  });
}

/**
 * gas-webpack-plugin asks for webpack's way to the global object, some code that tries one after the other. Whoever parses
 * ES2020 knows `globalThis`.
 */
const withoutRuntime = {
  apply({ hooks }: Compiler): void {
    hooks.compilation.tap('without runtime', (compilation) => {
      compilation.hooks.additionalModuleRuntimeRequirements.tap('without runtime', (_, required) => {
        required.delete(RuntimeGlobals.global);
      });
    });
  },
};

/** Gives functions their short names once terser is done. */
const shortNames = {
  apply({ hooks }: Compiler): void {
    hooks.compilation.tap('short names', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1;
      compilation.hooks.processAssets.tap({ name: 'short names', stage }, (assets) => {
        for (const file of Object.keys(assets)) {
          compilation.updateAsset(file, (minified) => new sources.RawSource(withShortNames(String(minified.source()))));
        }
      });
    });
  },
};

/** Those of them that match, each where it stands first: above the declaration, and not once more above what it calls. */
function eachOnce(wanted: RegExp): (node: unknown, comment: { readonly value: string }) => boolean {
  const seen = new Set<string>();
  return (_, { value }) => wanted.test(value) && !seen.has(value) && seen.add(value).has(value);
}

/** What webpack adds of its own is told as its package's. */
function filesOf({ compilation }: Stats): string[] {
  const files = (module: Module & { readonly modules?: Module[] }): string[] =>
    module.modules?.flatMap(files) ?? [
      module.nameForCondition() ?? (module.type === 'runtime' ? require.resolve('webpack') : ''),
    ];
  const shipped = [...compilation.modules].filter(
    (module) => compilation.chunkGraph.getNumberOfModuleChunks(module) > 0,
  );
  return [...new Set(shipped.flatMap(files))].filter((path) => path !== '');
}
