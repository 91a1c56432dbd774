import type { Browser, Locator, Page } from 'playwright-core'
import { answer, enterAs, finish, goTo, visit } from './person'
import type { Product } from './product'
import { closeServed, serveProduct } from './served'
import { MOMENT, soon } from './soon'

// One case from the complaint to the closure, as the people of a unit meet it on their screens.

const VICTIM = 'Melatiwati Penanda'
const PARTNER = 'RSUD Contoh'

let product: Product
let browser: Browser
let officer: Page
let head: Page
let department: Page
let number = ''
let victimsBefore = 0
const faults: string[] = []
const seen: string[] = []

beforeAll(async () => {
  ;({ product, browser } = await serveProduct())
  officer = watched(await enterAs(browser, product.address, 'caseworker'))
  head = watched(await enterAs(browser, product.address, 'head_of_unit'))
  department = watched(await enterAs(browser, product.address, 'department'))
})
afterAll(closeServed)

/** Notes every address the page visits and every fault of its script. */
function watched(page: Page): Page {
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => seen.push(decodeURIComponent(request.url())))
  return page
}

type Answers = readonly (readonly [label: string, ...words: string[]])[]

/** A step at hand, or one of those behind *Langkah lain*. */
async function take(page: Page, step: string, answers: Answers = []): Promise<void> {
  await toStory(page)
  const steps = page.getByRole('region', { name: 'Langkah sekarang' })
  await steps.getByRole('button', { name: 'Langkah lain' }).click()
  await steps.getByRole('link', { name: step, exact: true }).click()
  await finish(page, step, answers)
}

/** The step that is due: the one filled button. */
async function takeDue(page: Page, step: string, answers: Answers = []): Promise<void> {
  await toStory(page)
  await page
    .getByRole('region', { name: 'Langkah sekarang' })
    .getByRole('button', { name: new RegExp(`^${step}`) })
    .click()
  await finish(page, step, answers)
}

/** A step of something that stands in one part of the file. */
async function takeIn(page: Page, part: string, step: string, answers: Answers = []): Promise<void> {
  await (await toPart(page, part)).getByRole('link', { name: step, exact: true }).first().click()
  await finish(page, step, answers)
}

/** Opens a part of the file. */
async function toPart(page: Page, part: string): Promise<Locator> {
  const name = new RegExp(`^${part}`)
  await page.getByRole('tab', { name }).click()
  const panel = page.getByRole('tabpanel', { name })
  await panel.waitFor()
  return panel
}

const toStory = (page: Page): Promise<Locator> => toPart(page, 'Riwayat')

/** The number over the file, once it stands there and is another than before. */
const numberOf = (page: Page, before = ''): Promise<string> =>
  soon(async () => {
    const shown = (await page.getByRole('heading', { level: 1, name: /\d{4}/ }).first().innerText()).trim()
    expect(shown).not.toBe(before)
    return shown
  })

/** What a colleague entered is shown to who asks for the page again: nothing moves under a reader. */
async function seenByAnother(page: Page, seen: () => Promise<void>): Promise<void> {
  let asked = false
  await soon(async () => {
    if (asked) await page.reload()
    asked = true
    await seen()
  })
}

/** The women of this year, as the department's table counts them. */
async function womenOf(year: number): Promise<{ victims: number; population: string; ratio: string }> {
  await visit(department, `${product.address}/rasio?tahun=${year}`)
  const row = department.getByRole('table', { name: 'Rasio menurut tahun' }).getByRole('rowgroup').nth(1).getByRole('row').last()
  await row.getByRole('rowheader', { name: String(year), exact: true }).waitFor()
  const [victims = '', population = '', ratio = ''] = await row.getByRole('cell').allInnerTexts()
  return { victims: Number(victims), population: population.trim(), ratio: ratio.trim() }
}

