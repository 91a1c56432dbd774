import { Sealed } from '#kernel'
import { complaintForm, dataOf, deskContext, existing, given, idOf, person, told, victimForm } from '#testing'
import { caseDecider, validConsent, type CaseCommand, type CaseEvent, type ComplaintForm, type ConsentCommand, type StatedAge } from './index'
import { buildReceiveComplaint } from './intake'

const mother = { role: 'keluarga', inConflict: false, identity: person('Ibu Contoh') } as const
const family = [mother, { ...mother, role: 'wali', inConflict: true }] as const
const begin = (years: number | null, change: Partial<ComplaintForm> = {}): readonly CaseEvent[] => {
  const age: StatedAge = { birthDate: null, years, statedFor: 'kejadian' }
  const form = complaintForm({
    victims: [victimForm({ age })],
    relatedPersons: family,
    reporterKind: 'tetangga',
    reporter: person('Pelapor Contoh'),
    ...change,
  })
  return told(caseDecider, deskContext, buildReceiveComplaint(form, deskContext))
}
const adult = begin(30)
const child = begin(10)
const people = existing(given(caseDecider, adult).state).subjects
const victimId = idOf(people.victims)
const [motherId, guardianId] = Object.keys(people.relatedPersons) as [string, string]
const [reporterId] = people.reporters as [string]
const [perpetratorId] = people.perpetrators as [string]
const HOSPITAL = '00000000-0000-4000-8000-0000000000f1'

type Give = Extract<ConsentCommand, { readonly type: 'giveConsent' }>
type Refuse = Extract<ConsentCommand, { readonly type: 'refuseConsent' }>
const give = (change: Partial<Give> = {}): Give => ({
  type: 'giveConsent',
  victimId,
  purpose: 'layanan',
  receiver: null,
  capacity: 'korban',
  giverId: null,
  giverName: null,
  maturity: null,
  basis: 'persetujuan',
  how: 'tertulis',
  childAssent: null,
  givenOn: null,
  expiresOn: null,
  ...change,
})
const refuse = (change: Partial<Refuse> = {}): Refuse => ({
  type: 'refuseConsent',
  victimId,
  purpose: 'layanan',
  receiver: null,
  capacity: 'korban',
  giverId: null,
  giverName: null,
  maturity: null,
  refusedOn: null,
  ...change,
})
const sharing = { purpose: 'berbagi', receiver: HOSPITAL } as const
const byMother = { capacity: 'orang_tua', giverId: motherId, childAssent: 'bersedia' } as const
const after = (events: readonly CaseEvent[], ...commands: readonly CaseCommand[]) => {
  let story = events
  commands.forEach((command, at) => {
    const context = { ...deskContext, commandId: `00000000-0000-4000-8000-00000000010${String(at)}` }
    story = [...story, ...caseDecider.decide(command, given(caseDecider, story).state, context)]
  })
  return given(caseDecider, story)
}
const shares = (story: ReturnType<typeof after>, today = deskContext.today): boolean =>
  validConsent(existing(story.state), { victimId, ...sharing }, today) !== null

