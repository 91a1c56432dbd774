import { deskContext } from '#testing'
import { clocksOf, complaintInstant, daysAfter, DEFAULT_CLOCKS, dueAt, healthDueFrom, isImport, urgencyForClocks } from './clocks'
import type { IncidentWhen } from './codes'

const when = (change: Partial<IncidentWhen>): IncidentWhen => ({ precision: 'hari', from: '2026-03-01', to: '2026-03-01', at: null, ...change })

describe('the clocks', () => {
  it('have the bounds of the documents unless the office has others', () => {
    expect(clocksOf(deskContext)).toBe(DEFAULT_CLOCKS)
    const own = { ...DEFAULT_CLOCKS, shelterReviewDays: 7 }
    expect(clocksOf({ ...deskContext, clocks: own })).toBe(own)
  })

  it('run in hours, or in working days that skip weekends and holidays', () => {
    const friday = '2026-03-06T03:00:00.000Z'
    expect(dueAt({ hours: 6 }, friday, deskContext)).toBe('2026-03-06T09:00:00.000Z')
    expect(dueAt({ workingDays: 3 }, friday, deskContext)).toBe('2026-03-11T03:00:00.000Z')
    expect(dueAt({ workingDays: 3 }, friday, { ...deskContext, holidays: new Set(['2026-03-09']) })).toBe('2026-03-12T03:00:00.000Z')
    expect(daysAfter(friday, 14)).toBe('2026-03-20T03:00:00.000Z')
  })

  it('take a complaint that was not triaged for tinggi', () => {
    expect([urgencyForClocks(null), urgencyForClocks('rendah')]).toEqual(['tinggi', 'rendah'])
  })

  it('start at the beginning of the day where the hour of the complaint is unknown', () => {
    expect(complaintInstant({ receivedAt: null, receivedOn: '2026-03-02' }, 'Asia/Jayapura')).toBe('2026-03-01T15:00:00.000Z')
    expect(complaintInstant({ receivedAt: '2026-03-02T03:00:00.000Z', receivedOn: '2026-03-02' }, 'Asia/Jayapura')).toBe('2026-03-02T03:00:00.000Z')
  })

  it('never promise hours of urgent health care that are gone', () => {
    expect(healthDueFrom(when({ at: '2026-03-01T10:00:00.000Z' }), 'Asia/Jakarta')).toEqual({
      within72h: '2026-03-04T10:00:00.000Z',
      within120h: '2026-03-06T10:00:00.000Z',
    })
    expect(healthDueFrom(when({}), 'Asia/Makassar')).toEqual({ within72h: '2026-03-03T16:00:00.000Z', within120h: '2026-03-05T16:00:00.000Z' })
    expect(healthDueFrom(when({ precision: 'rentang', to: '2026-03-05' }), 'Asia/Jakarta')?.within72h).toBe('2026-03-03T17:00:00.000Z')
    for (const precision of ['bulan', 'tahun', 'tidak_diketahui'] as const) expect(healthDueFrom(when({ precision }), 'Asia/Jakarta')).toBeNull()
    const shorter = { ...DEFAULT_CLOCKS, urgentHealthHours: { within72h: 48, within120h: 96 } }
    expect(healthDueFrom(when({ at: '2026-03-01T10:00:00.000Z' }), 'Asia/Jakarta', shorter)?.within72h).toBe('2026-03-03T10:00:00.000Z')
  })

  it('know an import by its mark on the actor', () => {
    expect(isImport(deskContext)).toBe(false)
    expect(isImport({ ...deskContext, actor: { kind: 'system', name: 'jam' } })).toBe(false)
    expect(isImport({ ...deskContext, actor: { kind: 'user', id: 'u', role: 'kepala_unit', importId: 'i' } })).toBe(true)
  })
})