const thisYear = (): number => Number(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta', year: 'numeric' }).format(new Date()))

it('is counted before the case, where the department reads the year', async () => {
  const { victims, population, ratio } = await womenOf(thisYear())
  victimsBefore = victims
  expect(population).toMatch(/^\d{1,3}(\.\d{3})+$/)
  expect(ratio).toMatch(/^\d+,\d{2}$/)
})

describe('a complaint', () => {
  it('is taken on one page, and its draft survives a reload', async () => {
    await officer.getByRole('banner').getByRole('link', { name: 'Pengaduan baru' }).click()
    await officer.getByRole('heading', { level: 1, name: 'Pengaduan baru' }).waitFor()
    await answer(officer, 'Urgensi', 'Tinggi')
    await answer(officer, 'Kanal', 'Telepon')
    await answer(officer, 'Siapa yang melapor', 'Keluarga lain')
    // An earlier saving says so, too: it is the one with the name that counts.
    const kept = officer.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.request().postData()?.includes(VICTIM) === true && response.ok(),
    )
    await Promise.all([kept, answer(officer, 'Nama', VICTIM)])
    await officer
      .getByText(/^Tersimpan/)
      .first()
      .waitFor()
    await officer.reload()
    const name = officer.getByRole('textbox', { name: /^Nama \(tidak wajib\)/ }).first()
    await soon(async () => expect(await name.inputValue()).toBe(VICTIM))
    await soon(async () => expect(await officer.getByRole('radio', { name: 'Tinggi', exact: true }).isChecked()).toBe(true))
    await officer.getByText('3 dari 9 jawaban wajib terisi').waitFor()
  })

  it('names what is missing when it is sent too early', async () => {
    await officer.getByRole('button', { name: 'Kirim pengaduan' }).click()
    const summary = officer.getByRole('alert').filter({ hasText: '6 jawaban perlu diperbaiki' })
    await summary.waitFor()
    await soon(async () => expect(await summary.getByRole('listitem').count()).toBe(6))
  })

  it('is sent once, although the button is clicked twice', async () => {
    await answer(officer, 'Jenis kelamin', 'P')
    await officer.getByRole('textbox', { name: 'Usia atau tanggal lahir' }).fill('31')
    await answer(officer, 'Kecamatan', 'Hilir Contoh')
    await answer(officer, 'Cara dan waktu menghubungi yang aman', 'Telepon')
    await answer(officer, 'Bentuk kekerasan', 'Fisik', 'Psikis')
    const when = officer.getByRole('radiogroup', { name: 'Waktu kejadian' })
    await when.locator('label').filter({ hasText: 'Tidak tahu' }).click()
    await answer(officer, 'Hubungan terlapor', 'Suami')
    await answer(officer, 'Kewajiban melapor sudah dijelaskan kepada', 'Keduanya')
    await answer(officer, 'Cerita singkat', 'Dipukul di rumah, dan diancam.')
    const sent: string[] = []
    officer.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/cases')) sent.push(request.headers()['idempotency-key'] ?? '')
    })
    await officer.getByRole('button', { name: 'Kirim pengaduan' }).dblclick()
    number = await numberOf(officer)
    await soon(() => expect(officer.url()).toMatch(/\/kasus\/[0-9a-f-]{36}$/))
    expect(number).toMatch(new RegExp(String(thisYear())))
    expect(new Set(sent).size).toBe(1)
    await goTo(officer, 'Kasus')
    const cases = officer.getByRole('table', { name: 'Daftar' })
    await cases.getByRole('link', { name: number }).waitFor()
    await soon(async () => expect(await cases.getByRole('link', { name: number }).count()).toBe(1))
    expect((await cases.innerText()).includes(VICTIM.split(' ')[0] ?? VICTIM)).toBe(false)
    await cases.getByRole('link', { name: number }).click()
    await officer.getByRole('heading', { level: 1, name: number }).waitFor()
  })
})

