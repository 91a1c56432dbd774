import type { Page } from 'playwright-core'
import { randomUuid } from '#kernel'
import { complaint } from '../e2e/forms'
import { NOW, PASSWORD, PEOPLE, UNIT, type Api } from '../e2e/start-api'
import { expectSound } from './axe'
import { DESK, openPage, PHONE_DARK, signIn, visit } from './person'
import { allTaken, closeServed, serveApi } from './served'
import { soon } from './soon'

// A case that this version can't read, and readers that are held still: every page over them says so.

let api: Api
let address: string
let damaged: string
let desk: Page
let phone: Page

beforeAll(async () => {
  const served = await serveApi()
  ;({ api, address } = served)
  const { id } = await (await api.as('officer')).command('/cases', complaint())
  damaged = `/kasus/${id}`
  await allTaken(api)
  desk = await openPage(served.browser, DESK)
  phone = await openPage(served.browser, PHONE_DARK)
  for (const page of [desk, phone]) await signIn(page, address, PEOPLE.head.username, PASSWORD)
})
afterAll(closeServed)

const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

/** An event that this version doesn't know. */
async function spoil(...streams: string[]): Promise<void> {
  const { log } = api.workspace
  for (const stream of streams) {
    const commandId = randomUuid()
    const actor = { kind: 'user', id: PEOPLE.officer.id, role: 'caseworker' } as const
    const context = { recordedAt: NOW, actor, unit: UNIT.id, commandId, correlationId: commandId, causationId: null }
    await log.append(stream, 'any', [{ id: randomUuid(), type: 'CaseTwinned', version: 1, data: {} }], context)
  }
  await allTaken(api)
}

/** Every page of the bar that rests on a read model. */
const LISTS = ['/hari-ini', '/kasus', '/pengaduan', '/rujukan', '/rasio?tahun=2026', '/rumah-perlindungan', '/lembaga']
const LACKS = /(Daftar|Angka) ini belum lengkap/
const STEPS = /^(Catat|Tambah|Koreksi|Batalkan|Buat|Verifikasi|Atur)/
const ACTS = /^(Catat|Verifikasi|Terima|Tugaskan|Hapus|Jalur darurat|Darurat|Langkah lain)/
const OLD = /(Daftar|Angka) ini belum mutakhir/

it('is silent while all is read', async () => {
  for (const path of LISTS) {
    await visit(desk, `${address}${path}`)
    const text = await textOf(desk)
    expect([path, LACKS.test(text), OLD.test(text)]).toEqual([path, false, false])
  }
})

it('takes in by itself what was just entered', async () => {
  let late = true
  await desk.route(/\/api\/v1\/indicators\/ratio\/series/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, headers: { ...answer.headers(), ...(late ? { 'x-stale': 'true' } : {}) } })
  })
  await desk.goto(`${address}/rasio?tahun=2026`)
  const said = desk.getByText('Catatan terakhir Anda sedang dimasukkan.')
  await said.waitFor()
  late = false
  await said.waitFor({ state: 'detached' })
  await desk.unrouteAll({ behavior: 'wait' })
})

/** What is asked of a link inside the browser. */
interface Link {
  getAttribute(name: string): string | null
}

it('is known of every page of the bar', async () => {
  // Wide enough that none is in *Lainnya*, whatever counts come.
  await desk.setViewportSize({ width: 2_400, height: DESK.height })
  await visit(desk, `${address}/hari-ini`)
  const led = await soon(async () => {
    const bar = desk.getByRole('navigation').locator('a')
    const links = await bar.evaluateAll((all: readonly Link[]) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.length).toBeGreaterThan(4)
    return links
  })
  await desk.setViewportSize(DESK)
  const withoutModel = ['/impor', '/pengaduan/baru']
  expect(led.filter((to) => !withoutModel.includes(to) && !LISTS.some((one) => one.split('?')[0] === to))).toEqual([])
})

it('is said on every page that rests on one, and of readers that are held still since when', async () => {
  await spoil(`case-${damaged.slice('/kasus/'.length)}`, `shelter-${randomUuid()}`, `institution-${randomUuid()}`)
  await api.workspace.projections.pause(api.clock)
  for (const page of [desk, phone]) {
    for (const path of LISTS) {
      await visit(page, `${address}${path}`)
      await soon(async () => {
        const text = await textOf(page)
        expect([path, LACKS.test(text), OLD.test(text), text.includes('sejak 20 November 2026')]).toEqual([path, true, true, true])
      })
      await expectSound(page)
    }
    await visit(page, `${address}${damaged}`)
    await page.getByRole('main').getByText('Berkas ini belum mutakhir').first().waitFor()
  }
  await api.workspace.projections.resume()
  await visit(desk, `${address}/hari-ini`)
  expect(await textOf(desk)).not.toMatch(OLD)
})

it('is said by the case itself, which offers nothing to record', async () => {
  for (const page of [desk, phone]) {
    for (const path of [damaged, `${damaged}?bagian=orang`, `${damaged}?bagian=rujukan`]) {
      await visit(page, `${address}${path}`)
      await page.getByText('Berkas ini tidak dapat dibaca seluruhnya').waitFor()
      const main = page.getByRole('main')
      expect(
        await main
          .getByRole('link', { name: STEPS })
          .or(main.getByRole('button', { name: ACTS }))
          .allInnerTexts(),
      ).toEqual([])
      await expectSound(page)
    }
  }
  await desk.getByRole('button', { name: 'Tampilkan nama Korban 1' }).first().waitFor()
})
