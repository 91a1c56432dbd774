// Lets a plain `node` run the sources: for child processes of tests and for benches.
//   node --conditions=teduh-source --require ./libs/testing/run-typescript.cjs FILE.ts
const { readFileSync } = require('node:fs')
const { transformSync } = require('@swc/core')

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, sourceMaps: 'inline' })
  module._compile(code, filename)
}
