import { broken, type Direct, type Fact, type Open } from '#kernel'
import { latestRisk } from './latest-risk'
import { entryOf, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import { delivery, type Delivered, type Delivery } from './delivery'
import { hasSexualViolence, hasTrafficking, incidentsOf } from './incident'
import type { Code } from './codes'
import { standingVictims } from './subjects'

/** With whom and about what. About the violence with the alleged perpetrator's side it is refused where UU 12/2022 art. 23 and the rules of the house say so. */
export type MediationHeld = Fact<
  'MediationHeld',
  1,
  Delivered & {
    readonly withWhom: Open<'terlapor' | 'keluarga_terlapor' | 'sekolah' | 'majikan' | 'pencatatan' | 'lainnya'>
    readonly about: Open<'kekerasan' | 'hal_lain'>
    readonly requestedByVictim: Open<boolean>
    readonly askedInPrivate: Open<boolean>
    readonly outcome: Open<Code>
    readonly note: Direct<string> | null
  }
>

export type MediationEvent = MediationHeld

export type HoldMediation = Delivery & {
  readonly type: 'holdMediation'
  readonly withWhom: 'terlapor' | 'keluarga_terlapor' | 'sekolah' | 'majikan' | 'pencatatan' | 'lainnya'
  readonly about: 'kekerasan' | 'hal_lain'
  readonly requestedByVictim: boolean
  readonly askedInPrivate: boolean
  readonly outcome: Code
  readonly note: Direct<string> | null
}

export type MediationCommand = HoldMediation

const TPKS = 'UU 12/2022 pasal 23'

/**
 * No override: mediation about the violence with the alleged perpetrator's side.
 * What is not yet known forbids it too, or leaving a field blank would open the door.
 */
function refuseAboutViolence(command: HoldMediation, state: ExistingCase): void {
  if (hasSexualViolence(state)) throw broken('mediation.sexual-violence', { law: TPKS })
  if (hasTrafficking(state)) throw broken('mediation.tppo')
  const ages = standingVictims(state).map((id) => entryOf(state.subjects.victims, id)?.ageClass)
  if (ages.includes('anak')) throw broken('mediation.child-victim')
  if (ages.some((age) => age !== 'dewasa')) throw broken('mediation.age-unknown')
  if (command.victimIds.some((id) => incidentsOf(state, id).length === 0)) throw broken('mediation.violence-not-recorded')
  for (const id of command.victimIds) {
    const partner = state.subjects.relations.some(({ victimId, intimate }) => victimId === id && intimate)
    const risk = latestRisk(state.assessments, id)
    if (partner && (risk === null || risk === 'tinggi')) throw broken('mediation.partner-risk')
  }
}

/**
 * About other matters with others it is always open. With the alleged perpetrator's side, or about the violence, only at the victim's
 * own request, taken in private; about the violence with that side it is refused as UU 12/2022 art. 23 and the rules of the house say.
 * @throws Refusal `mediation.sexual-violence` {law}, `mediation.tppo`, `mediation.child-victim`, `mediation.age-unknown`,
 * `mediation.violence-not-recorded`, `mediation.partner-risk`, `mediation.not-requested-by-victim`, `mediation.not-asked-in-private`;
 * `code.unknown`; as `delivery`
 */
export function holdMediation(command: HoldMediation, state: ExistingCase, context: CaseContext): readonly MediationHeld[] {
  const data = delivery(command, state, context)
  const { withWhom, about, requestedByVictim, askedInPrivate, outcome, note } = command
  const otherSide = withWhom === 'terlapor' || withWhom === 'keluarga_terlapor'
  if (otherSide && about === 'kekerasan') refuseAboutViolence(command, state)
  if (otherSide || about === 'kekerasan') {
    if (!requestedByVictim) throw broken('mediation.not-requested-by-victim')
    if (!askedInPrivate) throw broken('mediation.not-asked-in-private')
  }
  requireCode('mediationOutcome', outcome, 'outcome')
  return [
    { type: 'MediationHeld', version: 1, on: data.deliveredOn, data: { ...data, withWhom, about, requestedByVictim, askedInPrivate, outcome, note } },
  ]
}
