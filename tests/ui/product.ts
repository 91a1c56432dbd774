import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct } from '../bench/http'
import { soon } from './soon'

export interface Product {
  readonly address: string
  /** Of the data directory, for the command line */
  readonly dataDirectory: string
  stop(): Promise<void>
}

/** The built product with its demo data, as `npm start` runs it, in a directory of its own; its readers have read all of them. */
export async function runProduct(): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-ui-'))
  const running = await startProduct(directory)
  const product: Product = {
    address: running.address,
    dataDirectory: join(directory, 'data'),
    stop: async () => {
      await running.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  try {
    await allRead(product.address)
  } catch (error) {
    await product.stop()
    throw error
  }
  return product
}

/** A slow machine's product listens while its readers are still on their way through the demo. */
const allRead = (address: string): Promise<void> =>
  soon(async () => {
    const metrics = await (await fetch(`${address}/metrics`)).text()
    const behind = [...metrics.matchAll(/^teduh_reader_lag_events\{.*\} (\d+)$/gm)].map(([, events]) => Number(events))
    expect(behind).not.toEqual([])
    expect(Math.max(...behind)).toBe(0)
  })