describe('the case file', () => {
  it('leads through contact, acceptance, consent and assessment by the step that is due', async () => {
    await takeDue(officer, 'Catat kontak', [
      ['Cara menghubungi', 'Telepon'],
      ['Apakah terhubung?', 'Ya'],
      ['Di luar waktu aman?', 'Tidak'],
    ])
    await takeDue(officer, 'Verifikasi pengaduan', [['Diverifikasi dengan', 'Wawancara dengan korban']])
    await takeDue(officer, 'Terima sebagai kasus')
    const complaint = number
    number = await numberOf(officer, complaint)
    await takeDue(officer, 'Ambil kasus ini')
    const consent: Answers = [
      ['Diberikan oleh', 'Korban'],
      ['Dasar hukum', 'Persetujuan'],
      ['Cara', 'Tertulis'],
    ]
    await takeDue(officer, 'Catat persetujuan', [['Untuk apa', 'Layanan'], ...consent])
    await takeDue(officer, 'Catat asesmen', [
      ['Risiko', 'Tinggi'],
      ['Instrumen', 'Wawancara tanpa skor'],
    ])
    await takeDue(officer, 'Catat kebutuhan', [['Diperlukan dan diinginkan korban', 'Kesehatan', 'Konseling']])
    await take(officer, 'Catat persetujuan', [['Untuk apa', 'Berbagi dengan lembaga'], ['Penerima data', PARTNER], ...consent])
  })

  it('opens the name behind its button alone', async () => {
    const show = officer.getByRole('button', { name: 'Tampilkan nama Korban 1' })
    await show.waitFor()
    expect(await officer.getByText(VICTIM).count()).toBe(0)
    await show.click()
    await officer.getByText(VICTIM).waitFor()
    await officer.getByRole('button', { name: 'Tutup nama Korban 1' }).click()
    await officer.getByText(VICTIM).waitFor({ state: 'detached' })
  })

  it('records counselling, a stay in the shelter and legal aid', async () => {
    await take(officer, 'Catat konseling', [
      ['Jenis', 'Konseling'],
      ['Catatan sesi', 'Sesi pertama.'],
    ])
    await take(officer, 'Catat masuk rumah perlindungan', [
      ['Rumah perlindungan', 'Rumah Perlindungan Contoh · 7 tempat'],
      ['Keadaan darurat?', 'Tidak'],
    ])
    await takeIn(officer, 'Layanan', 'Akhiri masa tinggal', [['Pergi ke', 'Ke keluarga']])
    await take(officer, 'Catat bantuan hukum', [['Jenis', 'Konsultasi']])
  })

  it('follows a referral from the day it is made to the day the victim is told', async () => {
    await take(officer, 'Buat rujukan', [
      ['Layanan yang diminta', 'Kesehatan'],
      ['Lembaga', PARTNER],
      ['Urgensi', 'Tinggi'],
      ['Data yang dikirim', 'Inisial', 'Umur', 'Kebutuhan'],
    ])
    await takeDue(officer, 'Kirim rujukan', [['Dikirim lewat', 'Telepon']])
    await takeIn(officer, 'Rujukan', 'Catat rujukan sampai', [
      ['Diketahui lewat', 'Telepon'],
      ['Menurut siapa', 'Petugas loket'],
    ])
    await takeIn(officer, 'Rujukan', 'Catat kesanggupan mitra', [['Disanggupi', 'Sepenuhnya']])
    await takeIn(officer, 'Rujukan', 'Catat janji temu', [
      ['Janji temu', tomorrow()],
      ['Pukul', '09.00'],
    ])
    await takeIn(officer, 'Rujukan', 'Catat kehadiran')
    await takeIn(officer, 'Rujukan', 'Catat layanan pertama')
  })
})

/** As a person types a day. */
const tomorrow = (): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jakarta', day: '2-digit', month: '2-digit', year: 'numeric' }).format(Date.now() + 86_400_000)

