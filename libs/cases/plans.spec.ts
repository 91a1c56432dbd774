import { Sealed } from '#kernel'
import { complaintForm, dataOf, deskContext, existing, given, idOf, told, victimForm } from '#testing'
import { caseDecider, latestRisk, type CaseCommand, type CaseEvent, type CasePlanCommand } from './index'
import { buildReceiveComplaint } from './intake'

const text = Sealed.plain<string, 'direct'>({ kind: 'record', id: 'r', about: [] }, 'Contoh')
const begin = (years = 30): readonly CaseEvent[] =>
  told(
    caseDecider,
    deskContext,
    buildReceiveComplaint(
      complaintForm({ victims: [victimForm({ age: { birthDate: null, years, statedFor: 'kejadian' } }), victimForm()] }),
      deskContext,
    ),
    {
      type: 'acceptComplaint',
      number: 'REG/2026/001',
      acceptedOn: null,
      verifiedHow: 'telepon',
    },
  )
const begun = begin()
const [victimId, otherId] = Object.keys(existing(given(caseDecider, begun).state).subjects.victims) as [string, string]
const after = (events: readonly CaseEvent[], ...commands: readonly CaseCommand[]) => {
  let story = events
  commands.forEach((command, at) => {
    const context = { ...deskContext, commandId: `00000000-0000-4000-8000-0000000003${String(at).padStart(2, '0')}` }
    story = [...story, ...caseDecider.decide(command, given(caseDecider, story).state, context)]
  })
  return given(caseDecider, story)
}
const complaintOnly = told(caseDecider, deskContext, buildReceiveComplaint(complaintForm(), deskContext))
const voided = (kind: 'asesmen' | 'kebutuhan' | 'rencana' | 'layanan' | 'korban', entryId: string): CaseCommand => ({
  type: 'voidEntry',
  kind,
  entryId,
  why: 'salah_berkas',
})

describe('an assessment', () => {
  const assess = (risk: 'tinggi' | 'sedang' | 'rendah', assessedOn: string | null = null): CaseCommand => ({
    type: 'recordAssessment',
    victimId,
    risk,
    instrument: 'penilaian_unit',
    score: 7,
    maxScore: 20,
    assessedOn,
    summary: null,
  })
  it('keeps risk, instrument and score', () => {
    expect(dataOf(after(begun).when(assess('tinggi'), deskContext).events, 'AssessmentRecorded')).toMatchObject([
      { victimId, risk: 'tinggi', instrument: 'penilaian_unit', score: 7, maxScore: 20, assessedOn: '2026-03-02' },
    ])
  })

  it.each([
    [null, 20],
    [7, null],
    [21, 20],
    [-1, 20],
    [Number.NaN, 20],
  ])('refuses the score %s of %s', (score, maxScore) => {
    after(begun)
      .when({ ...assess('tinggi'), score, maxScore } as CaseCommand, deskContext)
      .refuses('assessment.score', 'score')
  })

  it('is refused with unknown codes, in the future, or for nobody', () => {
    after(begun)
      .when({ ...assess('tinggi'), instrument: 'bola_kristal' } as CaseCommand, deskContext)
      .refuses('code.unknown', 'instrument')
    after(begun)
      .when({ ...assess('tinggi'), risk: 'x' } as unknown as CaseCommand, deskContext)
      .refuses('code.unknown', 'risk')
    after(begun).when(assess('tinggi', '2026-03-03'), deskContext).refuses('date.future', 'assessedOn')
    after(begun)
      .when({ ...assess('tinggi'), victimId: 'x' } as CaseCommand, deskContext)
      .refuses('victim.unknown', 'victimId')
    after(complaintOnly, { type: 'declineComplaint', reason: 'ganda', declinedOn: null }).when(assess('tinggi'), deskContext).refuses('case.declined')
  })

  it('is made on a complaint too, and the latest that stands tells the risk', () => {
    after(complaintOnly)
      .when({ ...assess('sedang'), victimId: idOf(existing(given(caseDecider, complaintOnly).state).subjects.victims) } as CaseCommand, deskContext)
      .makes('AssessmentRecorded')
    const story = after(begun, assess('tinggi', '2026-03-02'), assess('rendah', '2026-03-01'), assess('sedang', '2026-03-02'))
    const { assessments } = existing(story.state)
    expect(latestRisk(assessments, victimId)).toBe('sedang')
    expect(latestRisk(assessments, otherId)).toBeNull()
    const struck = after(
      begun,
      assess('tinggi', '2026-03-01'),
      assess('rendah', '2026-03-02'),
      voided(
        'asesmen',
        idOf(existing(after(begun, assess('tinggi', '2026-03-01'), assess('rendah', '2026-03-02')).state).assessments.assessments, 1),
      ),
    )
    expect(latestRisk(existing(struck.state).assessments, victimId)).toBe('tinggi')
  })

  it('may have a safety plan, which is struck like it', () => {
    const plan: CaseCommand = { type: 'makeSafetyPlan', victimId, madeOn: null, text }
    const story = after(begun, plan)
    const planId = idOf(existing(story.state).assessments.safetyPlans)
    expect(dataOf(after(begun).when(plan, deskContext).events, 'SafetyPlanMade')).toMatchObject([{ victimId, madeOn: '2026-03-02' }])
    expect(existing(after(begun, plan, voided('asesmen', planId)).state).assessments.safetyPlans[planId]?.voided).toBe(true)
  })
})

