import { unitsOwn } from '../../../api/reference'
import { choice, code, day, moment, needs, shelter, text, victim, victims, whole, yesno } from '../../../forms/describe'
import { textAt } from '../../../forms/values'
import type { Steps } from './step'

/** What a unit does or notes beside services: these are no needs. */
/** Assessment, needs, plan, shelter. */
export const planSteps = {
  asesmen: {
    path: 'assessments',
    action: 'assessment',
    fields: [
      victim('victimId'),
      choice('risk', ['tinggi', 'sedang', 'rendah']),
      code('instrument', 'instrument'),
      whole('score', 1000, { optional: true, when: (values) => textAt(values, 'instrument') !== 'wawancara' }),
      whole('maxScore', 1000, { optional: true, when: (values) => textAt(values, 'instrument') !== 'wawancara' }),
      day('assessedOn', { start: 'today' }),
      text('summary', { optional: true, rows: 5 }),
    ],
  },
  'rencana-keselamatan': { path: 'safety-plans', action: 'assessment', fields: [victim('victimId'), text('safetyText', { at: 'text', rows: 6 })] },
  kebutuhan: {
    path: 'needs',
    action: 'needs',
    fields: [
      victim('victimId'),
      { kind: 'codes', label: 'needsWanted', at: 'wanted', list: 'service', without: unitsOwn, optional: true },
      { kind: 'codes', label: 'needsUnwanted', at: 'unwanted', list: 'service', without: unitsOwn, optional: true, hint: 'needsUnwanted' },
    ],
    shape: ({ victimId, wanted, unwanted }) => ({
      victimId,
      needs: [
        ...(wanted as string[]).map((service) => ({ service, wanted: true })),
        ...(unwanted as string[]).filter((service) => !(wanted as string[]).includes(service)).map((service) => ({ service, wanted: false })),
      ],
    }),
  },
  'ubah-keinginan': { path: 'needs/wish', action: 'needs', ref: 'needId', fields: [yesno('wanted')] },
  'catat-hambatan': {
    path: 'needs/hindered',
    action: 'needs',
    ref: 'needId',
    fields: [choice('hindered', ['ditolak', 'dihalangi'], { at: 'how' }), code('reason', 'hindranceReason')],
  },
  'susun-rencana': {
    path: 'plans',
    action: 'plan',
    fields: [victim('victimId'), needs('needIds', { optional: true }), text('goals', { rows: 6 }), day('reviewOn', { optional: true, ahead: true })],
  },
  'sepakati-rencana': {
    path: 'plans/agree',
    action: 'plan',
    guarded: true,
    ref: 'planId',
    fields: [choice('agreedBy', ['korban', 'orang_tua', 'wali'])],
  },
  'setujui-rencana': { path: 'plans/approve', action: 'plan', permission: 'case.approve', guarded: true, ref: 'planId', fields: [] },
  'kembalikan-rencana': {
    path: 'plans/return',
    action: 'plan',
    permission: 'case.approve',
    guarded: true,
    ref: 'planId',
    fields: [text('remark')],
  },
  'masuk-rumah-perlindungan': {
    path: 'shelter-stays',
    action: 'shelter',
    fields: [
      shelter('shelterId'),
      victims('victimIds'),
      moment('admittedAt', { start: 'now' }),
      yesno('emergency', { hint: 'shelterEmergency' }),
      victims('infants', { at: 'withoutBed', optional: true, hint: 'infants' }),
    ],
  },
  'tinjau-tinggal': {
    path: 'shelter-stays/review',
    action: 'shelter',
    ref: 'stayId',
    fields: [day('reviewedOn', { start: 'today' }), yesno('extended'), day('nextReviewOn', { optional: true, ahead: true })],
  },
  'akhiri-tinggal': {
    path: 'shelter-stays/end',
    action: 'shelter',
    ref: 'stayId',
    fields: [victims('victimIds'), day('leftOn', { start: 'today' }), code('leavingTo', 'shelterLeaving', { at: 'to' })],
  },
} satisfies Steps
