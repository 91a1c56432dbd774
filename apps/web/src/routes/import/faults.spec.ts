import type { FileFault } from '../../api/imports'
import { faultsCsv, kindOf, rowsAtFault, wrongAndRight } from './faults'

const fault = (code: string, more: Partial<FileFault> = {}): FileFault => ({
  line: 12,
  column: null,
  content: null,
  code,
  detail: 'Salah. Yang benar.',
  ...more,
})

describe('the kinds of faults', () => {
  it.each([
    ['date.malformed', 'tanggal'],
    ['incident.after-complaint', 'tanggal'],
    ['age.missing', 'usia'],
    ['file.not-utf8', 'berkas'],
    ['header.missing-column', 'berkas'],
    ['code.unknown', 'isi'],
  ] as const)('%s is %s', (code, kind) => expect(kindOf(fault(code))).toBe(kind))
  it('a NIK is identity', () => expect(kindOf(fault('nik.malformed', { column: 'nik_korban' }))).toBe('identitas'))
})

describe('the words of a fault', () => {
  it('are divided into what is wrong and what would be right', () =>
    expect(wrongAndRight('Tanggal tidak terbaca. Tulis 2024-03-01 atau 01/03/2024.')).toEqual([
      'Tanggal tidak terbaca.',
      'Tulis 2024-03-01 atau 01/03/2024.',
    ]))
  it('stay whole where there is one sentence', () => expect(wrongAndRight('Kolom ini wajib diisi.')).toEqual(['Kolom ini wajib diisi.', '']))
})

describe('the list to download', () => {
  it('keeps a formula as text', () =>
    expect(faultsCsv(['baris', 'kolom', 'isi', 'kesalahan'], [fault('code.unknown', { column: 'kanal', content: '=1+1' })])).toContain('"\'=1+1"'))
  it('doubles quotation marks', () => expect(faultsCsv(['b', 'k', 'i', 'k'], [fault('code.unknown', { content: 'a"b' })])).toContain('"a""b"'))
})

it('counts rows, not faults, and not the header', () =>
  expect(rowsAtFault([fault('age.missing'), fault('date.malformed'), fault('header.absent', { line: 1 }), fault('age.range', { line: 13 })])).toBe(2))
