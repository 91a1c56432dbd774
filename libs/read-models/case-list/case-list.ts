import { ERASED, type Opener } from '#privacy'
import type { Recorded, Sealed } from '#kernel'
import { caseEntries, CASE_STREAMS, casesIn, type CaseEntry, type RecordedCaseEvent } from '../case-events'
import type { ReadModel } from '../read-model'
import { caseListTable, searchTermsOf, type CaseRow, type ListedVictim } from './case-row'

/** The list of cases: a row a case, with what a list may show of its victims. */
export const caseList: ReadModel = {
  name: 'case-list',
  version: 3,
  streamPrefix: CASE_STREAMS,
  tables: [caseListTable],
  opens: (event: Recorded): readonly Sealed<unknown>[] => {
    const known = event as RecordedCaseEvent
    return known.type === 'VictimAgeDetermined' ? [known.data.years] : []
  },
  async fold(batch, transaction) {
    const entries = caseEntries(batch)
    const rows = await transaction.rows(caseListTable, casesIn(entries))
    for (const entry of entries) {
      const row = rows.of(entry.caseId)[0] ?? newRow(entry)
      evolve(row, entry.event, transaction.opener)
      if (entry.event.recordedAt > row.lastActivityAt) row.lastActivityAt = entry.event.recordedAt
      rows.put(row)
    }
  },
}

/** @returns the row of a case that begins; an event before any complaint is a fault of the stream. */
function newRow({ caseId, event }: CaseEntry): CaseRow {
  if (event.type !== 'ComplaintReceived') throw new Error(`case ${caseId} begins with ${event.type}`)
  const { receivedAt, receivedOn, channel, externalNumber } = event.data
  return {
    caseId,
    number: null,
    externalNumber,
    unit: event.data.unit,
    assignedTo: null,
    walledOff: [],
    phase: 'pengaduan',
    urgency: null,
    victims: [],
    forms: [],
    flags: [],
    channel,
    receivedAt,
    receivedOn,
    acceptedOn: null,
    closedOn: null,
    reopenedOn: null,
    openReferrals: 0,
    lastActivityAt: event.recordedAt,
    searchTerms: searchTermsOf(externalNumber),
    parts: { incidents: {}, referrals: {} },
  }
}

function evolve(row: CaseRow, event: RecordedCaseEvent, opener: Opener): void {
  switch (event.type) {
    case 'ComplaintNumberAssigned':
      return numbered(row, event.data.number)
    case 'ComplaintTriaged':
      row.urgency = event.data.urgency
      return
    case 'ComplaintAccepted':
      row.phase = 'layanan'
      row.acceptedOn = event.data.acceptedOn
      return numbered(row, event.data.number)
    case 'ComplaintDeclined':
      row.phase = 'ditolak'
      row.closedOn = event.data.declinedOn
      return
    case 'CaseHandedOver':
      row.assignedTo = null
      if (event.data.toUnit === null) row.phase = 'dialihkan'
      else row.unit = event.data.toUnit
      return
    case 'CaseAssigned':
      row.assignedTo = event.data.assignedTo
      return
    case 'ConflictDeclared':
      if (!row.walledOff.includes(event.data.userId)) row.walledOff.push(event.data.userId)
      return
    case 'ReceivedDateCorrected':
      row.receivedAt = event.data.receivedAt
      row.receivedOn = event.data.receivedOn
      return
    case 'ClosureRequested':
      row.phase = 'menunggu_persetujuan'
      return
    case 'ClosureReturned':
      row.phase = 'layanan'
      return
    case 'CaseClosed':
      row.phase = 'ditutup'
      row.closedOn = event.data.closedOn
      return
    case 'CaseReopened':
      row.phase = 'layanan'
      row.closedOn = null
      row.reopenedOn = event.data.reopenedOn
      for (const victim of row.victims) if (event.data.victimIds.includes(victim.victimId)) victim.endedFor = null
      return
    case 'EntryVoided':
      return voided(row, event.data)
    case 'IncidentRecorded':
    case 'IncidentCorrected':
      row.parts.incidents[event.data.incidentId] = { forms: event.data.forms, flags: event.data.flags }
      return countForms(row)
    default:
      victimChanged(row, event, opener)
      referralChanged(row, event)
  }
}

function numbered(row: CaseRow, number: string): void {
  row.number = number
  row.searchTerms = searchTermsOf(number, row.externalNumber)
}

function voided(row: CaseRow, { kind, entryId }: Extract<RecordedCaseEvent, { type: 'EntryVoided' }>['data']): void {
  if (kind === 'kasus') row.phase = 'dibatalkan'
  if (kind === 'korban') row.victims = row.victims.filter(({ victimId }) => victimId !== entryId)
  if (kind === 'rujukan') closeReferral(row, entryId)
}

function countForms(row: CaseRow): void {
  const incidents = Object.values(row.parts.incidents)
  row.forms = [...new Set(incidents.flatMap(({ forms }) => forms))].sort()
  row.flags = [...new Set(incidents.flatMap(({ flags }) => flags))].sort()
}

function victimChanged(row: CaseRow, event: RecordedCaseEvent, opener: Opener): void {
  if (event.type === 'VictimAdded') {
    const { victimId, ordinal, sex, kecamatan } = event.data
    row.victims.push({ victimId, ordinal, sex, kecamatan, ageClass: 'tidak_diketahui', ageBand: 'tidak_diketahui', years: null, endedFor: null })
    row.victims.sort((a, b) => a.ordinal - b.ordinal)
    return
  }
  if (event.type === 'VictimAgeDetermined') {
    const victim = victimOf(row, event.data.victimId)
    if (!victim) return
    const years = opener.open(event.data.years)
    victim.ageClass = event.data.ageClass
    victim.ageBand = event.data.ageBand
    victim.years = years === ERASED ? null : years
    return
  }
  if (event.type === 'VictimDetailsCorrected') {
    const victim = victimOf(row, event.data.victimId)
    if (!victim) return
    victim.sex = event.data.sex
    victim.kecamatan = event.data.kecamatan
    return
  }
  if (event.type === 'SubjectErased') {
    const victim = victimOf(row, event.data.subjectId)
    if (victim) victim.years = null
    return
  }
  if (event.type === 'VictimServiceEnded' || event.type === 'VictimEndingCorrected') {
    const victim = victimOf(row, event.data.victimId)
    if (victim) victim.endedFor = event.data.reason
  }
}

const victimOf = (row: CaseRow, id: string): ListedVictim | undefined => row.victims.find(({ victimId }) => victimId === id)

function referralChanged(row: CaseRow, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'ReferralMade':
      return countReferrals(row, { ...row.parts.referrals, [event.data.referralId]: event.data.victimIds })
    case 'SubjectErasureStarted': {
      const reached = Object.entries(row.parts.referrals).map(
        ([id, victims]) => [id, victims.filter((victim) => victim !== event.data.subjectId)] as const,
      )
      return countReferrals(row, Object.fromEntries(reached.filter(([, victims]) => victims.length > 0)))
    }
    case 'ReferralDeclined':
    case 'ReferralCompleted':
    case 'ReferralEndedWithoutResult':
    case 'ReferralWithdrawn':
      return closeReferral(row, event.data.referralId)
    default:
  }
}

function closeReferral(row: CaseRow, referralId: string): void {
  countReferrals(row, Object.fromEntries(Object.entries(row.parts.referrals).filter(([id]) => id !== referralId)))
}

function countReferrals(row: CaseRow, open: CaseRow['parts']['referrals']): void {
  row.parts.referrals = open
  row.openReferrals = Object.keys(open).length
}
