import { addDays, addMilliseconds, DAY } from '#kernel'
import { direct, id, reported, type Step } from './story-teller'

/** Referrals, shelter, the legal process, endings and corrections. */
export const CARE_STEPS: readonly Step[] = [
  (teller, index, _at, on) => ({
    type: 'ReferralMade',
    version: 1,
    on,
    data: {
      ...{
        referralId: id(teller, 'referral', index),
        victimIds: [id(teller, 'victim', 0)],
        institutionId: teller.institution,
        service: 'kesehatan',
        needIds: [id(teller, 'need', index)],
      },
      ...{
        urgency: 'tinggi',
        madeOn: on,
        consentIds: [id(teller, 'consent', 1)],
        withoutConsent: false,
        overrideReason: null,
        approvalNeeded: index === 1,
      },
      ...{ follows: index === 1 ? id(teller, 'referral', 0) : null, packet: ['kebutuhan'], note: null, lists: 1, madeBy: teller.officer },
    },
  }),
  (teller, index, at) => ({ type: 'ReferralApproved', version: 1, at, data: { referralId: id(teller, 'referral', index), at } }),
  (teller, index, at) => ({
    type: 'ReferralSent',
    version: 1,
    at,
    data: { referralId: id(teller, 'referral', index), at, channel: 'whatsapp', answerDueAt: addMilliseconds(at, DAY) },
  }),
  (teller, index, at) => ({ type: 'ReferralReceived', version: 1, at, data: reported(teller, index, at) }),
  (teller, index, at) => ({
    type: 'ReferralAccepted',
    version: 1,
    at,
    data: { ...reported(teller, index, at), extent: 'penuh', firstServiceDueAt: addMilliseconds(at, 3 * DAY) },
  }),
  (teller, index, at) => ({
    type: 'ReferralDeclined',
    version: 1,
    at,
    data: { ...reported(teller, index, at), reason: 'penuh', alternative: null, lists: 1 },
  }),
  (teller, index, at) => ({
    type: 'AppointmentMade',
    version: 1,
    at,
    data: { ...reported(teller, index, at), appointmentAt: addMilliseconds(at, DAY) },
  }),
  (teller, index, at) => ({ type: 'ReferralArrived', version: 1, at, data: reported(teller, index, at) }),
  (teller, index, at, on) => ({ type: 'ReferralAsked', version: 1, at, data: { ...reported(teller, index, at), askAgainOn: addDays(on, 2) } }),
  (teller, index, at) => ({
    type: 'ReferralCompleted',
    version: 1,
    at,
    data: { ...reported(teller, index, at), result: 'tujuan_tercapai', lists: 1 },
  }),
  (teller, index, at) => ({ type: 'ReferralVictimTold', version: 1, at, data: { referralId: id(teller, 'referral', index), at, via: 'telepon' } }),
  (teller, index, at, on) => ({
    type: 'ShelterStayStarted',
    version: 1,
    at,
    data: {
      ...{
        stayId: id(teller, 'stay', index),
        reservationId: id(teller, 'reservation', index),
        shelterId: id(teller, 'shelter', 0),
        victimIds: [id(teller, 'victim', index)],
      },
      ...{ admittedAt: at, admittedOn: on, reviewOn: addDays(on, 14), emergency: false, lists: 1 },
    },
  }),
  (teller, index, _at, on) => ({
    type: 'ShelterStayEnded',
    version: 1,
    on,
    data: { stayId: id(teller, 'stay', index), victimIds: [id(teller, 'victim', index)], leftOn: on, to: 'keluarga' },
  }),
  (teller, _index, at) => ({
    type: 'PoliceReportSettled',
    version: 1,
    at,
    data: { how: 'dilaporkan_unit', settledAt: at, reviewOn: null, fileNumber: direct(id(teller, 'victim', 0), 'LP/CONTOH/1'), reason: null },
  }),
  (teller, index, _at, on) => ({
    type: 'LegalStageReached',
    version: 1,
    on,
    data: {
      entryId: id(teller, 'legal', index),
      victimIds: [id(teller, 'victim', 0)],
      perpetratorId: null,
      stage: 'penyidikan',
      reachedOn: on,
      fileNumber: null,
      lists: 1,
    },
  }),
  (teller, index, _at, on) => ({
    type: 'VictimServiceEnded',
    version: 1,
    on,
    data: { victimId: id(teller, 'victim', index), reason: 'tujuan_tercapai', endedOn: on, lists: 1 },
  }),
  (_teller, _index, _at, on) => ({ type: 'ClosureRequested', version: 1, on, data: { requestedOn: on } }),
  (teller, _index, _at, on) => ({
    type: 'CaseClosed',
    version: 1,
    on,
    data: { closedOn: on, followUps: [{ victimId: id(teller, 'victim', 0), dueOn: addDays(on, 7) }] },
  }),
  (teller, index, _at, on) => ({
    type: 'CaseReopened',
    version: 1,
    on,
    data: { reopenedOn: on, cause: 'permintaan_korban', victimIds: [id(teller, 'victim', index)] },
  }),
  (teller, index) => ({ type: 'EntryVoided', version: 1, data: { kind: 'layanan', entryId: id(teller, 'session', index), why: 'salah_ketik' } }),
  (teller, index) => ({ type: 'EntryVoided', version: 1, data: { kind: 'korban', entryId: id(teller, 'victim', index), why: 'salah_orang' } }),
]