describe('the head of unit', () => {
  it("sees the referral's stage on the board, and the days of every stage in the file", async () => {
    await goTo(head, 'Papan rujukan')
    const board = head.getByRole('table', { name: 'Rujukan terbuka' })
    await board.waitFor()
    const more = head.getByRole('button', { name: /Tampilkan \d+ rujukan lagi/ })
    const row = board.getByRole('row').filter({ hasText: number })
    await seenByAnother(head, async () => {
      await row.or(more).first().waitFor({ timeout: MOMENT })
      if ((await row.count()) === 0) await more.click({ timeout: MOMENT })
      expect(await row.getByRole('img').getAttribute('aria-label', { timeout: MOMENT })).toContain('Layanan pertama')
    })
    expect((await board.innerText()).includes('Melatiwati')).toBe(false)
    await row.getByRole('link', { name: number }).click()
    await seenByAnother(head, async () => {
      const stages = (await toPart(head, 'Rujukan')).getByRole('list', { name: 'Tahap rujukan' }).getByRole('listitem')
      await stages.first().waitFor({ timeout: MOMENT })
      const track = (await stages.allInnerTexts()).join(' | ')
      for (const stage of ['Dikirim', 'Sampai', 'Disanggupi', 'Janji temu', 'Hadir', 'Layanan pertama'])
        expect(track).toMatch(new RegExp(`${stage}\\s+\\d`))
    })
  })

  it('approves the closure that the officer asks for', async () => {
    await takeIn(officer, 'Rujukan', 'Selesaikan rujukan', [['Hasil', 'Tujuan tercapai']])
    await takeIn(officer, 'Rujukan', 'Catat korban diberi tahu', [['Diberi tahu lewat', 'Telepon']])
    await take(officer, 'Akhiri layanan korban', [['Alasan berakhir', 'Tujuan tercapai']])
    await takeDue(officer, 'Ajukan penutupan')
    await head.reload()
    await head.getByRole('heading', { level: 1, name: number }).waitFor()
    await toStory(head)
    await seenByAnother(head, () => head.getByRole('button', { name: /^Setujui penutupan/ }).waitFor({ timeout: MOMENT }))
    await takeDue(head, 'Setujui penutupan')
    await head.getByText('Keadaan kasus: Ditutup', { exact: true }).waitFor()
    await head.getByRole('tabpanel').getByText(`Rujukan ke ${PARTNER} selesai: tujuan tercapai`).waitFor()
  })
})

describe('the department', () => {
  it('reads one woman more in this year than before', async () => {
    const after = await soon(async () => {
      const women = await womenOf(thisYear())
      expect(women.victims).toBe(victimsBefore + 1)
      return women
    })
    const population = Number(after.population.replaceAll('.', ''))
    expect(Number(after.ratio.replace(',', '.'))).toBeCloseTo(((victimsBefore + 1) / population) * 100_000, 1)
  })

  it('reads the four published years', async () => {
    await visit(department, `${product.address}/rasio?tahun=2024`)
    for (const [chart, figures] of [
      ['Rasio kekerasan terhadap perempuan', ['2,95', '2,27', '5,72', '3,69']],
      ['Rasio kekerasan terhadap anak', ['24,43', '27,84', '23,45', '45,29']],
    ] as const) {
      const picture = department.getByRole('img', { name: new RegExp(`^${chart}`) })
      await soon(async () => {
        const words = (await picture.getAttribute('aria-label')) ?? ''
        for (const [index, figure] of figures.entries()) expect(words).toMatch(new RegExp(`${2021 + index}[^;]*${figure}`))
      })
    }
    await soon(async () => {
      const table = await department.getByRole('table', { name: 'Rasio menurut tahun' }).innerText()
      for (const figure of ['2,95', '2,27', '5,72', '3,69', '24,43', '27,84', '23,45', '45,29']) expect(table).toContain(figure)
    })
  })

  it('meets no case and no name', async () => {
    await department.goto(`${product.address}/kasus`)
    await department.getByRole('main').getByText('Halaman ini tidak ada').waitFor()
    expect(await department.getByRole('table').count()).toBe(0)
    expect(await department.getByRole('main').innerText()).not.toContain(number)
  })
})

it('never puts a name into an address, a title or a list, and no script fails', async () => {
  const marker = VICTIM.split(' ')[0] ?? VICTIM
  expect(seen.filter((url) => url.includes(marker))).toEqual([])
  for (const list of ['hari-ini', 'kasus', 'pengaduan', 'rujukan']) {
    await visit(officer, `${product.address}/${list}`)
    expect(await officer.getByRole('main').innerText()).not.toContain(marker)
    expect(await officer.title()).not.toContain(marker)
  }
  expect(faults).toEqual([])
})
