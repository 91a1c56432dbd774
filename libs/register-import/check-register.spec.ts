import { readFileSync } from 'node:fs'
import { hasText } from '#words'
import { checkRegister, COLUMNS, faultMessage, faultsAsCsv, registerLists, type CheckedRegister, type Column } from '.'

const GOOD: Readonly<Record<Column, string>> = {
  nomor_register: 'REG/2024/001',
  tanggal_pengaduan: '2024-03-10',
  kanal: 'langsung',
  nama_korban: 'Korban Sintetis 001',
  nik_korban: '',
  jenis_kelamin: 'P',
  tanggal_lahir: '2012-09-04',
  umur: '',
  kecamatan: 'Lima Puluh',
  desa: 'Desa 05',
  tanggal_kejadian: '2024-03-01',
  jenis_kekerasan: 'fisik;psikis',
  kdrt: 'tidak',
  tempat_kejadian: 'sekolah',
  hubungan_pelaku: 'teman',
  jenis_kelamin_pelaku: 'L',
  umur_pelaku: '17',
  layanan: 'pengaduan@2024-03-10;konseling@2024-03-15',
  status: 'selesai',
  tanggal_selesai: '2024-05-01',
}

type Row = Partial<Record<Column, string>>
const file = (rows: readonly Row[], delimiter = ','): string =>
  [
    COLUMNS.join(delimiter),
    ...rows.map((row) => COLUMNS.map((column) => `"${(row[column] ?? GOOD[column]).replaceAll('"', '""')}"`).join(delimiter)),
  ].join('\n')

const check = (text: string | Uint8Array): CheckedRegister => checkRegister(text, { today: '2024-12-31', zone: 'Asia/Jakarta', lists: registerLists })
const faultOf = (row: Row): unknown[] => check(file([row])).faults.map(({ line, column, content, code }) => [line, column, content, code])

describe('a register file', () => {
  it('is read whole: the fixture holds 190 victims in 173 cases', () => {
    const checked = checkRegister(readFileSync('tests/fixtures/register-2021-2024.csv'), {
      today: '2025-12-31',
      zone: 'Asia/Jakarta',
      lists: registerLists,
    })
    expect(checked.faults).toEqual([])
    expect([checked.rows.length, checked.cases.length, checked.file.encoding, checked.file.delimiter, checked.file.dateStyle]).toEqual([
      190,
      173,
      'utf-8',
      ',',
      'iso',
    ])
  })

  it('may use semicolons, a byte order mark, CRLF and dates with the day first', () => {
    const text = `\uFEFF${file([{ tanggal_pengaduan: '10/03/2024', tanggal_kejadian: '01/03/2024 21:15', jenis_kekerasan: 'fisik|psikis' }], ';').replaceAll('\n', '\r\n')}`
    const checked = check(new TextEncoder().encode(text))
    expect(checked.faults).toEqual([])
    expect(checked.file).toMatchObject({ delimiter: ';', encoding: 'utf-8-bom', dateStyle: 'mixed', rows: 1 })
    expect(checked.rows[0]?.complaint).toEqual({ on: '2024-03-10', at: null, channel: 'langsung' })
    expect(checked.rows[0]?.incident.when).toEqual({ precision: 'hari', from: '2024-03-01', to: '2024-03-01', at: '2024-03-01T14:15:00.000Z' })
  })

  it('is the same whichever way it is written', () => {
    const plain = check(file([{}])).rows[0]
    const other = check(file([{ tanggal_pengaduan: '10/3/2024', kanal: 'Langsung', jenis_kelamin: 'perempuan', status: 'Selesai' }], ';')).rows[0]
    expect({ ...other, cells: null }).toEqual({ ...plain, cells: null })
  })

  it('keeps the wall clock of the unit: 23:30 WIB on 31 December stays in the old year', () => {
    const read = (zone: string): unknown =>
      checkRegister(file([{ tanggal_pengaduan: '2023-12-31 23:30', tanggal_kejadian: '2023-12-31' }]), {
        today: '2024-12-31',
        zone,
        lists: registerLists,
      }).rows[0]?.complaint
    expect(read('Asia/Jakarta')).toMatchObject({ on: '2023-12-31', at: '2023-12-31T16:30:00.000Z' })
    expect(read('Asia/Makassar')).toMatchObject({ on: '2023-12-31', at: '2023-12-31T15:30:00.000Z' })
    expect(read('Asia/Jayapura')).toMatchObject({ on: '2023-12-31', at: '2023-12-31T14:30:00.000Z' })
  })

  it.each([
    [
      'bytes that are not UTF-8',
      new Uint8Array([...new TextEncoder().encode('nomor_register\nREG/'), 0xe9, 0x2c, 0x31]),
      'file.not-utf8',
      { byte: 20 },
      2,
    ],
    ['no content', '', 'file.empty', {}, 0],
    ['a header alone', COLUMNS.join(','), 'file.empty', {}, 0],
    ['an unclosed quotation mark', `${COLUMNS.join(',')}\n"REG/1,2,3`, 'file.quote', {}, 2],
    ['a missing column', file([{}]).replace('kdrt,', '').replace('"tidak",', ''), 'header.missing-column', { name: 'kdrt' }, 1],
    ['an unknown column, with the nearest name', file([{}]).replace('layanan', 'layanann'), 'header.unknown-column', { expected: 'layanan' }, 1],
    ['a column named twice', file([{}]).replace('desa', 'umur'), 'header.duplicate-column', { name: 'umur' }, 1],
    ['a row that is too short', `${file([{}])}\nREG/2024/002,2024-03-11`, 'row.column-count', { expected: 20, found: 2 }, 3],
    ['more rows than the limit', file(Array.from({ length: 50_001 }, () => ({}))), 'file.too-many-rows', { rows: 50_001, limit: 50_000 }, 0],
  ])('is refused with %s', (_, text, code, params, line) => {
    expect(check(text).faults.find((fault) => fault.code === code)).toMatchObject({ line, params })
  })

  it('without a header repeats nothing of what stands in its first line', () => {
    const text = file([{ nama_korban: 'Siti Rahasia' }]).split('\n')[1] ?? ''
    const { faults } = check(text)
    expect(faults.map(({ code }) => code)).toEqual(['header.absent'])
    expect(JSON.stringify(faults)).not.toContain('Siti')
  })

  it('larger than 32 MiB is refused before it is read', () => {
    expect(check(new Uint8Array(33 * 1024 * 1024)).faults.map(({ code }) => code)).toEqual(['file.too-large'])
  })

  it('names the line on which a row begins, also behind a cell of several lines', () => {
    expect(
      check(
        file([
          { desa: 'satu\ndua', nama_korban: 'a' },
          { umur: 'x', tanggal_lahir: '', nama_korban: 'b' },
        ]),
      ).faults,
    ).toMatchObject([{ line: 4, column: 'umur' }])
  })
})

