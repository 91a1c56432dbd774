import type { Browser, Page, Route } from 'playwright-core'
import type { DraftSummary } from '#access'
import type { CaseFilePage } from '#read-models'
import { complaint, identity, victim } from '../e2e/forms'
import { PASSWORD, PEOPLE, type Api } from '../e2e/start-api'
import { focusIsOn, goTo, leave, openPage, signIn, visit } from './person'
import { allTaken, closeServed, serveApi } from './served'
import { MOMENT, soon } from './soon'

// What was typed into a complaint and not sent: kept whatever the network does, and by nobody but who typed it.

let api: Api
let browser: Browser
let address: string
let page: Page

beforeAll(async () => {
  ;({ api, browser, address } = await serveApi())
})
afterAll(closeServed)
beforeEach(async () => {
  page = await openPage(browser)
  await signIn(page, address, PEOPLE.officer.username, PASSWORD)
  await visit(page, `${address}/pengaduan/baru`)
})
afterEach(async () => {
  await leave(page)
  const officer = await api.as('officer')
  for (const { id } of await drafts('officer')) await officer.delete(`/drafts/${id}`)
})

const SAVING = '**/api/v1/drafts/*'
// A line that can be typed into from the beginning.
const line = () => page.getByLabel(/^Kecamatan/).first()
const drafts = async (who: 'officer' | 'head'): Promise<readonly DraftSummary[]> => (await api.as(who)).ask<readonly DraftSummary[]>('/drafts')
const bodyOf = async (): Promise<string> => {
  const [draft] = await drafts('officer')
  return (await (await api.as('officer')).ask<{ body: string }>(`/drafts/${draft?.id ?? ''}`)).body
}
const saved = () => page.getByText(/^Tersimpan (pukul )?\d/).first()

it('keeps on the screen what can’t be kept anywhere else, and lets nobody leave for later until it is', async () => {
  await page.context().setOffline(true)
  await line().fill('Tanpa jaringan.')
  await page.getByText('Belum tersimpan: jaringan terputus').first().waitFor()
  const later = page.getByRole('button', { name: 'Tutup, lanjutkan nanti' })
  const tried = page.waitForEvent('requestfailed', (request) => request.method() === 'PUT')
  await later.click()
  await tried
  await page.getByText('Belum tersimpan: jaringan terputus').first().waitFor()
  expect(await line().inputValue()).toBe('Tanpa jaringan.')
  await page.context().setOffline(false)
  // It is tried again by itself, too: the press before may be what leaves now.
  await soon(async () => {
    if (await later.isVisible()) await later.click({ timeout: MOMENT })
    await page.getByRole('heading', { level: 1, name: 'Pengaduan baru' }).waitFor({ state: 'detached', timeout: MOMENT })
  })
  expect(await bodyOf()).toContain('Tanpa jaringan.')
})

it('takes a saving whose answer was lost for its own, not for another window’s', async () => {
  await page.clock.install()
  await visit(page, `${address}/pengaduan/baru`)
  let lost = 0
  await page.route(SAVING, async (route) => {
    if (route.request().method() !== 'PUT' || lost > 0) return route.fallback()
    lost += 1
    await route.fetch()
    return route.abort('connectionreset')
  })
  await line().fill('Sekali.')
  await page.getByText('Belum tersimpan').first().waitFor()
  await line().fill('Sekali lagi.')
  await soon(async () => {
    await page.clock.fastForward(1_000)
    expect(await bodyOf()).toContain('Sekali lagi.')
  })
  await saved().waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(lost).toBe(1)
})

it('asks before the tab is closed while a saving has no answer', async () => {
  let release = (): void => undefined
  const answered = new Promise<void>((resolve) => (release = resolve))
  const held = async (route: Route): Promise<void> => {
    if (route.request().method() === 'PUT') await answered
    await route.fallback()
  }
  await page.route(SAVING, held)
  // A browser asks only whom it has seen act.
  await line().click()
  await line().fill('Masih di jalan.')
  await page.getByText('Menyimpan…').first().waitFor()
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  release()
  await saved().waitFor()
  await page.unroute(SAVING, held)
})

it('saves what was just typed where the page is left for another', async () => {
  await line().fill('Segera pergi.')
  await goTo(page, 'Kasus')
  await soon(async () => expect(await drafts('officer')).toHaveLength(1))
  expect(await bodyOf()).toContain('Segera pergi.')
})

it('is never saved as somebody else’s who signs in at the same window, and is kept once its writer is back', async () => {
  await page.clock.install()
  await visit(page, `${address}/pengaduan/baru`)
  const lost = (route: Route): Promise<void> => (route.request().method() === 'PUT' ? route.abort('connectionreset') : route.fallback())
  await page.route(SAVING, lost)
  await line().fill('Hanya milik petugas.')
  await page.clock.fastForward(1_000)
  await page.getByText('Belum tersimpan').first().waitFor()
  const signInHere = async (username: string): Promise<void> => {
    await page.getByRole('button', { name: /^Menu / }).click()
    await page.getByRole('menuitem', { name: 'Keluar' }).click()
    await page.getByLabel('Nama pengguna').fill(username)
    await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.getByRole('button', { name: `Menu Nama ${username}` }).waitFor()
  }
  await signInHere(PEOPLE.head.username)
  await page.unroute(SAVING, lost)
  await page.clock.fastForward(6_000)
  await signInHere(PEOPLE.officer.username)
  await page.clock.fastForward(6_000)
  // Saved as the other's, it would be unknown to its writer.
  await soon(async () => expect(await drafts('officer')).toHaveLength(1))
  expect(await bodyOf()).toContain('Hanya milik petugas.')
  expect(await drafts('head')).toEqual([])
})

