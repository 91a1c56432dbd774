import {
  age,
  choice,
  code,
  codes,
  consenter,
  day,
  institution,
  line,
  moment,
  perpetrator,
  safeContact,
  victim,
  victims,
  when,
  whole,
  yesno,
  type Field,
  type FormFacts,
} from '../../../forms/describe'
import { listAt, textAt, type Values } from '../../../forms/values'
import type { Steps } from './step'

const sexes = ['P', 'L', 'tidak_diketahui'] as const

/** Who somebody is; all of it may be unknown. */
const identity = (at: string, full: boolean): Field[] => [
  line('name', { at: `${at}.name`, optional: true }),
  ...(full ? [line('nik', { at: `${at}.nik`, optional: true, numeric: true })] : []),
  line('phone', { at: `${at}.phone`, optional: true, numeric: true }),
  line('address', { at: `${at}.address`, optional: true }),
]

const victimFields: readonly Field[] = [
  ...identity('victim.identity', true),
  choice('sex', sexes, { at: 'victim.sex' }),
  age('age', { at: 'victim.age' }),
  line('kecamatan', { at: 'victim.kecamatan', optional: true }),
  line('desa', { at: 'victim.desa', optional: true }),
  code('disability', 'disability', { at: 'victim.disability', optional: true }),
  code('education', 'education', { at: 'victim.education', optional: true }),
  code('marital', 'marital', { at: 'victim.marital', optional: true }),
  code('occupation', 'occupation', { at: 'victim.occupation', optional: true }),
]

const sexual = (values: Values): boolean => listAt(values, 'incident.forms').includes('seksual')
const overridden = (values: Values): boolean => textAt(values, 'incident.kdrt') !== ''

const incidentFields: readonly Field[] = [
  victims('victimIds'),
  codes('forms', 'form', { at: 'incident.forms' }),
  codes('sexualForms', 'sexualForm', { at: 'incident.sexualForms', optional: true, when: sexual }),
  codes('flags', 'flag', { at: 'incident.flags', optional: true, without: ['kdrt'] }),
  when('when', { at: 'incident.when' }),
  code('place', 'place', { at: 'incident.place' }),
  yesno('kdrt', { at: 'incident.kdrt', optional: true, unknown: true, hint: 'kdrt' }),
  code('kdrtReason', 'kdrtReason', { at: 'incident.kdrtReason', optional: true, when: overridden, hint: 'kdrtReason' }),
]

const why = code('why', 'correctionReason', { without: ['register_kemudian'] })

const isChild = (values: Values, { file }: FormFacts): boolean =>
  file?.victims.find(({ victimId }) => victimId === textAt(values, 'victimId'))?.ageClass !== 'dewasa'
const forSharing = (values: Values): boolean => textAt(values, 'purpose') === 'berbagi'
const bySomebodyElse = (values: Values): boolean => ['orang_tua', 'wali'].includes(textAt(values, 'capacity'))

const consentBy: readonly Field[] = [
  victim('victimId'),
  choice('purpose', ['layanan', 'berbagi', 'penggunaan_lain']),
  institution('receiver', { when: forSharing }),
  choice('capacity', ['korban', 'orang_tua', 'wali', 'unit', 'pekerja_sosial'], { hint: 'capacity' }),
  consenter('giverId', { when: bySomebodyElse, hint: 'giver' }),
]

/** The people of a case, what happened to them, and what they agree to. */
export const peopleSteps = {
  'tambah-korban': {
    path: 'victims',
    action: 'people',
    fields: [...victimFields, safeContact('safeContact', { at: 'victim.safeContact', optional: true })],
  },
  'koreksi-korban': { path: 'victims/correct', action: 'people', guarded: true, ref: 'victimId', fields: [...victimFields, why] },
  'kontak-aman': { path: 'safe-contacts', action: 'people', guarded: true, ref: 'victimId', fields: [safeContact('safeContact')] },
  'tambah-pelapor': { path: 'reporters', action: 'people', fields: identity('identity', false) },
  'tambah-terlapor': {
    path: 'perpetrators',
    action: 'people',
    fields: [...identity('identity', false), choice('sex', sexes), whole('years', 120, { optional: true })],
  },
  'tambah-orang': {
    path: 'related-persons',
    action: 'people',
    fields: [
      choice('role', ['keluarga', 'wali', 'saksi', 'pendamping']),
      yesno('inConflict', { hint: 'inConflict' }),
      ...identity('identity', false),
    ],
  },
  hubungan: {
    path: 'relations',
    action: 'people',
    guarded: true,
    fields: [
      victim('victimId'),
      perpetrator('perpetratorId'),
      code('relation', 'relation'),
      yesno('sharedHousehold', { optional: true, unknown: true }),
    ],
  },
  kejadian: { path: 'incidents', action: 'people', fields: incidentFields },
  'koreksi-kejadian': { path: 'incidents/correct', action: 'people', guarded: true, ref: 'incidentId', fields: [...incidentFields, why] },
  'koreksi-tanggal': { path: 'received-date/correct', action: 'people', guarded: true, fields: [moment('receivedAt'), why] },
  persetujuan: {
    path: 'consents',
    action: 'consent',
    fields: [
      ...consentBy,
      choice('basis', ['persetujuan', 'kewajiban_hukum', 'kepentingan_vital', 'tugas_publik']),
      code('consentHow', 'consentHow', { at: 'how' }),
      choice('childAssent', ['bersedia', 'tidak_bersedia', 'belum_mampu'], { hint: 'childAssent', optional: true, when: isChild }),
      day('givenOn', { start: 'today' }),
      day('expiresOn', { optional: true, ahead: true }),
    ],
  },
  'tolak-persetujuan': { path: 'consents/refuse', action: 'consent', fields: consentBy },
  'cabut-persetujuan': { path: 'consents/withdraw', action: 'consent', guarded: true, ref: 'consentId', fields: [] },
  batalkan: {
    path: 'void',
    action: 'people',
    guarded: true,
    ref: 'entryId',
    fields: [
      choice(
        'voidKind',
        [
          'korban',
          'layanan',
          'kebutuhan',
          'asesmen',
          'catatan_persetujuan',
          'rujukan',
          'tahap_hukum',
          'rencana',
          'tinggal',
          'tindakan_darurat',
          'kronologi',
        ],
        {
          at: 'kind',
        },
      ),
      why,
    ],
    shape: (body) => ({ ...body, kind: body['kind'] === 'catatan_persetujuan' ? 'persetujuan' : body['kind'] }),
  },
  'batalkan-kasus': { path: 'void-case', action: 'people', permission: 'case.approve', guarded: true, fields: [why] },
  'koreksi-tanggal-layanan': { path: 'services/correct-date', action: 'people', guarded: true, ref: 'serviceId', fields: [day('deliveredOn'), why] },
} satisfies Steps
