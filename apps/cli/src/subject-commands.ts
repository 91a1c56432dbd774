import { createInterface } from 'node:readline/promises'
import { actorOf, recordAccess, requireOnCase, unitOf, type Account, type Permission } from '#access'
import { caseAggregate, CODE_LISTS, isSubject, withoutVersion, type CaseCommand, type CaseState, type CodeListName, type SubjectRef } from '#cases'
import { handle, stateOf, type CommandOrigin } from '#command-handler'
import { isUuid, randomUuid, type Uuid } from '#kernel'
import { caseNumber, casesNaming } from '#read-models'
import { eraseSubject, sharedTexts } from '#reactors'
import type { Workspace } from '#workspace'
import { actingUser } from './acting-user'
import { CommandRefused, EXIT, print } from './terminal'
import { caughtUp, withWorkspace } from './with-workspace'

export interface EraseOptions {
  readonly reason: string
  readonly as?: string
  readonly withoutTexts?: boolean
  readonly dryRun?: boolean
}

type ExistingCase = Exclude<CaseState, { phase: 'none' }>

/** `teduh subject erase SUBJECT --reason CODE [--as USER] [--without-texts] [--dry-run]` */
export async function eraseSubjectOf(subjectId: string, options: EraseOptions): Promise<void> {
  requireId(subjectId)
  requireChoice('erasureReason', options.reason, '--reason')
  await withWorkspace(async (workspace) => {
    const account = await actingUser(workspace, options.as, 'subject.erase')
    await caughtUp(workspace)
    const { caseId, state } = await caseOf(workspace, subjectId.toLowerCase())
    requireOnCase(account, state, 'subject.erase')
    const subject = { caseId, subjectId: subjectId.toLowerCase() }
    const number = (await caseNumber(workspace.pool, caseId)) ?? caseId
    await tellWhatGoes(workspace, subject, state, number)
    if (options.dryRun) return print('Tidak ada yang dihapus (--dry-run).')
    await confirmed(number)
    const entry = { at: workspace.clock.now(), user: account.id, action: 'erase-subject', resource: subject.subjectId, reason: options.reason }
    await recordAccess(workspace.pool, { ...entry, outcome: 'allowed' })
    await eraseSubject(workspace.erasure, originFor(account, 'subject.erase'), allowing(account, 'subject.erase'), {
      ...subject,
      why: options.reason,
      withoutTexts: options.withoutTexts === true,
    })
    await caughtUp(workspace)
    print('Data orang ini sudah dihapus: kuncinya dimusnahkan, dan tidak dapat dikembalikan.')
  })
}

export interface LinkOptions {
  readonly basis: string
  readonly as?: string
}
export interface UnlinkOptions {
  readonly reason: string
  readonly as?: string
}

/** `teduh subject link SUBJECT OTHER --basis CODE [--as USER]`: two parts are one human, and an erasure of one is that of both. */
export async function linkSubjects(subjectId: string, otherId: string, { basis, as }: LinkOptions): Promise<void> {
  requireChoice('linkBasis', basis, '--basis')
  await onBoth(subjectId, otherId, as, (subject, other) => ({ type: 'linkSubject', subjectId: subject, other, basis }))
  print('Kedua catatan ditautkan sebagai orang yang sama.')
}

/** `teduh subject unlink SUBJECT OTHER --reason CODE [--as USER]`, in whichever direction they were linked. */
export async function unlinkSubjects(subjectId: string, otherId: string, { reason, as }: UnlinkOptions): Promise<void> {
  requireChoice('correctionReason', reason, '--reason')
  await onBoth(subjectId, otherId, as, (subject, other) => ({ type: 'revokeSubjectLink', subjectId: subject, other, why: reason }))
  print('Tautan dicabut.')
}

