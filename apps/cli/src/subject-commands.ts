import { createInterface } from 'node:readline/promises'
import { actorOf, recordAccess, requireOnCase, unitOf } from '#access'
import { caseAggregate, CODE_LISTS, isSubject, type CaseState, type SubjectRef } from '#cases'
import { stateOf } from '#command-handler'
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
  if (!isUuid(subjectId)) throw new CommandRefused('Nomor orang harus berupa UUID, seperti pada alamat berkas kasus.', EXIT.misuse)
  const reasons = CODE_LISTS.erasureReason.map(({ code }) => code)
  if (!reasons.some((code) => code === options.reason)) throw new CommandRefused(`--reason: ${reasons.join(', ')}.`, EXIT.misuse)
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
    const { id: unit, zone } = unitOf(account)
    const commandId = randomUuid()
    const actor = actorOf(account, 'subject.erase')
    const origin = { commandId, correlationId: commandId, causationId: null, actor, unit, zone, holidays: new Set<string>() }
    const authorize = (loaded: CaseState): void => requireOnCase(account, loaded.phase === 'none' ? null : loaded, 'subject.erase')
    const entry = { at: workspace.clock.now(), user: account.id, action: 'erase-subject', resource: subject.subjectId, reason: options.reason }
    await recordAccess(workspace.pool, { ...entry, outcome: 'allowed' })
    await eraseSubject(workspace.erasure, origin, authorize, { ...subject, why: options.reason, withoutTexts: options.withoutTexts === true })
    await caughtUp(workspace)
    print('Data orang ini sudah dihapus: kuncinya dimusnahkan, dan tidak dapat dikembalikan.')
  })
}

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
  const texts = (await sharedTexts(log, subject)).filter(({ recordId }) => !state.erasures.redacted.includes(recordId))
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
