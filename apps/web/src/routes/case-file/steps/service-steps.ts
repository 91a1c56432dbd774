import {
  choice,
  code,
  codes,
  day,
  fixed,
  institution,
  line,
  moment,
  perpetrator,
  text,
  victims,
  yesno,
  type ChoiceWord,
  type Field,
} from '../../../forms/describe'
import { textAt } from '../../../forms/values'
import type { Steps } from './step'

const given: readonly Field[] = [
  victims('victimIds'),
  day('deliveredOn', { start: 'today' }),
  institution('provider', { optional: true, hint: 'provider' }),
]
const note = text('note', { optional: true })

/** With whom, and whether it was the victim's own request, taken in private. */
const mediation = (parties: readonly ChoiceWord[]): Field[] => [
  victims('victimIds'),
  choice('withWhom', parties),
  yesno('requestedByVictim'),
  yesno('askedInPrivate'),
  day('deliveredOn', { start: 'today' }),
  code('mediationOutcome', 'mediationOutcome', { at: 'outcome' }),
  note,
]

/** What is given to victims, and the legal process they are accompanied through. */
export const serviceSteps = {
  konseling: {
    path: 'counselling',
    action: 'service',
    fields: [
      choice('counselling', ['konseling', 'tenaga_ahli'], { at: 'service' }),
      ...given,
      text('sessionNotes', { at: 'notes', optional: true, rows: 6 }),
    ],
  },
  kesehatan: {
    path: 'health',
    action: 'service',
    fields: [
      ...given,
      codes('care', 'care'),
      code('payer', 'payer'),
      code('payerReason', 'payerReason', { when: (values) => textAt(values, 'payer') === 'unit' }),
      note,
    ],
  },
  visum: {
    path: 'medicolegal',
    action: 'service',
    fields: [...given, code('medicolegalKind', 'medicolegalKind', { at: 'kind' }), line('reportNumber', { optional: true })],
  },
  'akhiri-kesehatan-segera': {
    path: 'health/urgent-ended',
    action: 'contact',
    guarded: true,
    ref: 'victimId',
    fields: [choice('urgentHealth', ['ditolak_korban', 'lewat_waktu_saat_melapor'], { at: 'how' })],
  },
  'bantuan-hukum': { path: 'legal-aid', action: 'service', fields: [...given, code('legalAidKind', 'legalAidKind', { at: 'kind' }), note] },
  pendampingan: { path: 'accompaniment', action: 'service', fields: [...given, code('where', 'accompanimentPlace'), note] },
  pemulangan: { path: 'repatriation', action: 'service', fields: [...given, line('from'), line('to')] },
  'layanan-lain': { path: 'services', action: 'service', fields: [code('service', 'service', { plain: true }), ...given] },
  mediasi: {
    path: 'mediation',
    action: 'mediation-violence',
    fields: [fixed('about', 'kekerasan'), ...mediation(['terlapor', 'keluarga_terlapor'])],
  },
  'mediasi-lain': {
    path: 'mediation',
    action: 'mediation-other',
    fields: [fixed('about', 'hal_lain'), ...mediation(['sekolah', 'majikan', 'pencatatan', 'terlapor', 'keluarga_terlapor', 'lainnya'])],
  },
  'proses-hukum': {
    path: 'legal-stages',
    action: 'legal',
    fields: [
      victims('victimIds'),
      code('stage', 'legalStage'),
      day('reachedOn', { start: 'today' }),
      perpetrator('perpetratorId', { optional: true }),
      line('fileNumber', { optional: true }),
    ],
  },
  'laporan-polisi': {
    path: 'police-report',
    action: 'legal',
    guarded: true,
    fields: [
      choice('policeReport', ['dilaporkan_unit', 'dilaporkan_korban', 'ditolak_korban_dewasa', 'ditunda_demi_keselamatan'], {
        at: 'how',
        hint: 'policeReport',
      }),
      moment('settledAt', { start: 'now' }),
      line('fileNumber', { optional: true, when: (values) => textAt(values, 'how').startsWith('dilaporkan') }),
      day('reviewOn', { ahead: true, when: (values) => textAt(values, 'how') === 'ditunda_demi_keselamatan' }),
      text('deferral', { at: 'reason', when: (values) => textAt(values, 'how') === 'ditunda_demi_keselamatan' }),
    ],
  },
  perlindungan: {
    path: 'protections',
    action: 'legal',
    fields: [
      victims('victimIds'),
      choice('protection', ['polisi_tpks', 'polisi_kdrt', 'pengadilan', 'lpsk'], { at: 'kind' }),
      day('fromDay', { at: 'from', start: 'today' }),
      day('untilDay', { at: 'until', optional: true, ahead: true, hint: 'protectionUntil' }),
    ],
  },
} satisfies Steps