/** Both are looked up, and both cases must be the asker's; the act stands in the case that holds the link, else in the first. */
async function onBoth(
  subjectId: string,
  otherId: string,
  as: string | undefined,
  commandOf: (subjectId: Uuid, other: SubjectRef) => CaseCommand,
): Promise<void> {
  for (const id of [subjectId, otherId]) requireId(id)
  await withWorkspace(async (workspace) => {
    const account = await actingUser(workspace, as, 'case.approve')
    await caughtUp(workspace)
    const [first, second] = [await partOf(workspace, account, subjectId), await partOf(workspace, account, otherId)]
    const linked = ({ state, subjectId: one }: Part, { subjectId: other }: Part): boolean =>
      state.erasures.links.some((link) => link.subjectId === one && link.other.subjectId === other)
    const [from, to] = !linked(first, second) && linked(second, first) ? [second, first] : [first, second]
    const command = commandOf(from.subjectId, { caseId: to.caseId, subjectId: to.subjectId })
    await handle(workspace, caseAggregate, from.caseId, originFor(account, 'case.approve'), allowing(account, 'case.approve'), () => command)
    await caughtUp(workspace)
  })
}

interface Part extends SubjectRef {
  readonly state: ExistingCase
}

async function partOf(workspace: Workspace, account: Account, id: string): Promise<Part> {
  const subjectId = id.toLowerCase()
  const { caseId, state } = await caseOf(workspace, subjectId)
  requireOnCase(account, state, 'case.approve')
  return { caseId, subjectId, state }
}

function requireId(id: string): void {
  if (!isUuid(id)) throw new CommandRefused('Nomor orang harus berupa UUID, seperti pada alamat berkas kasus.', EXIT.misuse)
}

function requireChoice(list: CodeListName, chosen: string, option: string): void {
  const codes = CODE_LISTS[list].map(({ code }) => code)
  if (!codes.some((code) => code === chosen)) throw new CommandRefused(`${option}: ${codes.join(', ')}.`, EXIT.misuse)
}

function originFor(account: Account, permission: Permission): CommandOrigin {
  const { id: unit, zone } = unitOf(account)
  const commandId = randomUuid()
  return { commandId, correlationId: commandId, causationId: null, actor: actorOf(account, permission), unit, zone, holidays: new Set<string>() }
}

const allowing =
  (account: Account, permission: Permission) =>
  (loaded: CaseState): void =>
    requireOnCase(account, loaded.phase === 'none' ? null : loaded, permission)

/** @throws CommandRefused where nobody of this id is known */
async function caseOf({ pool, log }: Workspace, subjectId: Uuid): Promise<{ caseId: Uuid; state: ExistingCase }> {
  for (const caseId of await casesNaming(pool, subjectId)) {
    const state = await stateOf(log, caseAggregate, caseId)
    if (state.phase !== 'none' && isSubject(state.subjects, subjectId)) return { caseId, state }
  }
  throw new CommandRefused(`Tidak ada orang ${subjectId} dalam kasus mana pun.`)
}

async function tellWhatGoes({ log, erasure }: Workspace, subject: SubjectRef, state: ExistingCase, number: string): Promise<void> {
  const linked = await erasure.linkedTo(subject)
  const texts = withoutVersion(state.erasures, subject.subjectId, await sharedTexts(log, subject))
  print(`Kasus ${number}: identitas dan semua keterangan tertutup orang ini.`)
  print(`Catatan pada kasus lain yang ditautkan dan ikut dihapus: ${linked.length}.`)
  print(`Catatan bersama orang lain yang belum punya versi tersunting: ${texts.length}.`)
}

/** At a terminal the number of the case is typed; a script says what it means by its arguments. */
async function confirmed(number: string): Promise<void> {
  if (!process.stdin.isTTY) return
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const typed = await terminal.question(`Ini tidak dapat dibatalkan. Ketik ${number} untuk menghapus: `).finally(() => terminal.close())
  if (typed.trim() !== number) throw new CommandRefused('Tidak cocok; tidak ada yang dihapus.')
}
