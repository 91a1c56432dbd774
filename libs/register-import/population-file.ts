import { CsvError, parse } from 'csv-parse/sync'
import type { PopulationCount } from '#annual-reports'
import { decodeUtf8 } from './decode'
import { readDate } from './dates'
import { harmless } from './fault'

/** One thing that is wrong with a population file. Nothing in it is about a person, so contents are shown. */
export interface PopulationFault {
  /** from 1; 0: the whole file */
  readonly line: number
  readonly column: string | null
  readonly content: string | null
  readonly code: PopulationFaultCode
  readonly params: Readonly<Record<string, string | number>>
}

export type PopulationFaultCode =
  | 'file.not-utf8'
  | 'file.quote'
  | 'file.empty'
  | 'file.too-many-rows'
  | 'header.missing-column'
  | 'header.unknown-column'
  | 'row.column-count'
  | 'year.malformed'
  | 'region.malformed'
  | 'sex.unknown'
  | 'age-band.malformed'
  | 'count.malformed'
  | 'source.required'
  | 'reference-date.malformed'
  | 'status.unknown'
  | 'cell.repeated'

export interface CheckedPopulation {
  /** Counts by region; nothing may be written while `faults` holds anything */
  readonly regions: ReadonlyMap<string, readonly PopulationCount[]>
  readonly rows: number
  readonly faults: readonly PopulationFault[]
}

const REQUIRED = ['year', 'region', 'sex', 'age_band', 'count', 'source'] as const
const OPTIONAL = ['document_number', 'reference_date', 'status'] as const
const MAX_ROWS = 20_000

type Cells = Readonly<Record<string, string>>
/** Notes the fault; answers what stands for a cell that could not be read. */
type Fail = (column: string, code: PopulationFaultCode, expected?: string) => false

/**
 * Reads `year,region,sex,age_band,count,source` with `document_number`, `reference_date` and `status` where they are known.
 * Counts are whole numbers, with dots between thousands or without.
 */
export function parsePopulation(file: Uint8Array | string): CheckedPopulation {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const refused = (...faults: readonly PopulationFault[]): CheckedPopulation => ({ regions: new Map(), rows: 0, faults })
  const decoded = decodeUtf8(bytes)
  if (decoded.kind === 'not-utf8') return refused(fault(decoded.line, 'file.not-utf8', { byte: decoded.offset }))
  const records = recordsOf(decoded.text.replace(/^\uFEFF/, ''))
  if ('code' in records) return refused(records)
  const [header = [], ...body] = records
  const headerFaults = faultsOf(header.map((name) => name.trim().toLowerCase()))
  if (headerFaults.length > 0) return refused(...headerFaults)
  if (body.length === 0) return refused(fault(0, 'file.empty'))
  if (body.length > MAX_ROWS) return refused(fault(0, 'file.too-many-rows', { rows: body.length, limit: MAX_ROWS }))

  const faults: PopulationFault[] = []
  const regions = new Map<string, PopulationCount[]>()
  const seen = new Map<string, number>()
  body.forEach((record, index) => {
    const line = index + 2
    if (record.length !== header.length) {
      faults.push(fault(line, 'row.column-count', { expected: header.length, found: record.length }))
      return
    }
    const cells: Cells = Object.fromEntries(header.map((name, at) => [name.trim().toLowerCase(), (record[at] ?? '').trim()]))
    const read = readRow(cells, (column, code, expected) => {
      faults.push({ line, column, content: harmless(cells[column] ?? ''), code, params: expected === undefined ? {} : { expected } })
      return false
    })
    if (!read) return
    const cell = `${read.region} ${read.count.year} ${read.count.sex} ${read.count.ageBand}`
    const otherLine = seen.get(cell)
    if (otherLine !== undefined) faults.push(fault(line, 'cell.repeated', { otherLine }))
    seen.set(cell, line)
    regions.set(read.region, [...(regions.get(read.region) ?? []), read.count])
  })
  return { regions, rows: body.length, faults }
}

const fault = (line: number, code: PopulationFaultCode, params: PopulationFault['params'] = {}): PopulationFault => ({
  line,
  column: null,
  content: null,
  code,
  params,
})

function recordsOf(text: string): readonly (readonly string[])[] | PopulationFault {
  const header = text.split('\n', 1)[0] ?? ''
  const delimiter = header.split(';').length > header.split(',').length ? ';' : ','
  try {
    return parse(text.replace(/\r\n?/g, '\n'), { delimiter, relax_column_count: true, skip_empty_lines: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return fault(0, 'file.quote')
  }
}

function faultsOf(names: readonly string[]): readonly PopulationFault[] {
  const missing = REQUIRED.filter((name) => !names.includes(name))
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL]
  const unknown = names.filter((name) => !known.includes(name))
  return [
    ...missing.map((name) => ({ ...fault(1, 'header.missing-column', { name }), column: name })),
    ...unknown.map((name) => ({ ...fault(1, 'header.unknown-column', { expected: known.join(', ') }), content: harmless(name) })),
  ]
}

function readRow(cells: Cells, fail: Fail): { readonly region: string; readonly count: PopulationCount } | null {
  const cell = (name: string): string => cells[name] ?? ''
  const year = /^(19|20)\d{2}$/.test(cell('year')) ? Number(cell('year')) : fail('year', 'year.malformed', '2024')
  const regionName = cell('region').toLowerCase().replace(/\s+/g, '-')
  const region = /^[a-z0-9.-]{1,60}$/.test(regionName) ? regionName : fail('region', 'region.malformed')
  const sexes: Readonly<Record<string, PopulationCount['sex']>> = { P: 'P', L: 'L', LP: 'LP', 'L+P': 'LP' }
  const sex = sexes[cell('sex').toUpperCase()] ?? fail('sex', 'sex.unknown', 'P, L, LP')
  const bandName = cell('age_band').toLowerCase().replace(/\s+/g, '_')
  const ageBand = /^(\d{1,3}-\d{1,3}|\d{1,3}\+|semua|rumah_tangga)$/.test(bandName)
    ? bandName
    : fail('age_band', 'age-band.malformed', '0-17, 18+, semua, rumah_tangga')
  const count = /^(\d+|\d{1,3}(\.\d{3})+)$/.test(cell('count'))
    ? Number(cell('count').replaceAll('.', ''))
    : fail('count', 'count.malformed', '135501')
  const source = cell('source') === '' ? fail('source', 'source.required', 'BPS, Dukcapil') : cell('source')
  const date =
    cell('reference_date') === ''
      ? null
      : (readDate(cell('reference_date'))?.date ?? fail('reference_date', 'reference-date.malformed', '2024-06-30'))
  const status = statusOf(cell('status')) ?? fail('status', 'status.unknown', 'sementara, tetap')
  if (year === false || region === false || sex === false || ageBand === false) return null
  if (count === false || source === false || date === false || status === false) return null
  const documentNumber = cell('document_number') === '' ? null : cell('document_number')
  return { region, count: { year, sex, ageBand, count, source, documentNumber, referenceDate: date, status: status === 'none' ? null : status } }
}

function statusOf(text: string): 'sementara' | 'tetap' | 'none' | null {
  const status = text.toLowerCase()
  if (status === '') return 'none'
  return status === 'sementara' || status === 'tetap' ? status : null
}
