import { urgencies } from '../../../api/choices'
import { unitsOwn } from '../../../api/reference'
import { choice, code, codes, day, fixed, institution, line, moment, needs, text, victims, type Field, type FormFacts } from '../../../forms/describe'
import { listAt, textAt, type Values } from '../../../forms/values'
import type { Step, Steps } from './step'

/** Whether somebody of the form has not agreed to sharing with this receiver, or no longer. */
export function lacksConsent(values: Values, { file, today }: FormFacts): boolean {
  const receiver = textAt(values, 'institutionId')
  if (receiver === '' || file === null) return false
  return listAt(values, 'victimIds').some((victimId) => {
    const last = file.consents.findLast((one) => one.victimId === victimId && one.purpose === 'berbagi' && one.receiver === receiver && !one.voided)
    return last?.state !== 'diberikan' || (last.expiresOn !== null && last.expiresOn < today)
  })
}

const make: readonly Field[] = [
  victims('victimIds'),
  code('referralService', 'service', { at: 'service', without: unitsOwn }),
  institution('institutionId'),
  text('overrideReason', { when: lacksConsent, hint: 'overrideReason' }),
  needs('needIds', { optional: true }),
  choice('urgency', urgencies),
  day('madeOn', { start: 'today' }),
  codes('packet', 'packetField', { hint: 'packet' }),
  text('note', { optional: true }),
  fixed('approvalNeeded', false),
]

/** Seen by the officer, or told on the partner's behalf: who said it and by which channel. */
const told: readonly Field[] = [
  moment('stepAt', { at: 'at', start: 'now' }),
  code('via', 'answerVia', { optional: true, hint: 'via' }),
  line('saidBy', { optional: true }),
]

const step = (path: string, fields: readonly Field[] = [], more: Partial<Step> = {}): Step => ({
  path: `referrals/${path}`,
  action: 'contact',
  guarded: true,
  ref: 'referralId',
  fields: [...fields, ...told],
  ...more,
})

/** A referral and all its stages. */
export const referralSteps = {
  'buat-rujukan': { path: 'referrals', action: 'referral', fields: make },
  'rujukan-pengganti': { path: 'referrals', action: 'referral', ref: 'follows', fields: make },
  'setujui-rujukan': { path: 'referrals/approve', action: 'referral', permission: 'case.approve', guarded: true, ref: 'referralId', fields: [] },
  'tinjau-rujukan': {
    path: 'referrals/override-review',
    action: 'emergency',
    permission: 'case.approve',
    ref: 'referralId',
    fields: [choice('finding', ['sesuai', 'perlu_perbaikan']), text('remark', { optional: true })],
  },
  'kirim-rujukan': {
    path: 'referrals/send',
    action: 'referral',
    guarded: true,
    ref: 'referralId',
    fields: [moment('stepAt', { at: 'at', start: 'now' }), code('sentBy', 'answerVia', { at: 'channel' })],
  },
  'rujukan-sampai': step('received'),
  'rujukan-disanggupi': step('accepted', [choice('extent', ['penuh', 'sebagian'])]),
  'rujukan-ditolak': step('declined', [code('reason', 'referralDeclined'), institution('alternative', { optional: true })]),
  'janji-temu': step('appointment', [moment('appointmentAt')]),
  'rujukan-hadir': step('arrived'),
  'belum-hadir': step('not-arrived', [code('hindrance', 'referralHindrance'), day('askAgainOn', { optional: true, ahead: true })]),
  'layanan-pertama': step('first-service'),
  'perkembangan-rujukan': step('progress', [text('progressNote', { at: 'note', optional: true })]),
  'tanyakan-rujukan': step('asked', [day('askAgainOn', { ahead: true })]),
  'selesaikan-rujukan': step('completed', [code('result', 'referralResult')]),
  'akhiri-rujukan': step('ended', [code('reason', 'referralEnded'), text('justification', { optional: true })]),
  'cabut-rujukan': step('withdraw', [choice('by', ['korban', 'unit', 'mitra']), code('reason', 'referralWithdrawn')]),
  'alasan-buntu': {
    path: 'referrals/justify',
    action: 'contact',
    ref: 'referralId',
    fields: [code('reason', 'deadEndReason'), text('note', { optional: true })],
  },
  'beri-tahu-korban': {
    path: 'referrals/victim-told',
    action: 'emergency',
    guarded: true,
    ref: 'referralId',
    fields: [moment('stepAt', { at: 'at', start: 'now' }), code('toldVia', 'contactMethod', { at: 'via' })],
  },
} satisfies Steps
