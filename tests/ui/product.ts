import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '#database'
import { startProduct } from '../bench/http'

export interface Product {
  readonly address: string
  /** Of the data directory, for the command line */
  readonly dataDirectory: string
  stop(): Promise<void>
}

/** The built product with its demo data, as `npm start` runs it, in a directory of its own. */
export async function runProduct(): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-ui-'))
  const port = await findFreePort()
  const child = await startProduct(directory, port)
  return {
    address: `http://127.0.0.1:${port}`,
    dataDirectory: join(directory, 'data'),
    stop: async () => {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
