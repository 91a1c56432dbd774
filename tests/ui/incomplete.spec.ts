import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { randomUuid } from '#kernel'
import { complaint } from '../e2e/forms'
import { NOW, PASSWORD, PEOPLE, startApi, UNIT, type Api } from '../e2e/start-api'
import { overflowOf, violationsOf } from './axe'
import { launchBrowser } from './browser'
import { DESK, openWindow, PHONE_DARK, signIn } from './person'

// A case that this version can't read, and readers that are held still: every page over them says so.

let api: Api
let browser: Browser
let address: string
let damaged: string
const pages: Page[] = []

beforeAll(async () => {
  api = await startApi({ web: join(__dirname, '..', '..', 'dist', 'apps', 'web') })
  address = await api.app.listen({ host: '127.0.0.1', port: 0 }).then(() => api.app.getUrl())
  browser = await launchBrowser()
  const { id } = await (await api.as('officer')).command('/cases', complaint())
  damaged = `/kasus/${id}`
  for (const screen of [DESK, PHONE_DARK]) {
    const page = await (await openWindow(browser, screen)).newPage()
    await signIn(page, address, PEOPLE.head.username, PASSWORD)
    pages.push(page)
  }
}, 240_000)
afterAll(async () => {
  await browser.close()
  await api.close()
})

/** What the page shows, once it stands. */
async function textOf(page: Page, path: string): Promise<string> {
  await page.goto(`${address}${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  return page.getByRole('main').innerText()
}

/** An event that this version doesn't know. */
async function spoil(...streams: string[]): Promise<void> {
  const { log, projections } = api.workspace
  for (const stream of streams) {
    const commandId = randomUuid()
    const actor = { kind: 'user', id: PEOPLE.officer.id, role: 'caseworker' } as const
    const context = { recordedAt: NOW, actor, unit: UNIT.id, commandId, correlationId: commandId, causationId: null }
    await log.append(stream, 'any', [{ id: randomUuid(), type: 'CaseTwinned', version: 1, data: {} }], context)
  }
  const head = await log.head()
  expect(head === null || (await projections.waitFor(head, 10_000)).reached).toBe(true)
}

/** Every page of the bar that rests on a read model. */
const LISTS = ['/hari-ini', '/kasus', '/pengaduan', '/rujukan', '/rasio?tahun=2026', '/rumah-perlindungan', '/lembaga']
const LACKS = /(Daftar|Angka) ini belum lengkap/
const STEPS = /^(Catat|Tambah|Koreksi|Batalkan|Buat|Verifikasi|Atur)/
const ACTS = /^(Catat|Verifikasi|Terima|Tugaskan|Hapus|Jalur darurat|Darurat|Langkah lain)/
const OLD = /(Daftar|Angka) ini belum mutakhir/

it('is silent while all is read', async () => {
  for (const path of LISTS) {
    const text = await textOf(pages[0] ?? (await browser.newPage()), path)
    expect([path, LACKS.test(text), OLD.test(text)]).toEqual([path, false, false])
  }
}, 120_000)

it('takes in by itself what was just entered', async () => {
  const page = pages[0] ?? (await browser.newPage())
  let late = true
  await page.route(/\/api\/v1\/indicators\/ratio\/series/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, headers: { ...answer.headers(), ...(late ? { 'x-stale': 'true' } : {}) } })
  })
  await page.goto(`${address}/rasio?tahun=2026`)
  const said = page.getByText('Catatan terakhir Anda sedang dimasukkan.')
  await said.waitFor()
  late = false
  await said.waitFor({ state: 'detached' })
  await page.unroute(/\/api\/v1\/indicators\/ratio\/series/)
}, 120_000)

it('is known of every page of the bar', async () => {
  const page = pages[0] ?? (await browser.newPage())
  await page.goto(`${address}/hari-ini`)
  const bar = page.getByRole('navigation').getByRole('link')
  await bar.first().waitFor()
  const led = await Promise.all((await bar.all()).map(async (link) => (await link.getAttribute('href')) ?? ''))
  const withoutModel = ['/impor', '/pengaduan/baru']
  expect(led.filter((to) => !withoutModel.includes(to) && !LISTS.some((one) => one.split('?')[0] === to))).toEqual([])
})

it('is said on every page that rests on one, and of readers that are held still since when', async () => {
  await spoil(`case-${damaged.slice('/kasus/'.length)}`, `shelter-${randomUuid()}`, `institution-${randomUuid()}`)
  await api.workspace.projections.pause(api.clock)
  for (const page of pages) {
    for (const path of LISTS) {
      const text = await textOf(page, path)
      expect([path, LACKS.test(text), OLD.test(text), text.includes('sejak 20 November 2026')]).toEqual([path, true, true, true])
      expect(await violationsOf(page)).toEqual([])
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    }
  }
  for (const page of pages) expect(await textOf(page, damaged)).toContain('Berkas ini belum mutakhir')
  await api.workspace.projections.resume()
  expect(OLD.test(await textOf(pages[0] ?? (await browser.newPage()), '/hari-ini'))).toBe(false)
}, 240_000)

it('is said by the case itself, which offers nothing to record', async () => {
  for (const page of pages) {
    for (const path of [damaged, `${damaged}?bagian=orang`, `${damaged}?bagian=rujukan`]) {
      expect(await textOf(page, path)).toContain('Berkas ini tidak dapat dibaca seluruhnya')
      const main = page.getByRole('main')
      expect(
        await main
          .getByRole('link', { name: STEPS })
          .or(main.getByRole('button', { name: ACTS }))
          .allInnerTexts(),
      ).toEqual([])
      expect(await violationsOf(page)).toEqual([])
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    }
  }
  expect(await pages[0]?.getByRole('button', { name: 'Tampilkan nama Korban 1' }).count()).toBeGreaterThan(0)
}, 240_000)
