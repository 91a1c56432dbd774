import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { PASSWORD, PEOPLE, startApi, type Api } from '../e2e/start-api'
import { launchBrowser } from './browser'
import { answer, openWindow, signIn } from './person'

// A form of the administration whose answers are lost on the way: sent again by hand, it is written once.

let api: Api
let browser: Browser
beforeAll(async () => {
  api = await startApi({ web: join(__dirname, '..', '..', 'dist', 'apps', 'web') })
  browser = await launchBrowser()
}, 240_000)
afterAll(async () => {
  await browser.close()
  await api.close()
})

it('a partner whose registration went through unanswered is there once', async () => {
  const address = await api.app.listen({ host: '127.0.0.1', port: 0 }).then(() => api.app.getUrl())
  const page = await (await openWindow(browser)).newPage()
  await signIn(page, address, PEOPLE.administrator.username, PASSWORD)
  await page.goto(`${address}/lembaga/baru`)
  let lost = 0
  await page.route('**/api/v1/institutions', async (route) => {
    if (route.request().method() !== 'POST' || lost === 3) return route.continue()
    await route.fetch()
    lost++
    return route.abort('connectionreset')
  })
  await answer(page, 'Nama lembaga', 'Lembaga Contoh Sekali')
  await answer(page, 'Jenis', 'Kesehatan')
  await answer(page, 'Layanan yang diberikan', 'Kesehatan')
  await answer(page, 'Biasanya menjawab lewat', 'Telepon')
  await answer(page, 'Buka 24 jam', 'Ya')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('jaringan').first().waitFor()
  expect(lost).toBe(3)
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.waitForURL(`${address}/lembaga`)
  const registered: unknown[] = []
  for await (const { events } of api.workspace.log.readAll(null))
    registered.push(...events.filter(({ type, data }) => type === 'InstitutionRegistered' && JSON.stringify(data).includes('Lembaga Contoh Sekali')))
  expect(registered).toHaveLength(1)
}, 180_000)