describe('who gives consent', () => {
  it('is the adult victim herself, recorded as the giver', () => {
    const { events } = after(adult).when(give(), deskContext)
    expect(dataOf(events, 'ConsentGiven')).toMatchObject([
      { victimId, giverId: victimId, capacity: 'korban', basis: 'persetujuan', givenOn: '2026-03-02', childAssent: null },
    ])
    after(adult)
      .when(give({ giverId: victimId }), deskContext)
      .makes('ConsentGiven')
    after(adult)
      .when(give({ giverId: motherId }), deskContext)
      .refuses('consent.giver-mismatch', 'giverId')
  })

  it('is never an alleged perpetrator nor a person in conflict, whoever the victim is', () => {
    for (const story of [after(adult), after(child)]) {
      for (const giverId of [perpetratorId, guardianId]) {
        for (const capacity of ['orang_tua', 'wali', 'korban', 'unit'] as const) {
          story.when(give({ capacity, giverId, childAssent: 'bersedia' }), deskContext).refuses('consent.giver-in-conflict')
          story.when(refuse({ capacity, giverId }), deskContext).refuses('consent.giver-in-conflict')
        }
      }
    }
  })

  it('is for a child a parent, a guardian or another adult of the case, never the child alone', () => {
    after(child).when(give(byMother), deskContext).makes('ConsentGiven')
    after(child)
      .when(give({ ...byMother, capacity: 'wali', giverId: reporterId }), deskContext)
      .makes('ConsentGiven')
    after(child)
      .when(give({ childAssent: 'bersedia' }), deskContext)
      .refuses('consent.capacity')
    after(child)
      .when(give({ ...byMother, giverId: null }), deskContext)
      .refuses('consent.giver-missing', 'giverId')
    after(child)
      .when(give({ ...byMother, giverId: 'x' }), deskContext)
      .refuses('consent.giver-unknown', 'giverId')
    after(child)
      .when(give({ ...byMother, giverId: victimId }), deskContext)
      .refuses('consent.giver-mismatch', 'giverId')
  })

  it('is for an adult nobody else', () => {
    after(adult)
      .when(give({ capacity: 'orang_tua', giverId: motherId }), deskContext)
      .refuses('consent.capacity')
    after(adult)
      .when(give({ capacity: 'wali', giverId: motherId }), deskContext)
      .refuses('consent.capacity')
    after(adult)
      .when(give({ capacity: 'unit', basis: 'kepentingan_vital' }), deskContext)
      .refuses('consent.capacity')
  })

  it('is the unit or a social worker only for a child, on a recorded basis that is not consent', () => {
    for (const capacity of ['unit', 'pekerja_sosial'] as const) {
      after(child)
        .when(give({ capacity, basis: 'kepentingan_vital', childAssent: 'bersedia' }), deskContext)
        .makes('ConsentGiven')
      after(child)
        .when(give({ capacity, childAssent: 'bersedia' }), deskContext)
        .refuses('consent.basis')
      after(child)
        .when(give({ capacity, basis: 'tugas_publik', giverId: motherId }), deskContext)
        .refuses('consent.giver-mismatch', 'giverId')
    }
    after(adult)
      .when(give({ basis: 'tugas_publik' }), deskContext)
      .refuses('consent.basis')
  })

  it('may be anybody who fits where the age is not known', () => {
    const unknown = after(begin(null))
    unknown.when(give(), deskContext).makes('ConsentGiven')
    unknown.when(give({ ...byMother, childAssent: null }), deskContext).makes('ConsentGiven')
    unknown.when(give({ capacity: 'unit', basis: 'kepentingan_vital' }), deskContext).refuses('consent.capacity')
  })

  it('follows how old somebody is today, where that was opened', () => {
    after(child)
      .when(give({ maturity: 'dewasa' }), deskContext)
      .makes('ConsentGiven')
    after(adult)
      .when(give({ maturity: 'anak', ...byMother }), deskContext)
      .makes('ConsentGiven')
  })
})

describe("a child's own assent", () => {
  it('is asked from the assent age on', () => {
    after(begin(14))
      .when(give({ ...byMother, childAssent: null }), deskContext)
      .refuses('consent.assent-missing')
    after(child)
      .when(give({ ...byMother, childAssent: null, maturity: 'anak' }), deskContext)
      .refuses('consent.assent-missing')
    after(child)
      .when(give({ ...byMother, childAssent: 'belum_mampu' }), deskContext)
      .makes('ConsentGiven')
  })

  it('is not asked of a smaller child nor of an adult', () => {
    after(begin(4))
      .when(give({ ...byMother, childAssent: null }), deskContext)
      .makes('ConsentGiven')
    after(begin(4)).when(give(byMother), deskContext).refuses('consent.assent-not-asked')
    after(adult)
      .when(give({ childAssent: 'bersedia' }), deskContext)
      .refuses('consent.assent-not-asked')
  })

  it('may be left open where only the band 6 to 12 is known', () => {
    after(child)
      .when(give({ ...byMother, childAssent: null }), deskContext)
      .makes('ConsentGiven')
  })

  it("is not overruled by a parent's consent", () => {
    after(child)
      .when(give({ ...byMother, childAssent: 'tidak_bersedia' }), deskContext)
      .refuses('consent.child-unwilling')
    after(child)
      .when(give({ capacity: 'unit', basis: 'kepentingan_vital', childAssent: 'tidak_bersedia' }), deskContext)
      .makes('ConsentGiven')
  })
})

describe('the scope of a consent', () => {
  it('names the receiver of sharing, and nobody otherwise', () => {
    after(adult)
      .when(give({ purpose: 'berbagi' }), deskContext)
      .refuses('consent.receiver-missing', 'receiver')
    after(adult)
      .when(give({ receiver: HOSPITAL }), deskContext)
      .refuses('consent.receiver-unneeded', 'receiver')
    const story = after(adult, give(sharing))
    expect(shares(story)).toBe(true)
    expect(validConsent(existing(story.state), { victimId, purpose: 'berbagi', receiver: 'x' }, deskContext.today)).toBeNull()
    expect(validConsent(existing(story.state), { victimId, purpose: 'layanan', receiver: null }, deskContext.today)).toBeNull()
  })

  it('ends with its last day, which comes after the day it was given', () => {
    const story = after(adult, give({ ...sharing, expiresOn: '2026-03-31' }))
    expect([shares(story, '2026-03-31'), shares(story, '2026-04-01'), shares(story, '2026-03-01')]).toEqual([true, false, false])
    after(adult)
      .when(give({ expiresOn: '2026-03-02' }), deskContext)
      .refuses('consent.expiry', 'expiresOn')
    after(adult)
      .when(give({ expiresOn: 'besok' }), deskContext)
      .refuses('date.invalid', 'expiresOn')
    after(adult)
      .when(give({ givenOn: '2026-03-03' }), deskContext)
      .refuses('date.future', 'givenOn')
  })

  it('is of a known victim, in known words', () => {
    after(adult)
      .when(give({ victimId: 'x' }), deskContext)
      .refuses('victim.unknown', 'victimId')
    after(adult)
      .when(give({ how: 'telepati' }), deskContext)
      .refuses('code.unknown', 'how')
  })
})

