// `npm start [-- --empty]`: installs and builds what is missing, then becomes the product itself. Ctrl-C reaches it directly.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
process.env.NODE_ENV ??= 'production'
const main = join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js')
process.argv[1] = main
await import(pathToFileURL(main).href)