describe('with the network away', () => {
  const LOST = 'Jaringan terputus. Periksa sambungan, lalu coba lagi.'

  it('says so where an unfinished one is to be gone on with, and can be asked again', async () => {
    await line().fill('Ditinggalkan.')
    await saved().waitFor()
    await page.getByRole('button', { name: 'Tutup, lanjutkan nanti' }).click()
    await page.getByRole('heading', { level: 1, name: 'Pengaduan baru' }).waitFor({ state: 'detached' })
    await visit(page, `${address}/pengaduan/baru`)
    const resume = page.getByRole('button', { name: 'Lanjutkan draf' })
    await resume.waitFor()
    await page.context().setOffline(true)
    await resume.click()
    await page.getByRole('alert').filter({ hasText: LOST }).waitFor()
    await page.context().setOffline(false)
    await resume.click()
    await soon(async () => expect(await line().inputValue()).toBe('Ditinggalkan.'))
  })

  it('says so where another window’s is to be chosen, and can be asked again', async () => {
    await line().fill('Punya layar ini.')
    await saved().waitFor()
    const officer = await api.as('officer')
    const [draft] = await drafts('officer')
    const theirs = (await bodyOf()).replace('Punya layar ini.', 'Punya jendela lain.')
    const put = await officer.put(`/drafts/${draft?.id ?? ''}`, { kind: 'complaint', body: theirs, revision: draft?.revision })
    expect(put.status).toBe(200)
    await line().fill('Punya layar ini, lebih panjang.')
    const dialog = page.getByRole('dialog', { name: 'Draf ini berubah di tempat lain' })
    await dialog.locator(':focus').waitFor()
    await page.context().setOffline(true)
    await dialog.getByRole('button', { name: 'Pakai yang di layar ini' }).click()
    await dialog.getByRole('alert').filter({ hasText: LOST }).waitFor()
    await page.context().setOffline(false)
    await dialog.getByRole('button', { name: 'Pakai yang tersimpan' }).click()
    await dialog.waitFor({ state: 'detached' })
    await soon(async () => expect(await line().inputValue()).toBe('Punya jendela lain.'))
  })
})

it('says of a complaint that was thrown away in another window that it can’t be kept, and lets go of it', async () => {
  await line().fill('Tersimpan dahulu.')
  await saved().waitFor()
  const officer = await api.as('officer')
  for (const draft of await drafts('officer')) await officer.delete(`/drafts/${draft.id}`)
  await line().fill('Hanya di layar.')
  await page.getByRole('alert').filter({ hasText: 'Draf ini tidak dapat disimpan lagi' }).waitFor()
  expect(await page.getByText('jaringan terputus').count()).toBe(0)
  const later = page.getByRole('button', { name: 'Tutup, lanjutkan nanti' })
  await later.click()
  await focusIsOn(page, 'draft-refused')
  await soon(async () => expect(await line().inputValue()).toBe('Hanya di layar.'))
  await later.click()
  await page.getByRole('heading', { level: 1, name: 'Pengaduan baru' }).waitFor({ state: 'detached' })
})

it('lets go of a version whose draft was thrown away in another window, once it has said so', async () => {
  const officer = await api.as('officer')
  const two = complaint({ victims: [victim(), victim({ identity: identity('Adik Contoh') })] })
  const { id, position } = await officer.command('/cases', two)
  const { file } = await officer.ask<CaseFilePage>(`/cases/${id}`, { minPosition: position })
  await allTaken(api)
  await visit(page, `${address}/kasus/${id}/catatan-bersama/${file.victims[0]?.victimId ?? ''}`)
  await page.getByRole('button', { name: /: Cerita$/ }).click()
  const field = page.getByRole('textbox', { name: 'Versi tanpa Korban 1' })
  await field.fill('Tersimpan dahulu.')
  await saved().waitFor()
  for (const draft of await drafts('officer')) await officer.delete(`/drafts/${draft.id}`)
  await field.fill('Hanya di layar.')
  await page.getByRole('alert').filter({ hasText: 'Draf ini tidak dapat disimpan lagi' }).waitFor()
  await soon(async () => expect(await field.inputValue()).toBe('Hanya di layar.'))
  await field.press('Escape')
  // Taken to the line first: below a long field nobody may have seen it.
  await focusIsOn(page, '-refused')
  await soon(async () => expect(await field.inputValue()).toBe('Hanya di layar.'))
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /: Cerita$/ }).waitFor()
})
