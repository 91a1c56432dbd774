import type { FileReferral } from '../../../api/referral-progress'
import { StageTrack, type LaneStage, type TrackStep } from '../../../components/referral-lane'
import { useFormat } from '../../../i18n/format'

type Passed = FileReferral['stages'][number]['stage']

const stageOf: Partial<Record<Passed, LaneStage | 'partly-accepted'>> = {
  dibuat: 'made',
  dikirim: 'sent',
  sampai: 'received',
  disanggupi: 'accepted',
  disanggupi_sebagian: 'partly-accepted',
  janji_temu: 'appointment',
  hadir: 'arrived',
  layanan_pertama: 'first-service',
  selesai: 'completed',
}
const road = ['sent', 'received', 'accepted', 'appointment', 'arrived', 'first-service'] as const

/** The stages of one referral with their dates: done, now, ahead. */
export function ReferralTrack({ referral }: { referral: FileReferral }) {
  const { day, dayOf, dayTime } = useFormat()
  const dates = new Map<string, { stage: LaneStage | 'partly-accepted'; at: string }>()
  for (const { stage, at } of referral.stages) {
    const known = stageOf[stage]
    if (known !== undefined) dates.set(known === 'partly-accepted' ? 'accepted' : known, { stage: known, at })
  }
  const last = road.reduce((found, stage, index) => (dates.has(stage) ? index : found), -1)
  const dateOf = (stage: string, at: string): string => {
    if (stage === 'appointment' && referral.appointmentAt !== null) return dayTime(referral.appointmentAt)
    return day(at.length > 10 ? dayOf(at) : at, 'short')
  }
  const steps = road.map((stage, index): TrackStep => {
    const passed = dates.get(stage)
    const state = index > last ? 'ahead' : index === last && referral.open ? 'now' : 'past'
    return { stage: passed?.stage ?? stage, state, ...(passed === undefined ? {} : { date: dateOf(stage, passed.at) }) }
  })
  return <StageTrack steps={steps} />
}
