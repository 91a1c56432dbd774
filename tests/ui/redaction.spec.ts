import type { Browser, Page } from 'playwright-core'
import { HOUR } from '#kernel'
import type { CaseFilePage } from '#read-models'
import { complaint, identity, MARKERS, partners, victim } from '../e2e/forms'
import { PASSWORD, PEOPLE, type Api } from '../e2e/start-api'
import { expectSound } from './axe'
import { DESK, focusIsOn, leave, openPage, PHONE_DARK, signIn, visit } from './person'
import { allTaken, closeServed, serveApi } from './served'
import { soon } from './soon'

// A text that others need holds an erasure up, until somebody has written it without the person.

let api: Api
let browser: Browser
let address: string

beforeAll(async () => {
  ;({ api, browser, address } = await serveApi())
  await partners(api)
})
afterAll(closeServed)

const SISTER = 'Cerita tentang adiknya tetap diperlukan.'

interface Told {
  readonly id: string
  readonly number: string
  readonly position: string
}

/** A part of the first woman's name, in a text about the second */
const [NAMED = ''] = MARKERS.name.split(' ')

/** A case of two women, whose account is about both, a plan about one that names the other, and a remark that lists nobody. */
async function newCase(): Promise<Told> {
  const officer = await api.as('officer')
  const head = await api.as('head')
  const chronology = `${MARKERS.narrative} di rumah ${MARKERS.name}.\n${SISTER}\n${'Keterangan selanjutnya. '.repeat(40)}`
  const { id } = await officer.command('/cases', complaint({ victims: [victim(), victim({ identity: identity('Adik Contoh') })], chronology }))
  // what is told later stands by itself in the story
  api.clock.advance(HOUR / 30)
  const accepted = await officer.command(`/cases/${id}/accept`, { verifiedHow: 'wawancara' })
  const { victims } = (await soon(() => officer.ask<CaseFilePage>(`/cases/${id}`, { minPosition: accepted.position }))).file
  const goals = `Tinggal dengan ${NAMED}.`
  await officer.command(`/cases/${id}/plans`, { victimId: victims[1]?.victimId, needIds: [], goals })
  for (const { victimId } of victims) await officer.command(`/cases/${id}/endings`, { victimId, reason: 'pindah', endedOn: '2026-11-20' })
  await officer.command(`/cases/${id}/closure/request`, {})
  const { position } = await head.command(`/cases/${id}/closure/return`, { remark: `${MARKERS.name} belum ditanya.` })
  const number = await soon(async () => {
    const { file } = await head.ask<CaseFilePage>(`/cases/${id}`, { minPosition: position })
    if (file.number === null) throw new Error('the case has no number yet')
    return file.number
  })
  await allTaken(api)
  return { id, number, position }
}

/** Holds back what an erasure would take along. @returns what lets it go */
async function holdBack(page: Page): Promise<() => void> {
  let tell = (): void => undefined
  const told = new Promise<void>((resolve) => (tell = resolve))
  await page.route(/\/erasure$/, async (route) => {
    if (route.request().method() === 'GET') await told
    await route.fallback()
  })
  return () => tell()
}

