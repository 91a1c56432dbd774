import { LONG, ownPort, ShufflingPooler } from '#testing'
import { Officers } from './officers'
import { RunningProduct } from './running-product'
import { expectAllStands } from './what-stands'

// The product behind a pooler that hands each transaction to another server connection and knows no prepared statements.

const COMPLAINTS = LONG ? 2_000 : 60

let product: RunningProduct
let pooler: ShufflingPooler
beforeAll(async () => {
  product = await RunningProduct.create()
  pooler = await ShufflingPooler.before(product.appUrl, { wholeTransactions: true })
}, 180_000)
afterAll(async () => {
  await product.end()
  await pooler.close()
})

it('a pooler that shuffles connections between transactions changes nothing for officers, readers and signer', async () => {
  const port = await ownPort()
  const api = await product.startApi(port, { DATABASE_APP_URL: pooler.url, TEDUH_WORKER: 'inside' })
  const officers = new Officers(`http://127.0.0.1:${port}`)
  await officers.signIn()
  const writing = officers.write(6)
  writing.catch(() => undefined)
  try {
    for (let done = 0; done < COMPLAINTS; done += 20) {
      await officers.progress(20)
      const last = [...officers.acknowledged.values()].at(-1)
      const looks = ['/cases', '/worklist', '/shelters', '/institutions', `/cases/${last?.id ?? ''}`].map((path) =>
        officers.look(path, last?.position ?? ''),
      )
      expect(await Promise.all(looks)).toEqual([200, 200, 200, 200, 200])
    }
  } catch (error) {
    throw new Error(api.said, { cause: error })
  } finally {
    officers.stop()
  }
  await writing
  expect([...officers.refusals]).toEqual([])
  expect([await api.stop(), api.said.includes('ERROR')]).toEqual([0, false])
  await expectAllStands(product, officers)
}, 600_000)