describe('a row', () => {
  it.each<[string, Row, unknown[]]>([
    ['a blank age without birth date', { tanggal_lahir: '' }, [2, 'umur', '', 'age.missing']],
    ['age 151', { tanggal_lahir: '', umur: '151' }, [2, 'umur', '151', 'age.range']],
    ['age in words', { tanggal_lahir: '', umur: 'tua' }, [2, 'umur', 'tua', 'age.malformed']],
    ['an age that its birth date contradicts', { umur: '30' }, [2, 'umur', '30', 'age.contradicts-birth-date']],
    ['a NIK with letters', { nik_korban: '00123456789012AB' }, [2, 'nik_korban', null, 'nik.malformed']],
    ['a NIK of 15 digits', { nik_korban: '001234567890123' }, [2, 'nik_korban', null, 'nik.malformed']],
    ['an unreadable birth date', { tanggal_lahir: 'kemarin' }, [2, 'tanggal_lahir', null, 'date.malformed']],
    ['a birth date after the incident', { tanggal_lahir: '2024-03-05' }, [2, 'tanggal_lahir', null, 'birth.after-incident']],
    [
      'a complaint in the future',
      { tanggal_pengaduan: '2025-01-01', layanan: '', status: 'proses', tanggal_selesai: '' },
      [2, 'tanggal_pengaduan', '2025-01-01', 'date.future'],
    ],
    ['a day that no calendar has', { tanggal_pengaduan: '2023-02-29' }, [2, 'tanggal_pengaduan', '2023-02-29', 'date.malformed']],
    ['an incident after the complaint', { tanggal_kejadian: '2024-03-11' }, [2, 'tanggal_kejadian', '2024-03-11', 'incident.after-complaint']],
    ['a service before the complaint', { layanan: 'konseling@2024-03-09' }, [2, 'layanan', 'konseling@2024-03-09', 'service.before-complaint']],
    ['a service in the future', { layanan: 'konseling@2025-03-09' }, [2, 'layanan', 'konseling@2025-03-09', 'date.future']],
    ['a service without a date', { layanan: 'konseling' }, [2, 'layanan', 'konseling', 'service.malformed']],
    ['an ending before the complaint', { tanggal_selesai: '2024-03-09' }, [2, 'tanggal_selesai', '2024-03-09', 'ending.before-complaint']],
    ['selesai without a date', { tanggal_selesai: '' }, [2, 'tanggal_selesai', '', 'ending.without-date']],
    ['a date without selesai', { status: 'proses' }, [2, 'status', 'proses', 'ending.without-status']],
    ['a form named twice', { jenis_kekerasan: 'fisik;fisik' }, [2, 'jenis_kekerasan', 'fisik;fisik', 'code.repeated']],
    ['no number', { nomor_register: '' }, [2, 'nomor_register', '', 'cell.required']],
    ['a blank sex', { jenis_kelamin: '' }, [2, 'jenis_kelamin', '', 'cell.required']],
    ['a blank incident date', { tanggal_kejadian: '' }, [2, 'tanggal_kejadian', '', 'cell.required']],
    ['a kecamatan with an address', { kecamatan: 'Jalan Melati 12' }, [2, 'kecamatan', 'Jalan Melati 12', 'kecamatan.malformed']],
    ['a cell with U+0000', { desa: 'a\u0000b' }, [2, 'desa', null, 'cell.character']],
    ['a NIK in the wrong column', { kanal: '0012345678901234' }, [2, 'kanal', null, 'code.unknown']],
    ['a name in the wrong column', { kanal: 'Korban Sintetis 001' }, [2, 'kanal', null, 'code.unknown']],
  ])('with %s is named', (_, row, fault) => {
    expect(faultOf(row)).toEqual([fault])
  })

  it('with an unknown code gets the nearest one', () => {
    expect(check(file([{ hubungan_pelaku: 'ayah kandng', layanan: 'konsleing@2024-03-15' }])).faults.map(({ params }) => params['expected'])).toEqual(
      ['ayah_kandung', 'konseling'],
    )
  })

  it('has all its faults named at once', () => {
    expect(faultOf({ kanal: 'merpati', umur: '151', status: 'x' })).toHaveLength(3)
  })

  it('may say "tidak diketahui" for age, sex and incident date', () => {
    const checked = check(
      file([{ tanggal_lahir: '', umur: 'tidak diketahui', jenis_kelamin: 'tidak diketahui', tanggal_kejadian: 'Tidak diketahui' }]),
    )
    expect(checked.faults).toEqual([])
    expect(checked.rows[0]?.victim).toMatchObject({ sex: 'tidak_diketahui', birthDate: null, years: null })
    expect(checked.rows[0]?.incident.when).toEqual({ precision: 'tidak_diketahui', from: null, to: null, at: null })
  })

  it.each([
    ['2024-02', { precision: 'bulan', from: '2024-02-01', to: '2024-02-29' }],
    ['12/2023', { precision: 'bulan', from: '2023-12-01', to: '2023-12-31' }],
    ['2023', { precision: 'tahun', from: '2023-01-01', to: '2023-12-31' }],
    ['2024-01-05..2024-02-01', { precision: 'rentang', from: '2024-01-05', to: '2024-02-01' }],
  ])('may know the incident only as %s', (written, when) => {
    expect(check(file([{ tanggal_kejadian: written }])).rows[0]?.incident.when).toMatchObject(when)
  })

  it('may know nothing of an alleged perpetrator', () => {
    expect(check(file([{ hubungan_pelaku: '', jenis_kelamin_pelaku: '', umur_pelaku: '' }])).rows[0]?.perpetrator).toBeNull()
  })
})

