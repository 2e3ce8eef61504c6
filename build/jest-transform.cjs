// TypeScript for jest, by the same compiler that builds the product. Types are checked apart (npm run check).
const { transformSync } = require('esbuild');

module.exports = {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      format: 'cjs',
      target: 'node20',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'external',
      sourcefile: path,
    });
    return { code, map };
  },
};
