import type { CaseFile } from '../../api/case-file'
import { wallTime } from '../../forms/instant'
import type { Values } from '../../forms/values'
import { dayOf } from '../../i18n/time'
import type { StepName } from './steps/step'

/** What an id of the case names, in the words of the form that strikes it. */
function kindOf(file: CaseFile, id: string): string | undefined {
  if (file.victims.some(({ victimId }) => victimId === id)) return 'korban'
  if (file.stays.some(({ stayId }) => stayId === id)) return 'tinggal'
  if (file.services.some(({ serviceId }) => serviceId === id)) return 'layanan'
  if (file.needs.some(({ needId }) => needId === id)) return 'kebutuhan'
  if (file.assessments.some(({ assessmentId }) => assessmentId === id)) return 'asesmen'
  if (file.consents.some(({ consentId }) => consentId === id)) return 'catatan_persetujuan'
  if (file.referrals.some(({ referralId }) => referralId === id)) return 'rujukan'
  if (file.legal.some(({ entryId }) => entryId === id)) return 'tahap_hukum'
  if (file.plans.some(({ planId }) => planId === id)) return 'rencana'
  if (file.emergencies.some(({ actionId }) => actionId === id)) return 'tindakan_darurat'
  return file.chronologies.some(({ recordId }) => recordId === id) ? 'kronologi' : undefined
}

function ofIncident(file: CaseFile, id: string, zone: string): Values {
  const incident = file.incidents.find(({ incidentId }) => incidentId === id)
  if (incident === undefined) return {}
  const { when, place, forms, flags, sexualForms, victimIds } = incident
  const from = when?.from ?? ''
  return {
    victimIds,
    'incident.forms': forms,
    'incident.sexualForms': sexualForms,
    'incident.flags': flags.filter((flag) => flag !== 'kdrt'),
    'incident.place': place ?? '',
    'incident.when.precision': when?.precision ?? '',
    'incident.when.from': from,
    'incident.when.to': when?.to ?? '',
    'incident.when.month': from.slice(5, 7),
    'incident.when.year': from.slice(0, 4),
    'incident.when.time': when?.at == null ? '' : wallTime(when.at, zone),
  }
}

function ofVictim(file: CaseFile, id: string): Values {
  const victim = file.victims.find(({ victimId }) => victimId === id)
  if (victim === undefined) return {}
  const { sex, kecamatan, years, ageBasis, circumstances } = victim
  return {
    'victim.sex': sex,
    'victim.kecamatan': kecamatan ?? '',
    'victim.desa': circumstances?.desa ?? '',
    'victim.disability': circumstances?.disability ?? '',
    'victim.education': circumstances?.education ?? '',
    'victim.marital': circumstances?.marital ?? '',
    'victim.occupation': circumstances?.occupation ?? '',
    // A birth date isn't shown outside of its seal: it is asked anew, or a stated age would take its place unseen.
    'victim.age.text': years === null || ageBasis === 'tanggal_lahir' ? '' : String(years),
  }
}

/** What stands now, for a form that corrects it: nothing is lost because it was not typed again. */
export function presentValues(file: CaseFile, step: StepName, about: string | undefined, zone: string): Values {
  if (step === 'koreksi-tanggal') {
    return file.receivedAt === null
      ? { 'receivedAt.day': file.receivedOn }
      : { 'receivedAt.day': dayOf(file.receivedAt, zone), 'receivedAt.time': wallTime(file.receivedAt, zone) }
  }
  if (about === undefined) return {}
  switch (step) {
    case 'koreksi-kejadian':
      return ofIncident(file, about, zone)
    case 'koreksi-korban':
      return ofVictim(file, about)
    case 'koreksi-akhir': {
      const ending = file.victims.find(({ victimId }) => victimId === about)?.ending
      return ending == null ? {} : { reason: ending.reason, endedOn: ending.endedOn }
    }
    case 'koreksi-tanggal-layanan':
      return { deliveredOn: file.services.find(({ serviceId }) => serviceId === about)?.deliveredOn ?? '' }
    case 'rujukan-pengganti': {
      const before = file.referrals.find(({ referralId }) => referralId === about)
      return before === undefined ? {} : { victimIds: before.victimIds, service: before.service, needIds: before.needIds, urgency: before.urgency }
    }
    case 'akhiri-tinggal': {
      const stay = file.stays.find(({ stayId }) => stayId === about)
      const gone = new Set(stay?.left.flatMap(({ victimIds }) => victimIds))
      return { victimIds: stay?.victimIds.filter((id) => !gone.has(id)) ?? [] }
    }
    case 'batalkan': {
      const kind = kindOf(file, about)
      return kind === undefined ? {} : { kind }
    }
    default:
      return {}
  }
}
