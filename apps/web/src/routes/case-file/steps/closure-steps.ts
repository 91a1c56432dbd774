import { choice, code, day, text, victim, victims } from '../../../forms/describe'
import type { Steps } from './step'

/** Ending per victim, closure, what comes after it. */
export const closureSteps = {
  'akhiri-layanan': {
    path: 'endings',
    action: 'end-victim',
    guarded: true,
    fields: [victim('victimId'), code('ending', 'ending', { at: 'reason', without: ['alasan_tidak_tercatat'] }), day('endedOn', { start: 'today' })],
  },
  'koreksi-akhir': {
    path: 'endings/correct',
    action: 'people',
    guarded: true,
    ref: 'victimId',
    fields: [
      code('ending', 'ending', { at: 'reason', without: ['alasan_tidak_tercatat'] }),
      day('endedOn'),
      code('why', 'correctionReason', { without: ['register_kemudian'] }),
    ],
  },
  'ajukan-penutupan': { path: 'closure/request', action: 'request-closure', guarded: true, fields: [] },
  'kembalikan-penutupan': { path: 'closure/return', action: 'approve-closure', permission: 'case.approve', guarded: true, fields: [text('remark')] },
  'setujui-penutupan': { path: 'closure/approve', action: 'approve-closure', permission: 'case.approve', guarded: true, fields: [] },
  'tindak-lanjut': {
    path: 'follow-ups',
    action: 'follow-up',
    fields: [
      victim('victimId'),
      day('madeOn', { start: 'today' }),
      code('followUpResult', 'followUpResult', { at: 'result' }),
      day('nextDueOn', { optional: true, ahead: true }),
      text('note', { optional: true }),
    ],
  },
  'umpan-balik': {
    path: 'feedback',
    action: 'emergency',
    fields: [victim('victimId'), choice('rating', ['1', '2', '3', '4', '5'], { hint: 'rating' }), text('remark', { optional: true })],
    shape: (body) => ({ ...body, rating: Number(body['rating']) }),
  },
  'buka-kembali': {
    path: 'reopen',
    action: 'reopen',
    guarded: true,
    fields: [
      day('reopenedOn', { start: 'today' }),
      choice('cause', ['permintaan_korban', 'kejadian_baru', 'tindak_lanjut', 'koreksi']),
      victims('victimIds'),
    ],
  },
} satisfies Steps