describe.each([
  ['1366, light', DESK],
  ['360, dark', PHONE_DARK],
] as const)('whoever writes the other version at %s', (_, screen) => {
  let page: Page
  let told: Told
  const field = () => page.getByRole('textbox', { name: 'Versi tanpa Korban 1' })

  beforeAll(async () => {
    told = await newCase()
    page = await openPage(browser, screen)
    await signIn(page, address, PEOPLE.head.username, PASSWORD)
  })
  afterAll(() => leave(page))

  it('is led there by the erasure, which can’t go on', async () => {
    await visit(page, `${address}/kasus/${told.id}?bagian=orang`)
    const tell = await holdBack(page)
    await page.getByRole('button', { name: 'Hapus data Korban 1' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.locator(':focus').waitFor()
    await dialog.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Permintaan orang yang bersangkutan' })
    await dialog.getByRole('button', { name: 'Lanjutkan' }).press('Enter')
    tell()
    await focusIsOn(page, 'erasure-texts')
    await dialog.getByText('tidak mencantumkan tentang siapa').waitFor()
    await dialog.getByText('1 catatan tentang orang lain menyebut nama orang ini.').waitFor()
    await dialog.locator('label').filter({ hasText: 'Masih diperlukan' }).click()
    await expectSound(page)
    await dialog.getByRole('button', { name: 'Tulis versi tersunting' }).press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Catatan sebelum data Korban 1 dihapus' }).waitFor()
    await soon(() => expect(page.url()).toContain('/catatan-bersama/'))
    await page.getByText('Masih 1 catatan').waitFor()
    expect(await page.getByRole('link', { name: 'Lanjutkan penghapusan' }).count()).toBe(0)
    await expectSound(page)
  })

  it('reads the original beside it, and loses nothing by leaving the page', async () => {
    await page.getByRole('button', { name: /: Cerita$/ }).press('Enter')
    await field().waitFor()
    await focusIsOn(page, 'version-')
    await soon(async () => expect(await field().inputValue()).toContain(MARKERS.name))
    await page.getByText(MARKERS.narrative).first().waitFor()
    await page.getByRole('button', { name: 'Simpan versi ini' }).click()
    await page.getByText('masih sama dengan aslinya').waitFor()
    await expectSound(page)
    await field().fill(SISTER)
    await page.getByText(/^Tersimpan/).waitFor()
    await page.reload()
    await page.getByText('Belum selesai ditulis').waitFor()
    expect(await page.getByText(MARKERS.name).count()).toBe(0)
    await page.getByRole('button', { name: /: Cerita$/ }).click()
    await field().waitFor()
    await soon(async () => expect(await field().inputValue()).toBe(SISTER))
    await focusIsOn(page, 'version-')
    await page.keyboard.press('Escape')
    await field().waitFor({ state: 'detached' })
    await focusIsOn(page, 'Tulis versi tersunting: Cerita')
  })

  it('keeps what was typed while the network is away, and sends it afterwards', async () => {
    await page.getByRole('button', { name: /: Cerita$/ }).click()
    await field().waitFor()
    await page.context().setOffline(true)
    await field().fill(`${SISTER} Ditambah.`)
    await page.getByText('Belum tersimpan').waitFor()
    await page.getByRole('button', { name: 'Simpan versi ini' }).click()
    await page.getByRole('alert').waitFor()
    await soon(async () => expect(await field().inputValue()).toBe(`${SISTER} Ditambah.`))
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Simpan versi ini' }).click()
    await page.getByText('Versi tersunting tersimpan.').waitFor()
    await page.getByText('Versi tersimpan').waitFor()
    await page.getByText('Semua catatan sudah siap').waitFor()
    await expectSound(page)
    await soon(async () => expect(await (await api.as('head')).ask('/drafts')).toEqual([]))
  })

  it('says of a text that lists nobody that it goes, too', async () => {
    await page.getByRole('button', { name: 'Baca catatan: Penutupan dikembalikan: tanggapan' }).click()
    await field().waitFor()
    await page.getByRole('button', { name: 'Ikut dihapus tanpa versi baru' }).click()
    await page.getByText('Catatan itu akan ikut dihapus.').waitFor()
    await page.getByText('Tidak mencantumkan siapa pun').waitFor({ state: 'detached' })
  })

  it('is shown a text about somebody else that names the person, marked, and leaves it where a namesake is meant', async () => {
    const group = page.getByRole('article', { name: 'Rencana kasus: tujuan' })
    await page.getByRole('heading', { name: 'Tentang orang lain, tetapi menyebut nama Korban 1' }).waitFor()
    await group.getByText('Menyebut nama Korban 1').waitFor()
    await group.getByText('juga tentang Korban 2').waitFor()
    expect(await page.locator('body').innerText()).not.toContain(NAMED)
    await group.getByRole('button', { name: 'Baca catatan: Rencana kasus: tujuan' }).click()
    await field().waitFor()
    await soon(async () => expect(await field().inputValue()).toBe(`Tinggal dengan ${NAMED}.`))
    expect(await page.getByRole('button', { name: 'Ikut dihapus tanpa versi baru' }).count()).toBe(0)
    await expectSound(page)
    await focusIsOn(page, 'version-')
    await page.keyboard.press('Escape')
    await field().waitFor({ state: 'detached' })
  })

  it('goes on erasing, pressed before it is known what goes along, and what others need can still be read', async () => {
    const tell = await holdBack(page)
    await page.getByRole('link', { name: 'Lanjutkan penghapusan' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Hapus data Korban 1' })
    await dialog.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Permintaan orang yang bersangkutan' })
    await dialog.getByRole('button', { name: 'Lanjutkan' }).click()
    tell()
    const typed = dialog.getByRole('textbox', { name: 'Nomor kasus' })
    await typed.fill(told.number)
    await typed.press('Enter')
    await page.getByRole('tabpanel').getByText('Data telah dihapus').waitFor()
    await visit(page, `${address}/kasus/${told.id}`)
    const story = page.getByRole('tabpanel')
    await story.getByText('Versi tersunting sebuah catatan ditulis').waitFor()
    await story.getByRole('button', { name: 'Buka cerita' }).click()
    await story.getByText(`${SISTER} Ditambah.`).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(MARKERS.name)
  })
})

it('lets a caseworker write it, and keeps the erasure to the head', async () => {
  const told = await newCase()
  const head = await api.as('head')
  const { file } = await soon(() => head.ask<CaseFilePage>(`/cases/${told.id}`, { minPosition: told.position }))
  const page = await openPage(browser, DESK)
  await signIn(page, address, PEOPLE.officer.username, PASSWORD)
  await visit(page, `${address}/kasus/${told.id}/catatan-bersama/${file.victims[0]?.victimId ?? ''}`)
  await page.getByRole('button', { name: /: Cerita$/ }).click()
  await page.getByRole('textbox', { name: 'Versi tanpa Korban 1' }).fill(SISTER)
  await page.getByRole('button', { name: 'Simpan versi ini' }).click()
  await page.getByText('Semua catatan sudah siap').waitFor()
  expect(await page.getByRole('link', { name: 'Lanjutkan penghapusan' }).count()).toBe(0)
  await leave(page)
})
