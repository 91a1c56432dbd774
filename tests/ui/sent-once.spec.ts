import { createSetupLink } from '#access'
import { PASSWORD, PEOPLE, type Api } from '../e2e/start-api'
import type { Browser, Page, Route } from 'playwright-core'
import { answer, focusIsOn, openPage, signIn, visit } from './person'
import { closeServed, serveApi } from './served'
import { soon } from './soon'

// Forms that are sent: one whose answers are lost is written once when it is sent again; one that is refused takes its writer to the fault.

let api: Api
let browser: Browser
let address: string

beforeAll(async () => {
  ;({ api, browser, address } = await serveApi())
})
afterAll(closeServed)

it('a partner whose registration went through unanswered is there once', async () => {
  const page = await openPage(browser)
  await signIn(page, address, PEOPLE.administrator.username, PASSWORD)
  await visit(page, `${address}/lembaga/baru`)
  let lost = 0
  await page.route('**/api/v1/institutions', async (route) => {
    if (route.request().method() !== 'POST' || lost === 3) return route.fallback()
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
  await page.getByRole('heading', { level: 1, name: 'Lembaga', exact: true }).waitFor()
  await page.getByRole('table', { name: 'Lembaga' }).getByText('Lembaga Contoh Sekali').waitFor()
  const registered: unknown[] = []
  for await (const { events } of api.workspace.log.readAll(null))
    registered.push(...events.filter(({ type, data }) => type === 'InstitutionRegistered' && JSON.stringify(data).includes('Lembaga Contoh Sekali')))
  expect(registered).toHaveLength(1)
})

it('whoever errs about their password is taken to the fault each time, and meets an empty form once it is changed', async () => {
  const page = await openPage(browser)
  await signIn(page, address, PEOPLE.administrator.username, PASSWORD)
  await visit(page, `${address}/kata-sandi`)
  const type = (label: string, text: string): Promise<void> => page.getByLabel(label, { exact: true }).fill(text)
  const send = (): Promise<void> => page.getByRole('button', { name: 'Ganti kata sandi' }).click()
  await send()
  await focusIsOn(page, 'Kata sandi sekarang: Isi kolom ini.')
  await type('Kata sandi sekarang', PASSWORD)
  await type('Kata sandi baru', 'teduh di bawah pohon')
  await send()
  await focusIsOn(page, 'Ulangi kata sandi baru: Kedua ketikan tidak sama.')
  await send()
  await focusIsOn(page, 'Ulangi kata sandi baru: Kedua ketikan tidak sama.')
  await type('Ulangi kata sandi baru', 'teduh di bawah pohon')
  await send()
  await page.getByText('Kata sandi sudah diganti.').waitFor()
  for (const label of ['Kata sandi sekarang', 'Kata sandi baru', 'Ulangi kata sandi baru'])
    await soon(async () => expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(''))
})

describe('whoever chooses a password by a link', () => {
  async function chosen(page: Page): Promise<void> {
    const { token } = await createSetupLink(api.workspace, PEOPLE.officer.id)
    await page.goto(`${address}/siapkan#${token}`)
    await page.getByLabel('Kata sandi baru', { exact: true }).fill('teduh di bawah atap')
    await page.getByLabel('Ulangi kata sandi baru', { exact: true }).fill('teduh di bawah atap')
  }

  it('is signed in though the sign-in after it was lost at first', async () => {
    const page = await openPage(browser)
    await chosen(page)
    const away = (route: Route): Promise<void> => route.fulfill({ status: 503, body: 'starting' })
    await page.route('**/api/v1/session', (route) => (route.request().method() === 'POST' ? away(route) : route.fallback()))
    await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
    await page.getByRole('alert').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
    await page.getByRole('banner').waitFor()
  })

  it('is led to the sign-in where the answer to the choice was lost', async () => {
    const page = await openPage(browser)
    await chosen(page)
    const lost = async (route: Route): Promise<void> => {
      await route.fetch()
      await route.abort('connectionreset')
    }
    await page.route('**/api/v1/setup/password', lost, { times: 1 })
    await page.getByRole('button', { name: 'Simpan dan masuk' }).click()
    await page.getByRole('link', { name: 'Ke halaman masuk' }).click()
    await page.getByLabel('Nama pengguna').waitFor()
  })
})
