import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { PASSWORD, PEOPLE, type Api } from '../e2e/start-api'
import { goTo, openPage, signIn } from './person'
import { closeServed, serveApi } from './served'
import { soon } from './soon'

// A register and the population from spreadsheets, through the page: into an empty workspace, then once more.

const FIXTURES = join(__dirname, '..', 'fixtures')
const register = readFileSync(join(FIXTURES, 'register-2021-2024.csv'), 'utf8')
const population = readFileSync(join(FIXTURES, 'population.csv'), 'utf8')
const SECRET = { name: 'Namarusak Penanda', nik: 'NIKRUSAK-1234', born: 'tanggalrusak' }

let api: Api
let page: Page

beforeAll(async () => {
  const served = await serveApi()
  api = served.api
  page = await openPage(served.browser)
  await signIn(page, served.address, PEOPLE.head.username, PASSWORD)
})
afterAll(closeServed)

/** Cells of one line, changed by the names of their columns. */
function withCells(line: number, cells: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => {
    const lines = text.split(/\r?\n/)
    const columns = lines[0]?.split(',') ?? []
    const row = (lines[line - 1] ?? '').split(',')
    for (const [column, value] of Object.entries(cells)) row[columns.indexOf(column)] = value
    lines[line - 1] = row.join(',')
    return lines.join('\n')
  }
}

async function pick(name: string, text: string, button = 'Pilih berkas'): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button, exact: true }).click()])
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') })
}

it('names every fault of a bad register, and never what stands in an identity column', async () => {
  const before = await api.head()
  const bad = [
    withCells(2, { umur: '151', nama_korban: SECRET.name }),
    withCells(3, { nik_korban: SECRET.nik }),
    withCells(4, { tanggal_pengaduan: '31/02/2021' }),
    withCells(5, { tanggal_lahir: SECRET.born }),
    withCells(6, { jenis_kekerasan: 'sihir' }),
  ].reduce((text, change) => change(text), register)
  await goTo(page, 'Impor register')
  await pick('register-rusak.csv', bad)
  await page
    .getByRole('alert')
    .getByRole('heading', { name: /5 dari \d+ baris perlu diperbaiki\. Belum ada yang diimpor\./ })
    .waitFor()
  const table = page.getByRole('table', { name: 'Yang perlu diperbaiki' })
  for (const [line, column] of [
    ['2', 'umur'],
    ['3', 'nik_korban'],
    ['4', 'tanggal_pengaduan'],
    ['5', 'tanggal_lahir'],
    ['6', 'jenis_kekerasan'],
  ] as const) {
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: line, exact: true }) })
    await soon(async () => expect((await row.allInnerTexts()).join(' ')).toContain(column))
  }
  await table.getByText('sihir').first().waitFor()
  await table.getByText('tidak ditampilkan').first().waitFor()
  const whole = await page.content()
  for (const secret of Object.values(SECRET)) expect(whole).not.toContain(secret)
  await soon(async () => expect(await page.getByRole('button', { name: /^Impor [\d.]+ baris$/ }).isDisabled()).toBe(true))
  expect(await api.head()).toBe(before)
})

it('takes the register and the population into an empty workspace', async () => {
  await pick('register.csv', register, 'Unggah berkas perbaikan')
  await page
    .getByRole('status')
    .getByRole('heading', { name: /baris sesuai\. Belum ada yang diimpor\./ })
    .waitFor()
  await page.getByRole('button', { name: /^Impor [\d.]+ baris$/ }).click()
  await page.getByRole('heading', { name: 'Impor selesai' }).waitFor()
  await page.getByText(/^Ditambahkan: [\d.]+ kasus, [\d.]+ korban/).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Penduduk', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Data penduduk' }).waitFor()
  await pick('penduduk.csv', population)
  await page.getByRole('button', { name: /^Simpan [\d.]+ baris$/ }).click()
  await page.getByRole('heading', { name: 'Impor selesai' }).waitFor()
})

it("shows the four years' ratios of the imported register", async () => {
  await goTo(page, 'Rasio tahunan')
  await page.getByRole('heading', { level: 1, name: 'Rasio kekerasan tahun 2024' }).waitFor()
  const table = page.getByRole('table', { name: 'Rasio menurut tahun' })
  for (const [group, figures] of [
    [1, ['2,95', '2,27', '5,72', '3,69']],
    [2, ['24,43', '27,84', '23,45', '45,29']],
  ] as const) {
    const rows = table.getByRole('rowgroup').nth(group)
    for (const [index, figure] of figures.entries()) {
      const row = rows.getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(2021 + index), exact: true }) })
      await row.getByRole('cell', { name: figure, exact: true }).waitFor()
    }
  }
})

it('says of the same register that all of it is there already', async () => {
  const before = await api.head()
  await goTo(page, 'Impor register')
  await pick('register.csv', register)
  await page.getByRole('button', { name: /^Impor [\d.]+ baris$/ }).click()
  await page.getByText('Semua isi berkas ini sudah ada. Tidak ada yang ditambahkan.').waitFor()
  expect(await api.head()).toBe(before)
})