describe('a refusal', () => {
  it('is recorded and ends what was given before in the same scope', () => {
    const story = after(adult, give(sharing), give(), refuse(sharing))
    expect(shares(story)).toBe(false)
    expect(validConsent(existing(story.state), { victimId, purpose: 'layanan', receiver: null }, deskContext.today)).not.toBeNull()
  })

  it("of the victim is opened again by the victim alone, or with the child's assent", () => {
    after(adult, refuse()).when(give(), deskContext).makes('ConsentGiven')
    const unwilling = after(child, refuse({ maturity: 'anak' }))
    unwilling
      .when(give({ capacity: 'unit', basis: 'kepentingan_vital', childAssent: 'belum_mampu' }), deskContext)
      .refuses('consent.refused-by-victim')
    unwilling.when(give(byMother), deskContext).makes('ConsentGiven')
    unwilling.when(give({ ...byMother, ...sharing, childAssent: 'belum_mampu' }), deskContext).makes('ConsentGiven')
    expect(shares(after(adult, refuse(sharing), give(sharing)))).toBe(true)
  })

  it('of a parent may be followed by the unit on a recorded basis', () => {
    after(child, refuse({ capacity: 'orang_tua', giverId: motherId }))
      .when(give({ capacity: 'pekerja_sosial', basis: 'kepentingan_vital', childAssent: 'bersedia' }), deskContext)
      .makes('ConsentGiven')
  })

  it('needs somebody who may refuse: not a small child, and nobody else for an adult', () => {
    after(begin(4)).when(refuse(), deskContext).refuses('consent.capacity')
    after(adult)
      .when(refuse({ capacity: 'orang_tua', giverId: motherId }), deskContext)
      .refuses('consent.capacity')
    after(adult)
      .when(refuse({ refusedOn: '2026-03-03' }), deskContext)
      .refuses('date.future', 'refusedOn')
  })
})

describe('a withdrawal', () => {
  const withdraw = (consentId: string): CaseCommand => ({ type: 'withdrawConsent', consentId, withdrawnAt: '2026-03-02T04:30:00.000Z' })
  it('stops sharing in the same moment, once', () => {
    const story = after(adult, give(sharing))
    const consentId = idOf(existing(story.state).consents.given)
    story.when(withdraw(consentId), deskContext).then([
      {
        type: 'ConsentWithdrawn',
        version: 1,
        at: '2026-03-02T04:30:00.000Z',
        data: { consentId, withdrawnAt: '2026-03-02T04:30:00.000Z', sharingStopsBy: '2026-03-02T04:30:00.000Z' },
      },
    ])
    const withdrawn = after(adult, give(sharing), withdraw(consentId))
    expect(shares(withdrawn)).toBe(false)
    withdrawn.when(withdraw(consentId), deskContext).refuses('consent.already-ended')
    story.when(withdraw('x'), deskContext).refuses('consent.unknown', 'consentId')
  })

  it('is possible on a closed door: a declined complaint still lets one withdraw, a struck case does not', () => {
    const consentId = idOf(existing(after(adult, give(sharing)).state).consents.given)
    after(adult, give(sharing), { type: 'declineComplaint', reason: 'bukan_kekerasan', declinedOn: null })
      .when(withdraw(consentId), deskContext)
      .makes('ConsentWithdrawn')
    after(adult, give(sharing), { type: 'voidEntry', kind: 'kasus', entryId: 'x', why: 'ganda' })
      .when(withdraw(consentId), deskContext)
      .refuses('case.voided')
  })

  it('is of no use where the consent was struck', () => {
    const consentId = idOf(existing(after(adult, give(sharing)).state).consents.given)
    const struck = after(adult, give(sharing), { type: 'voidEntry', kind: 'persetujuan', entryId: consentId, why: 'salah_berkas' })
    expect(shares(struck)).toBe(false)
    struck.when(withdraw(consentId), deskContext).refuses('consent.already-ended')
  })
})

describe("the giver's name", () => {
  it('is handed on sealed', () => {
    const giverName = Sealed.plain<string, 'direct'>({ kind: 'subject', id: motherId }, 'Ibu Contoh')
    expect(dataOf(after(child).when(give({ ...byMother, giverName }), deskContext).events, 'ConsentGiven')[0]?.giverName).toBe(giverName)
  })
})