describe('needs', () => {
  const identify = (services: readonly string[], wanted = true): CaseCommand => ({
    type: 'identifyNeeds',
    victimId,
    needs: services.map((service) => ({ service, wanted })),
    identifiedOn: null,
  })
  const story = after(begun, identify(['konseling', 'bantuan_hukum']))
  const [needId] = Object.keys(existing(story.state).needs) as [string]

  it('are named together, each once for a victim', () => {
    expect(dataOf(after(begun).when(identify(['konseling', 'kesehatan'], false), deskContext).events, 'NeedIdentified')).toMatchObject([
      { service: 'konseling', wanted: false },
      { service: 'kesehatan', wanted: false },
    ])
    story.when(identify(['konseling']), deskContext).refuses('need.exists')
    after(begun)
      .when(identify(['konseling', 'konseling']), deskContext)
      .refuses('need.exists')
    story.when({ ...identify(['konseling']), victimId: otherId } as CaseCommand, deskContext).makes('NeedIdentified')
    after(begun, identify(['konseling']), voided('kebutuhan', idOf(existing(after(begun, identify(['konseling'])).state).needs)))
      .when(identify(['konseling']), deskContext)
      .makes('NeedIdentified')
  })

  it('are services of the list, at least one', () => {
    after(begun).when(identify([]), deskContext).refuses('need.missing', 'needs')
    after(begun)
      .when(identify(['uang']), deskContext)
      .refuses('code.unknown', 'needs[0].service')
    after(begun)
      .when({ ...identify(['konseling']), victimId: 'x' } as CaseCommand, deskContext)
      .refuses('victim.unknown', 'victimId')
  })

  it('may be wanted or not, and that may change', () => {
    const change = (wanted: boolean): CaseCommand => ({ type: 'changeNeedWish', needId, wanted, changedOn: null })
    story.when(change(true), deskContext).then([])
    story.when(change(false), deskContext).makes('NeedWishChanged')
    expect(existing(after(begun, identify(['konseling', 'bantuan_hukum']), change(false)).state).needs[needId]).toMatchObject({ wanted: false })
    story.when({ ...change(false), needId: 'x' } as CaseCommand, deskContext).refuses('need.unknown', 'needId')
  })

  it('may be declined by the victim or obstructed by somebody, with the reason', () => {
    const hinder: CaseCommand = { type: 'hinderNeed', needId, how: 'dihalangi', reason: 'keluarga', on: null }
    story
      .when(hinder, deskContext)
      .then([{ type: 'NeedHindered', version: 1, on: '2026-03-02', data: { needId, how: 'dihalangi', reason: 'keluarga', on: '2026-03-02' } }])
    expect(after(begun, identify(['konseling', 'bantuan_hukum']), hinder).state).toEqual(story.state)
    story.when({ ...hinder, reason: 'cuaca' }, deskContext).refuses('code.unknown', 'reason')
    after(begun, identify(['konseling', 'bantuan_hukum']), voided('kebutuhan', needId))
      .when(hinder, deskContext)
      .refuses('need.voided')
  })
})

