import { existsSync } from 'node:fs'
import { demoKeyFile, placesOf, realKeyFile, type Places } from '#workspace'

/** What the command line takes from outside: the same variables as the product, and the demo's key where there is one. */
export const processConfig = (root: string): Places =>
  placesOf(process.env, root, (dataDirectory) => {
    const demoKey = demoKeyFile(dataDirectory)
    return existsSync(demoKey) ? demoKey : realKeyFile()
  })

/** Stack traces at the terminal; for development alone. */
export const isDebugging = (): boolean => process.env['TEDUH_DEBUG'] === '1'
