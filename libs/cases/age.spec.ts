import { dateIn } from '#kernel'
import { refusalOf } from '#testing'
import { ageAtIncident, earliestOf, maturityOn } from './age'
import type { DatePrecision, IncidentWhen } from './codes'
import type { StatedAge } from './subjects'

const born = (birthDate: string): StatedAge => ({ birthDate, years: null, statedFor: 'kejadian' })
const stated = (years: number, statedFor: StatedAge['statedFor'] = 'kejadian'): StatedAge => ({ birthDate: null, years, statedFor })
const unknown: StatedAge = { birthDate: null, years: null, statedFor: 'kejadian' }
const on = (from: string | null, precision: DatePrecision = 'hari', to = from): IncidentWhen => ({ precision, from, to, at: null })
const COMPLAINT = '2026-03-02'
const classOf = (age: StatedAge, incident: IncidentWhen | null, receivedOn = COMPLAINT): string =>
  ageAtIncident(age, incident, receivedOn).finding.ageClass

describe('the age of a victim', () => {
  it('is that at the incident, from the birth date', () => {
    expect(ageAtIncident(born('2008-03-01'), on('2026-02-28'), COMPLAINT)).toEqual({
      finding: { ageClass: 'anak', ageBand: '13-17', ageFlags: ['ampk', 'abh'], basis: 'tanggal_lahir' },
      years: 17,
    })
    expect(ageAtIncident(born('2008-03-01'), on('2026-03-01'), COMPLAINT)).toMatchObject({
      finding: { ageClass: 'dewasa', ageBand: '18-24' },
      years: 18,
    })
  })

  it('counts somebody who is 18 today and was 17 at the incident as a child', () => {
    expect(classOf(born('2008-03-02'), on('2026-03-01'))).toBe('anak')
    expect(classOf(born('2008-03-02'), on('2026-03-02'))).toBe('dewasa')
  })

  it('lets who was born on 29 February turn older on 1 March', () => {
    expect(classOf(born('2008-02-29'), on('2026-02-28'))).toBe('anak')
    expect(classOf(born('2008-02-29'), on('2026-03-01'))).toBe('dewasa')
    expect(classOf(born('2004-02-29'), on('2022-02-28'), '2022-03-05')).toBe('anak')
    expect(classOf(born('2004-02-29'), on('2024-02-29'), '2024-03-05')).toBe('dewasa')
  })

  it('takes a stated age as the age at the incident', () => {
    expect(ageAtIncident(stated(17), on('2020-01-01'), COMPLAINT)).toMatchObject({
      finding: { ageClass: 'anak', basis: 'disebut_saat_kejadian' },
      years: 17,
    })
    expect(classOf(stated(18), on('2020-01-01'))).toBe('dewasa')
  })

  it('prefers the birth date to a stated age', () => {
    expect(classOf({ birthDate: '2000-01-01', years: 12, statedFor: 'kejadian' }, on('2026-01-01'))).toBe('dewasa')
  })

  it('leaves an age stated at the complaint at the border of 18 open', () => {
    expect(ageAtIncident(stated(18, 'pengaduan'), on('2025-12-01'), COMPLAINT)).toEqual({
      finding: { ageClass: 'batas_umur', ageBand: 'tidak_diketahui', ageFlags: ['ampk'], basis: 'disebut_saat_pengaduan' },
      years: null,
    })
    expect(classOf(stated(18, 'pengaduan'), on(COMPLAINT))).toBe('dewasa')
    expect(classOf(stated(18, 'pengaduan'), on('2024-03-01'))).toBe('anak')
    expect(classOf(stated(18, 'pengaduan'), on('2025-03-02'))).toBe('anak')
    expect(classOf(stated(18, 'pengaduan'), on('2025-03-03'))).toBe('batas_umur')
    expect(classOf(stated(19, 'pengaduan'), on('2025-03-02'))).toBe('dewasa')
    expect(classOf(stated(19, 'pengaduan'), on('2025-03-01'))).toBe('batas_umur')
    expect(classOf(stated(17, 'pengaduan'), on('2025-12-01'))).toBe('anak')
  })

  it('counts a stated age across New Year without guessing a birthday', () => {
    expect(classOf(stated(18, 'pengaduan'), on('2025-12-31'), '2026-01-01')).toBe('batas_umur')
    expect(classOf(stated(18, 'pengaduan'), on('2026-01-01'), '2026-01-01')).toBe('dewasa')
  })

  it('counts a range by its start', () => {
    expect(classOf(born('2008-01-15'), on('2026-01-10', 'rentang', '2026-02-20'))).toBe('anak')
    expect(classOf(born('2008-01-10'), on('2026-01-10', 'rentang', '2026-02-20'))).toBe('dewasa')
  })

  it('leaves a month or a year open where 18 lies within it', () => {
    expect(classOf(born('2008-01-15'), on('2026-01-01', 'bulan', '2026-01-31'))).toBe('batas_umur')
    expect(classOf(born('2008-02-01'), on('2026-01-01', 'bulan', '2026-01-31'))).toBe('anak')
    expect(classOf(born('2008-01-01'), on('2026-01-01', 'bulan', '2026-01-31'))).toBe('dewasa')
    expect(classOf(born('2007-06-01'), on('2025-01-01', 'tahun', '2025-12-31'))).toBe('batas_umur')
    expect(classOf(stated(18, 'pengaduan'), on('2025-01-01', 'tahun', '2025-12-31'))).toBe('batas_umur')
    expect(classOf(stated(20, 'pengaduan'), on('2025-01-01', 'tahun', '2025-12-31'))).toBe('dewasa')
  })

  it('knows that nothing happened after the complaint, also within a month or a year', () => {
    expect(classOf(born('2008-03-15'), on('2026-03-01', 'bulan', '2026-03-31'))).toBe('anak')
    expect(classOf(born('2008-11-15'), on('2026-01-01', 'tahun', '2026-12-31'))).toBe('anak')
  })

  it("takes the complaint's day where the incident's is unknown", () => {
    for (const incident of [null, on(null, 'tidak_diketahui')]) {
      expect(classOf(born('2008-03-02'), incident)).toBe('dewasa')
      expect(classOf(born('2008-03-03'), incident)).toBe('anak')
      expect(classOf(stated(18, 'pengaduan'), incident)).toBe('dewasa')
    }
  })

  it('is unknown where nothing is known, and never guessed', () => {
    expect(ageAtIncident(unknown, on('2026-01-01'), COMPLAINT)).toEqual({
      finding: { ageClass: 'tidak_diketahui', ageBand: 'tidak_diketahui', ageFlags: [], basis: 'tidak_diketahui' },
      years: null,
    })
  })

  it('is refused beyond 0 to 120 years, and for a birth after the incident', () => {
    const refused = (age: StatedAge, incident: IncidentWhen | null): unknown => {
      const refusal = refusalOf(() => ageAtIncident(age, incident, COMPLAINT, 'victims[0].age'))
      return refusal?.faults.map(({ field, code }) => `${field} ${code}`)
    }
    expect(refused(stated(151), on('2026-01-01'))).toEqual(['victims[0].age.years age.range'])
    expect(refused(stated(-1), null)).toEqual(['victims[0].age.years age.range'])
    expect(refused(stated(7.5), null)).toEqual(['victims[0].age.years age.range'])
    expect(refused(born('1900-01-01'), on('2026-01-01'))).toEqual(['victims[0].age.birthDate age.range'])
    expect(refused(born('2026-01-02'), on('2026-01-01'))).toEqual(['victims[0].age.birthDate age.birth-after-incident'])
    expect(refused(stated(0, 'pengaduan'), on('2024-01-01'))).toEqual(['victims[0].age.years age.birth-after-incident'])
    expect(refused(stated(120), null)).toBeUndefined()
    expect(refused(born('2026-01-01'), on('2026-01-01'))).toBeUndefined()
    expect(refused(born('2026-01-10'), on('2026-01-01', 'bulan', '2026-01-31'))).toBeUndefined()
    expect(refused(stated(0, 'pengaduan'), on('2025-06-01'))).toBeUndefined()
  })

  it.each([
    [0, '0-5', ['balita']],
    [5, '0-5', ['balita']],
    [6, '6-12', ['ampk']],
    [11, '6-12', ['ampk']],
    [12, '6-12', ['ampk', 'abh']],
    [13, '13-17', ['ampk', 'abh']],
    [17, '13-17', ['ampk', 'abh']],
    [18, '18-24', ['ampk']],
    [19, '18-24', []],
    [24, '18-24', []],
    [25, '25-44', []],
    [45, '45-59', []],
    [59, '45-59', []],
    [60, '60+', []],
    [120, '60+', []],
  ])('at %i years stands in the band %s with the labels %j', (years, ageBand, ageFlags) => {
    expect(ageAtIncident(stated(years), null, COMPLAINT).finding).toMatchObject({ ageBand, ageFlags })
  })

  it('sets a label and a band only where both ages have it', () => {
    expect(ageAtIncident(stated(6, 'pengaduan'), on('2025-12-01'), COMPLAINT).finding).toMatchObject({
      ageClass: 'anak',
      ageBand: 'tidak_diketahui',
      ageFlags: [],
    })
    expect(ageAtIncident(stated(13, 'pengaduan'), on('2025-12-01'), COMPLAINT).finding).toMatchObject({
      ageBand: 'tidak_diketahui',
      ageFlags: ['ampk', 'abh'],
    })
    expect(ageAtIncident(stated(12, 'pengaduan'), on('2025-12-01'), COMPLAINT).finding).toMatchObject({ ageBand: '6-12', ageFlags: ['ampk'] })
  })
})