describe('a case plan', () => {
  type Draft = Extract<CasePlanCommand, { readonly type: 'draftCasePlan' }>
  const draft = (change: Partial<Draft> = {}): Draft => ({
    type: 'draftCasePlan',
    victimId,
    needIds: [],
    draftedOn: null,
    reviewOn: null,
    goals: text,
    ...change,
  })
  const planId = idOf(existing(after(begun, draft()).state).plans.plans)
  const agree: CaseCommand = { type: 'agreeCasePlan', planId, agreedBy: 'korban', agreedOn: null }
  const approve: CaseCommand = { type: 'approveCasePlan', planId, approvedOn: null }
  const giveBack: CaseCommand = { type: 'returnCasePlan', planId, returnedOn: null, remark: text }

  it('is drafted, agreed with the victim, then approved', () => {
    const story = after(begun, draft(), agree, approve)
    expect(existing(story.state).plans.plans[planId]).toMatchObject({ victimId, stage: 'disetujui' })
    after(begun, draft()).when(approve, deskContext).refuses('plan.not-agreed')
    after(begun, draft(), agree).when(agree, deskContext).refuses('plan.already-agreed')
    story.when(approve, deskContext).refuses('plan.already-approved')
    story.when(giveBack, deskContext).refuses('plan.already-approved')
  })

  it('is returned with a remark, and then replaced by another one', () => {
    const story = after(begun, draft(), agree, giveBack)
    expect(existing(story.state).plans.plans[planId]).toMatchObject({ stage: 'dikembalikan' })
    story.when(agree, deskContext).refuses('plan.returned')
    story.when(draft(), deskContext).makes('CasePlanDrafted')
    after(begun, draft()).when(giveBack, deskContext).makes('CasePlanReturned')
  })

  it('is agreed by an adult herself, for a child by a parent too', () => {
    after(begun, draft())
      .when({ ...agree, agreedBy: 'orang_tua' }, deskContext)
      .refuses('plan.agreed-by')
    const child = begin(10)
    after(child, draft())
      .when({ ...agree, agreedBy: 'orang_tua' }, deskContext)
      .makes('CasePlanAgreed')
  })

  it("holds the victim's own needs and a review after the draft", () => {
    const identify: CaseCommand = { type: 'identifyNeeds', victimId: otherId, needs: [{ service: 'konseling', wanted: true }], identifiedOn: null }
    const needId = idOf(existing(after(begun, identify).state).needs)
    after(begun, identify)
      .when(draft({ needIds: [needId] }), deskContext)
      .refuses('need.other-victim', 'needIds[0]')
    after(begun, identify)
      .when(draft({ victimId: otherId, needIds: [needId], reviewOn: '2026-04-02' }), deskContext)
      .makes('CasePlanDrafted')
    after(begun)
      .when(draft({ needIds: ['x'] }), deskContext)
      .refuses('need.unknown', 'needIds[0]')
    after(begun)
      .when(draft({ reviewOn: '2026-03-02' }), deskContext)
      .refuses('plan.review-before-draft', 'reviewOn')
    after(begun)
      .when(draft({ victimId: 'x' }), deskContext)
      .refuses('victim.unknown', 'victimId')
  })

  it('is not agreed before it was drafted', () => {
    after(begun, draft())
      .when({ ...agree, agreedOn: '2026-03-01' }, deskContext)
      .refuses('plan.before-draft', 'agreedOn')
  })

  it('belongs to an accepted case', () => {
    after(complaintOnly)
      .when(draft({ victimId: idOf(existing(given(caseDecider, complaintOnly).state).subjects.victims) }), deskContext)
      .refuses('case.not-accepted')
    after(begun).when(agree, deskContext).refuses('plan.unknown', 'planId')
    after(begun, draft(), voided('rencana', planId)).when(agree, deskContext).refuses('plan.voided')
  })
})

describe('a case conference', () => {
  const hold = (change: object = {}): CaseCommand => ({
    type: 'holdCaseConference',
    victimIds: [victimId],
    heldOn: null,
    institutions: ['i1', 'i2'],
    minutes: null,
    ...change,
  })
  it('is held over one or several victims, with institutions, also over a complaint', () => {
    after(begun)
      .when(hold({ victimIds: [victimId, otherId] }), deskContext)
      .makes('CaseConferenceHeld')
    after(complaintOnly).when(hold(), deskContext).makes('CaseConferenceHeld')
    after(begun)
      .when(hold({ victimIds: [] }), deskContext)
      .refuses('victim.missing', 'victimIds')
    after(begun)
      .when(hold({ institutions: ['i1', 'i1'] }), deskContext)
      .refuses('conference.institution-repeated', 'institutions')
  })

  it('is struck as the service it is', () => {
    const serviceId = idOf(existing(after(begun, hold()).state).plans.conferences)
    expect(existing(after(begun, hold(), voided('layanan', serviceId)).state).plans.conferences[serviceId]?.voided).toBe(true)
  })
})
