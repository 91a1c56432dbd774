import type { RecordedCaseEvent } from '../case-events'
import { holdDirect, holdDirectOrNull, holdIndirect, withoutSubject } from '../held'
import { progressReferral } from '../referral-progress'
import type { CaseFileDocument, FileIncident, FileVictim } from './document'

export const victimIn = (file: CaseFileDocument, id: string): FileVictim | undefined => file.victims.find(({ victimId }) => victimId === id)

/** The people of a case and what happened to them. @returns true where the event was about them */
export function peopleChanged(file: CaseFileDocument, event: RecordedCaseEvent): boolean {
  switch (event.type) {
    case 'VictimAdded':
      file.victims.push(newVictim(event.data))
      file.victims.sort((a, b) => a.ordinal - b.ordinal)
      return true
    case 'VictimAgeDetermined': {
      const { victimId, ageClass, ageBand, ageFlags, basis, years } = event.data
      const victim = victimIn(file, victimId)
      if (victim) Object.assign(victim, { ageClass, ageBand, ageFlags, ageBasis: basis, years: holdIndirect(years) } satisfies Partial<FileVictim>)
      return true
    }
    case 'VictimDetailsCorrected': {
      const { victimId, sex, kecamatan, identity, age, circumstances } = event.data
      const changed = { sex, kecamatan, identity: holdDirect(identity), statedAge: holdDirect(age), circumstances: holdIndirect(circumstances) }
      const victim = victimIn(file, victimId)
      if (victim) Object.assign(victim, changed satisfies Partial<FileVictim>)
      return true
    }
    case 'SafeContactSet': {
      const victim = victimIn(file, event.data.victimId)
      if (victim) victim.safeContact = holdDirect(event.data.safeContact)
      return true
    }
    case 'ReporterAdded':
      file.reporters.push({ reporterId: event.data.reporterId, anonymous: event.data.anonymous, identity: holdDirectOrNull(event.data.identity) })
      return true
    case 'AllegedPerpetratorAdded': {
      const { perpetratorId, sex, identity, years } = event.data
      file.perpetrators.push({ perpetratorId, sex, identity: holdDirect(identity), years: holdIndirect(years) })
      return true
    }
    case 'RelatedPersonAdded': {
      const { personId, role, inConflict, identity } = event.data
      file.relatedPersons.push({ personId, role, inConflict, identity: holdDirect(identity) })
      return true
    }
    case 'RelationRecorded': {
      const { victimId, perpetratorId, relation, intimate, household } = event.data
      file.relations = file.relations.filter((known) => known.victimId !== victimId || known.perpetratorId !== perpetratorId)
      file.relations.push({ victimId, perpetratorId, relation: holdIndirect(relation), intimate, household })
      return true
    }
    case 'IncidentRecorded':
    case 'IncidentCorrected':
      file.incidents = file.incidents.filter(({ incidentId }) => incidentId !== event.data.incidentId)
      file.incidents.push(incident(event.data))
      return true
    case 'ChronologyWritten': {
      const { recordId, about, text } = event.data
      file.chronologies.push({ recordId, about, text: holdDirect(text), writtenAt: event.at ?? event.recordedAt, voided: false })
      return true
    }
    case 'TextRedacted': {
      const { recordId, about, text } = event.data
      file.chronologies.push({ recordId, about, text: holdDirect(text), writtenAt: event.at ?? event.recordedAt, voided: false })
      return true
    }
    case 'SubjectErasureStarted':
      file.erasing.push(event.data.subjectId)
      for (const victim of file.victims) if (victim.victimId === event.data.subjectId) victim.followUpDueOn = null
      for (const referral of file.referrals) progressReferral(referral, event)
      return true
    case 'SubjectErased': {
      const { subjectId } = event.data
      Object.assign(file, withoutSubject(file, subjectId))
      file.erasing = file.erasing.filter((id) => id !== subjectId)
      file.erased.push(subjectId)
      return true
    }
    default:
      return false
  }
}

function newVictim({
  victimId,
  ordinal,
  sex,
  kecamatan,
  identity,
  age,
  circumstances,
}: Extract<RecordedCaseEvent, { type: 'VictimAdded' }>['data']): FileVictim {
  return {
    victimId,
    ordinal,
    sex,
    kecamatan,
    ageClass: 'tidak_diketahui',
    ageBand: 'tidak_diketahui',
    ageFlags: [],
    ageBasis: 'tidak_diketahui',
    years: null,
    identity: holdDirect(identity),
    statedAge: holdDirect(age),
    circumstances: holdIndirect(circumstances),
    safeContact: null,
    risk: null,
    ending: null,
    followUpDueOn: null,
    urgentHealthEnded: null,
    voided: false,
  }
}

function incident(data: Extract<RecordedCaseEvent, { type: 'IncidentRecorded' | 'IncidentCorrected' }>['data']): FileIncident {
  const { incidentId, victimIds, precision, forms, flags, sexualForms, policeReportDueAt } = data
  const { when, place, healthDue } = data
  return {
    incidentId,
    victimIds,
    precision,
    forms,
    flags,
    sexualForms,
    policeReportDueAt,
    when: holdIndirect(when),
    place: holdIndirect(place),
    healthDue: holdIndirect(healthDue),
  }
}
