import { resolve } from 'node:path';
import GasPlugin from 'gas-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import { type Configuration, type Module, type Stats, webpack } from 'webpack';

const ecmaVersion = 2019;

/**
 * Bundles an entry file such as `src/main.ts` into `Code.js` of a folder such as `dist`.
 *
 * gas-webpack-plugin turns each `global.NAME = …` of it into the top-level `function NAME() {}` that Apps Script looks
 * for. Terser is the minimiser, because esbuild's would wrap those declarations away; it keeps names, because Apps Script
 * has no source maps and a stack trace is all there is. Packages are lowered to ES2019 like our own code: Google documents
 * syntax that its parser refuses (P0-6, P7-8). Gives the files that it is made of.
 */
export async function buildServer(entry: string, folder: string): Promise<string[]> {
  const configuration: Configuration = {
    mode: 'production',
    devtool: false,
    target: ['web', `es${ecmaVersion}`],
    entry: resolve(entry),
    output: { path: resolve(folder), filename: 'Code.js' },
    resolve: { extensions: ['.ts', '.mjs', '.js'] },
    module: {
      rules: [
        {
          test: /\.(ts|m?js)$/,
          loader: 'esbuild-loader',
          options: { target: `es${ecmaVersion}`, legalComments: 'inline' },
        },
      ],
    },
    plugins: [new GasPlugin({ comment: true })],
    performance: { hints: false },
    optimization: {
      minimizer: [
        new TerserPlugin({
          extractComments: false,
          terserOptions: {
            ecma: ecmaVersion,
            mangle: false,
            format: { comments: /@customfunction|@OnlyCurrentDoc/ },
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
