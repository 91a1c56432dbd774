import { absent, Refusal, type Sealed, type Uuid } from '#kernel'
import { ERASED } from '#privacy'
import { caseFileOf, sealedOf, type CaseFile, type HeldDirect } from '#read-models'
import type { Workspace } from '#workspace'

/** identity: name, NIK, phone, address of one person · safe-contact: how to reach a victim · text: a chronology, note or plan */
export type Revealable = 'identity' | 'safe-contact' | 'text'

/**
 * Opens one sealed value of a case. Access was decided and noted by the caller.
 * @throws Refusal `reveal.absent`; `privacy.subject-erased` where the key was destroyed
 */
export async function revealed(workspace: Workspace, caseId: Uuid, what: Revealable, ref: Uuid): Promise<unknown> {
  const opener = workspace.newOpener()
  const file = await caseFileOf(workspace.pool, opener, caseId)
  const held = file === null ? null : heldIn(file, what, ref)
  if (!held) throw absent('reveal.absent')
  const sealed: Sealed<unknown> = sealedOf(held)
  await opener.prepare([sealed])
  const value = opener.open(sealed)
  if (value === ERASED) throw new Refusal('rule', 'privacy.subject-erased')
  return value
}

function heldIn(file: CaseFile, what: Revealable, ref: Uuid): HeldDirect<unknown> | null {
  switch (what) {
    case 'identity':
      return identityOf(file, ref)
    case 'safe-contact':
      return file.victims.find(({ victimId }) => victimId === ref)?.safeContact ?? null
    case 'text':
      return textOf(file, ref)
  }
}

function identityOf(file: CaseFile, ref: Uuid): HeldDirect<unknown> | null {
  const victim = file.victims.find(({ victimId }) => victimId === ref)
  const perpetrator = file.perpetrators.find(({ perpetratorId }) => perpetratorId === ref)
  const reporter = file.reporters.find(({ reporterId }) => reporterId === ref)
  const person = file.relatedPersons.find(({ personId }) => personId === ref)
  return victim?.identity ?? perpetrator?.identity ?? reporter?.identity ?? person?.identity ?? null
}

function textOf(file: CaseFile, ref: Uuid): HeldDirect<unknown> | null {
  const chronology = file.chronologies.find(({ recordId }) => recordId === ref)
  const assessment = file.assessments.find(({ assessmentId }) => assessmentId === ref)
  const safety = file.safetyPlans.find(({ planId }) => planId === ref)
  const plan = file.plans.find(({ planId }) => planId === ref)
  return chronology?.text ?? assessment?.summary ?? safety?.text ?? plan?.goals ?? null
}

/** The same document with what is sealed said to be so: no ciphertext leaves the server. */
export function closed<D>(document: D): D {
  return without(document) as D
}

function without(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$direct' in value) return { $direct: '' }
  if (Array.isArray(value)) return value.map(without)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner)]))
}
