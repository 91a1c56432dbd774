import { emergencyKinds, urgencies } from '../../../api/choices'
import { choice, code, colleague, day, institution, institutions, line, moment, text, victim, victims, yesno } from '../../../forms/describe'
import { textAt } from '../../../forms/values'
import type { Steps } from './step'

const explained = ['korban', 'pelapor', 'keduanya'] as const

/** From the complaint to the accepted case. */
export const complaintSteps = {
  'nilai-urgensi': { path: 'triage', action: 'triage', guarded: true, fields: [choice('urgency', urgencies, { hint: 'urgency' })] },
  'catat-kontak': {
    path: 'contacts',
    action: 'contact',
    fields: [
      victim('victimId', { optional: true }),
      code('method', 'contactMethod'),
      yesno('reached'),
      moment('attemptedAt', { start: 'now' }),
      yesno('outsideSafeWindow', { hint: 'outsideSafeWindow' }),
    ],
  },
  penjangkauan: {
    path: 'outreach',
    action: 'outreach',
    fields: [day('madeOn', { start: 'today' }), yesno('met'), victims('victimIds', { optional: true }), text('note', { optional: true })],
  },
  'kewajiban-melapor': { path: 'duty-to-report', action: 'people', fields: [choice('explainedTo', explained, { hint: 'explainedTo' })] },
  kronologi: {
    path: 'chronology',
    action: 'people',
    fields: [
      choice('dutyExplainedTo', explained, { hint: 'explainedTo', when: (_values, { file }) => file?.dutyExplainedTo == null }),
      victims('about', { hint: 'about' }),
      text('text', { rows: 8, hint: 'chronology' }),
    ],
  },
  verifikasi: { path: 'verify', action: 'accept', fields: [code('how', 'verifiedHow'), day('verifiedOn', { start: 'today' })] },
  terima: {
    path: 'accept',
    action: 'accept',
    guarded: true,
    fields: [code('verifiedHow', 'verifiedHow', { when: (_values, { file }) => file?.verifiedOn == null })],
  },
  tolak: { path: 'decline', action: 'decline', guarded: true, fields: [code('reason', 'complaintDeclined')] },
  limpahkan: {
    path: 'hand-over',
    action: 'hand-over',
    permission: 'case.approve',
    guarded: true,
    fields: [institution('toInstitution'), code('reason', 'handOverReason')],
  },
  tugaskan: { path: 'assign', action: 'people', permission: 'case.assign', guarded: true, fields: [colleague('assignedTo')] },
  'ambil-kasus': { path: 'take-on', action: 'people', guarded: true, fields: [] },
  benturan: { path: 'conflict', action: 'people', fields: [colleague('userId', { hint: 'conflict' })] },
  'gelar-kasus': {
    path: 'conferences',
    action: 'conference',
    fields: [
      victims('victimIds'),
      day('heldOn', { start: 'today' }),
      institutions('institutions', { optional: true }),
      line('attendees', { optional: true }),
      text('decisions', { optional: true, rows: 5 }),
    ],
  },
  'jalur-darurat': {
    path: 'emergency-actions',
    action: 'emergency',
    ref: 'kind',
    fields: [
      choice('emergencyKind', emergencyKinds, {
        at: 'kind',
      }),
      victims('victimIds', { optional: true, hint: 'whoUnknown' }),
      moment('actedAt', { start: 'now' }),
      institution('institutionId', {
        optional: true,
        when: (values) => ['kesehatan', 'polisi', 'rumah_perlindungan'].includes(textAt(values, 'kind')),
      }),
      text('note', { optional: true }),
    ],
  },
  'tinjau-darurat': {
    path: 'emergency-actions/review',
    action: 'emergency',
    permission: 'case.approve',
    ref: 'actionId',
    fields: [choice('finding', ['sesuai', 'perlu_perbaikan']), text('remark', { optional: true })],
  },
} satisfies Steps