describe('rows of one number', () => {
  const second: Row = { nama_korban: 'Korban Sintetis 002', hubungan_pelaku: 'guru', kanal: 'langsung' }

  it('are one case with several victims, each with the alleged perpetrator of its own row, wherever they stand', () => {
    const checked = check(file([{}, { nomor_register: 'REG/2024/002', nama_korban: 'c' }, second]))
    expect(checked.cases.map(({ number, victims }) => [number, victims.map(({ perpetrator }) => perpetrator?.relation)])).toEqual([
      ['REG/2024/001', ['teman', 'guru']],
      ['REG/2024/002', ['teman']],
    ])
  })

  it('that disagree on channel or date are faults which name both lines', () => {
    const { faults } = check(file([{}, { ...second, kanal: 'surat', tanggal_pengaduan: '2024-03-09', layanan: '' }]))
    expect(faults.map(({ line, column, code, params }) => [line, column, code, params['otherLine']])).toEqual([
      [3, 'tanggal_pengaduan', 'complaint.disagrees', 2],
      [3, 'kanal', 'complaint.disagrees', 2],
    ])
  })

  it('that are one row pasted twice are named', () => {
    expect(check(file([{}, {}])).faults).toMatchObject([{ line: 3, code: 'row.duplicate', params: { otherLine: 2 } }])
  })
})

describe('a fault', () => {
  const bad = check(file([{ kanal: '=cmd()\u001b[31m', nama_korban: 'Siti', umur: '151', nik_korban: 'ABC', desa: 'Rahasia' }]))

  it('never repeats an identity column', () => {
    expect(JSON.stringify(bad.faults)).not.toMatch(/Siti|ABC|Rahasia/)
  })

  it('is harmless to a terminal and to a spreadsheet', () => {
    expect(bad.faults[0]?.content ?? '').not.toContain('\u001b')
    expect(faultsAsCsv(bad.faults, 'id')).not.toMatch(/"=/)
  })

  it('has a sentence that says what would be right, in both languages', () => {
    for (const fault of bad.faults) {
      expect(hasText(`register.${fault.code}`)).toBe(true)
      expect(faultMessage(fault, 'id')).not.toMatch(/[{}]/)
      expect(faultMessage(fault, 'en')).not.toBe(faultMessage(fault, 'id'))
    }
  })
})
