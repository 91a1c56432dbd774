import { readFileSync } from 'node:fs'
import { parsePopulation } from '.'

const HEADER = 'year,region,sex,age_band,count,source'

describe('a population file', () => {
  it('is read whole: the fixture holds twelve counts of one region', () => {
    const { regions, rows, faults } = parsePopulation(readFileSync('tests/fixtures/population.csv'))
    expect([faults, rows, regions.get('kabupaten')?.length]).toEqual([[], 12, 12])
    expect(regions.get('kabupaten')?.at(-1)).toEqual({
      year: 2024,
      sex: 'P',
      ageBand: '18+',
      count: 135_501,
      source: 'sintetis, dihitung mundur dari rasio terbit',
      documentNumber: null,
      referenceDate: null,
      status: null,
    })
  })

  it('may say document, reference date and status, and use dots between thousands', () => {
    const text =
      `${HEADER};document_number;reference_date;status`.replaceAll(',', ';') +
      '\n2024;Kabupaten Contoh;L+P;0-17;141.311;BPS;B-12/2024;30/06/2024;Sementara'
    expect(parsePopulation(text).regions.get('kabupaten-contoh')).toEqual([
      {
        year: 2024,
        sex: 'LP',
        ageBand: '0-17',
        count: 141_311,
        source: 'BPS',
        documentNumber: 'B-12/2024',
        referenceDate: '2024-06-30',
        status: 'sementara',
      },
    ])
  })

  it.each([
    ['a count in words', '2024,kab,P,18+,banyak,BPS', 'count.malformed'],
    ['a negative count', '2024,kab,P,18+,-5,BPS', 'count.malformed'],
    ['a count with ambiguous dots', '2024,kab,P,18+,13.55,BPS', 'count.malformed'],
    ['an unknown sex', '2024,kab,X,18+,5,BPS', 'sex.unknown'],
    ['an unknown age band', '2024,kab,P,dewasa,5,BPS', 'age-band.malformed'],
    ['no source', '2024,kab,P,18+,5,', 'source.required'],
    ['no year', ',kab,P,18+,5,BPS', 'year.malformed'],
    ['a region that names a path', '2024,../x,P,18+,5,BPS', 'region.malformed'],
    ['a missing column', '2024,kab,P,18+,5', 'row.column-count'],
  ])('with %s is refused on its line', (_, row, code) => {
    expect(parsePopulation(`${HEADER}\n${row}`).faults).toMatchObject([{ line: 2, code }])
  })

  it('that counts a cell twice is refused and names both lines', () => {
    expect(parsePopulation(`${HEADER}\n2024,kab,P,18+,5,BPS\n2024,kab,P,18+,6,BPS`).faults).toMatchObject([
      { line: 3, code: 'cell.repeated', params: { otherLine: 2 } },
    ])
  })

  it('without its columns, or not in UTF-8, is refused', () => {
    expect(parsePopulation('tahun,jumlah\n2024,5').faults.map(({ code }) => code)).toContain('header.missing-column')
    expect(parsePopulation(new Uint8Array([0x79, 0xff])).faults).toMatchObject([{ code: 'file.not-utf8', params: { byte: 1 } }])
  })
})
