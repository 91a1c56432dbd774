import type { CaseFile, IncidentWhen, TimelineEntry } from '../../../api/case-file'
import type { Codes, Names } from '../../../api/reference'
import type { Format } from '../../../i18n/format'
import { inSentence } from '../../../i18n/in-sentence'

export interface Sources {
  file: CaseFile
  codes: Codes
  names: Names
  format: Format
  /** The word of a fixed choice of a form. */
  choice: (value: string) => string
  victim: (number: number) => string
}

const str = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [])

/** Where the reason of an event stands, and in which list. */
const reasons: Readonly<Record<string, readonly [field: string, list: string]>> = {
  ComplaintDeclined: ['reason', 'complaintDeclined'],
  CaseHandedOver: ['reason', 'handOverReason'],
  NeedHindered: ['reason', 'hindranceReason'],
  ReferralDeclined: ['reason', 'referralDeclined'],
  ReferralNotArrived: ['hindrance', 'referralHindrance'],
  ReferralCompleted: ['result', 'referralResult'],
  ReferralEndedWithoutResult: ['reason', 'referralEnded'],
  ReferralWithdrawn: ['reason', 'referralWithdrawn'],
  ReferralDeadEndJustified: ['reason', 'deadEndReason'],
  VictimServiceEnded: ['reason', 'ending'],
  VictimEndingCorrected: ['reason', 'ending'],
  FollowUpMade: ['result', 'followUpResult'],
}
const kinds: Readonly<Record<string, string>> = { MedicolegalExamined: 'medicolegalKind', LegalAidGiven: 'legalAidKind' }

/** The list of an event's `why`. An erasure that a restored log was told again may have lost its reason. */
function whyList(kind: string, why: string): string {
  if (kind !== 'SubjectErasureStarted') return 'correctionReason'
  return why === 'menurut_catatan_penghapusan' ? 'erasureReplayed' : 'erasureReason'
}

/** An incident's time in words. */
export function whenWords(when: IncidentWhen | null, format: Format, unknown: string): string {
  if (when === null || when.from === null) return unknown
  if (when.precision === 'hari') return when.at === null ? format.day(when.from) : `${format.day(when.from)}, ${format.time(when.at)}`
  if (when.precision === 'tahun') return when.from.slice(0, 4)
  const month = format.day(when.from, 'long').split(' ').slice(1).join(' ')
  return when.precision === 'bulan' ? month : `${format.day(when.from, 'short')} – ${when.to === null ? '' : format.day(when.to, 'shortYear')}`
}

/** Victims by their numbers: "Korban 1, Korban 2". */
export function victimWords(ids: readonly string[], { file, victim }: Pick<Sources, 'file' | 'victim'>): string {
  return ids.map((id) => victim(file.victims.find(({ victimId }) => victimId === id)?.ordinal ?? 0)).join(', ')
}

/** Every place that an event's sentence may fill in. */
export function factsOf({ kind, data, at }: TimelineEntry, sources: Sources): Record<string, string> {
  const { file, codes, names, format, choice } = sources
  const referral = file.referrals.find(({ referralId }) => referralId === data['referralId'])
  const need = file.needs.find(({ needId }) => needId === data['needId'])
  const code = (from: string, field: string): string => (str(data[field]) === '' ? '' : inSentence(codes.label(from, str(data[field]))))
  const codesAt = (from: string, field: string): string =>
    list(data[field])
      .map((one) => inSentence(codes.label(from, one)))
      .join(', ')
  const day = (field: string): string => (str(data[field]) === '' ? '' : format.day(str(data[field]), 'shortYear'))
  const [reasonField, reasonList] = reasons[kind] ?? ['reason', '']
  const service = str(data['service']) || referral?.service || need?.service || ''
  const institutionId =
    str(data['institutionId']) || str(data['receiver']) || str(data['toInstitution']) || str(data['provider']) || referral?.institutionId || ''
  const kindList = kinds[kind]
  const since = file.receivedAt
  const perhaps = (field: string): string => (str(data[field]) === '' ? '' : choice(str(data[field])))
  return {
    channel: code('channel', 'channel'),
    reporter: code('reporterKind', 'reporterKind'),
    number: str(data['number']),
    explainedTo: inSentence(perhaps('explainedTo')),
    urgency: perhaps('urgency'),
    method: code('contactMethod', 'method'),
    after: since === null || at === null ? '' : format.span(Date.parse(at) - Date.parse(since)),
    how: kind === 'ComplaintVerified' ? code('verifiedHow', 'how') : inSentence(perhaps('how')),
    reason: reasonList === '' ? '' : code(reasonList, reasonField),
    officer: names.colleague(str(data['assignedTo'])) ?? '',
    victim: victimWords([str(data['victimId'])], sources),
    role: str(data['role']) === '' ? '' : codes.label('relatedRole', str(data['role'])),
    relation: relationOf(data['relation'], codes),
    forms: codesAt('form', 'forms'),
    when: whenWords((data['when'] as IncidentWhen | undefined) ?? null, format, ''),
    day: day(kind === 'ReceivedDateCorrected' ? 'receivedOn' : 'deliveredOn'),
    capacity: inSentence(perhaps('capacity')),
    risk: inSentence(perhaps('risk')),
    score: str(data['score']),
    max: str(data['maxScore']),
    service:
      service === ''
        ? ''
        : kind.startsWith('Referral') || kind.startsWith('Need')
          ? inSentence(codes.label('service', service))
          : codes.label('service', service),
    agreedBy: inSentence(perhaps('agreedBy')),
    session: str(data['session']),
    care: codesAt('care', 'care'),
    kind:
      kindList === undefined
        ? inSentence(perhaps('kind'))
        : kind === 'LegalAidGiven'
          ? code(kindList, 'kind')
          : codes.label(kindList, str(data['kind'])),
    stage: code('legalStage', 'stage'),
    until: day('until'),
    where: code('accompanimentPlace', 'where'),
    next: day('nextReviewOn'),
    to: code('shelterLeaving', 'to'),
    institution: names.institution(institutionId === '' ? null : institutionId) ?? '',
    finding: inSentence(perhaps('finding')),
    appointment: str(data['appointmentAt']) === '' ? '' : format.dayTime(str(data['appointmentAt'])),
    again: day('askAgainOn'),
    outcome: code('mediationOutcome', 'outcome'),
    rating: str(data['rating']),
    cause: inSentence(perhaps('cause')),
    why: code(whyList(kind, str(data['why'])), 'why'),
    via: kind === 'ReferralVictimTold' ? '' : code('answerVia', 'via'),
    payer: str(data['payer']) === '' ? '' : codes.label('payer', str(data['payer'])),
    packet: codesAt('packetField', 'packet'),
    expires: day('expiresOn'),
    assent: inSentence(perhaps('childAssent')),
  }
}

function relationOf(value: unknown, codes: Codes): string {
  const relation = typeof value === 'object' && value !== null && 'code' in value ? str(value.code) : ''
  return relation === '' ? '' : inSentence(codes.label('relation', relation))
}
