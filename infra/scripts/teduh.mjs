#!/usr/bin/env -S node --max-semi-space-size=64
// `npx teduh …`: builds what is missing, then becomes the command line. Much of what a rebuild makes dies young: room for it saves the
// collector a tenth of the work.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
process.env.NODE_ENV ??= 'production'
const main = join(ROOT, 'dist', 'apps', 'cli', 'src', 'main.js')
process.argv[1] = main
await import(pathToFileURL(main).href)
