import type { CaseFile, FileVictim } from '../../api/case-file'
import { clocksOf } from './clocks-of'
import { dueStep } from './due-step'

const now = Date.parse('2026-11-20T10:00:00Z')
const victim = (victimId: string, more: Partial<FileVictim> = {}): FileVictim =>
  ({ victimId, ordinal: 1, risk: null, ending: null, followUpDueOn: null, urgentHealthEnded: null, voided: false, ...more }) as FileVictim

/** Two victims, one of them erased. */
const file = (more: Partial<CaseFile> = {}): CaseFile =>
  ({
    ...{ caseId: 'c', phase: 'layanan', assignedTo: 'u', imported: false, urgency: 'tinggi', receivedAt: null, receivedOn: '2026-11-19' },
    ...{ verifiedOn: null, closedOn: null, policeReport: null, erased: ['gone'], erasing: [], lastActivityAt: '2026-11-20T09:00:00Z' },
    firstContact: { dueAt: '2026-11-20T09:30:00Z', reachedAt: null, attempts: 0 },
    victims: [victim('gone'), victim('left')],
    incidents: [{ incidentId: 'i', victimIds: ['gone'], policeReportDueAt: '2026-11-20T11:00:00Z', healthDue: null }],
    ...{ consents: [], needs: [], plans: [], services: [], referrals: [], stays: [], protections: [] },
    ...more,
  }) as unknown as CaseFile
const allGone = (more: Partial<CaseFile> = {}): CaseFile => file({ erased: ['gone', 'left'], ...more })

describe('a case with an erased victim', () => {
  it('asks for the others as before, and for nothing of the erased', () => {
    expect(dueStep(file(), now, false)).toEqual({ step: 'catat-kontak' })
    expect(clocksOf(file()).map(({ word }) => word)).toEqual(['firstContact'])
    const plan = { planId: 'p', victimId: 'gone', state: 'disusun', voided: false } as CaseFile['plans'][number]
    const met = { firstContact: { dueAt: '2026-11-20T09:30:00Z', reachedAt: '2026-11-20T09:00:00Z', attempts: 1 } }
    expect(
      dueStep(
        file({ ...met, plans: [plan], victims: [victim('gone'), victim('left', { ending: { reason: 'pindah', endedOn: '2026-11-20' } })] }),
        now,
        false,
      ),
    ).toEqual({
      step: 'ajukan-penutupan',
    })
  })

  it('is closed next where nobody is left, and no clock runs', () => {
    expect(dueStep(allGone(), now, false)).toEqual({ step: 'ajukan-penutupan' })
    expect(clocksOf(allGone())).toEqual([])
    expect(dueStep(allGone({ phase: 'pengaduan', urgency: null }), now, false)).toEqual({ step: 'verifikasi' })
    expect(dueStep(allGone({ assignedTo: null }), now, true)).toEqual({ step: 'tugaskan' })
  })
})