describe('a complaint around New Year', () => {
  it.each([
    ['Asia/Jakarta', '2025-12-31T16:30:00.000Z', '2025-12-31'],
    ['Asia/Makassar', '2025-12-31T16:30:00.000Z', '2026-01-01'],
    ['Asia/Jayapura', '2025-12-31T15:30:00.000Z', '2026-01-01'],
    ['Asia/Jakarta', '2025-12-31T23:00:00.000Z', '2026-01-01'],
    ['Asia/Makassar', '2025-12-31T15:59:59.999Z', '2025-12-31'],
  ])('falls in %s at %s on %s', (zone, instant, day) => {
    expect(dateIn(zone, instant)).toBe(day)
  })
})

describe('several incidents', () => {
  it('find the age at the earliest one that is known', () => {
    expect(earliestOf([on('2026-02-01'), on(null, 'tidak_diketahui'), on('2025-02-01', 'bulan', '2025-02-28')])).toMatchObject({ from: '2025-02-01' })
    expect(earliestOf([on(null, 'tidak_diketahui')])).toMatchObject({ precision: 'tidak_diketahui' })
    expect(earliestOf([])).toBeNull()
  })
})

describe('how far somebody speaks for herself', () => {
  const today = '2026-03-02'
  it('follows the age of today, not that of the incident', () => {
    expect(maturityOn(today, born('2008-03-02'), '2025-01-01', 7)).toBe('dewasa')
    expect(maturityOn(today, born('2008-03-03'), '2025-01-01', 7)).toBe('anak')
    expect(maturityOn(today, born('2019-03-02'), '2025-01-01', 7)).toBe('anak')
    expect(maturityOn(today, born('2019-03-03'), '2025-01-01', 7)).toBe('anak_kecil')
  })

  it('takes a stated age with its day, and asks a child that may be old enough', () => {
    expect(maturityOn(today, stated(30), '2025-06-01', 7)).toBe('dewasa')
    expect(maturityOn(today, stated(17), '2025-06-01', 7)).toBe('tidak_diketahui')
    expect(maturityOn(today, stated(6), '2025-06-01', 7)).toBe('anak')
    expect(maturityOn(today, stated(5), '2025-06-01', 7)).toBe('anak_kecil')
    expect(maturityOn(today, stated(12), '2025-06-01', 13)).toBe('anak')
    expect(maturityOn(today, unknown, '2025-06-01', 7)).toBe('tidak_diketahui')
  })
})
