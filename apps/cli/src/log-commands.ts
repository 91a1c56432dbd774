import { verifyAccessLog } from '#access'
import {
  isSound,
  keepSegments,
  sealSegments,
  SealingRefused,
  setHeadAside,
  standingSegments,
  verifySealedLog,
  withdrawSegments,
  type SealedVerification,
} from '#event-log'
import type { Workspace } from '#workspace'
import { sentence } from './sentence'
import { CommandRefused, EXIT, print, progress, say } from './terminal'
import { withWorkspace } from './with-workspace'

/**
 * `teduh log verify`: the streams' chains, the signed segments over the whole log, and the access log's own chain.
 * @throws CommandRefused where something is not sound; anything else where it could not be found out
 */
export async function verify(): Promise<void> {
  await withWorkspace(async ({ log, pool, sealing }) => {
    const bar = progress('Memeriksa')
    const found = await verifySealedLog(log, sealing, (events) => bar.to(events, events)).finally(bar.end)
    tell(found)
    const isAccessSound = await tellAccessLog(pool).catch((error: unknown) => {
      if (isSound(found)) throw error
      // What was found stands, whatever else can't be looked at.
      say(sentence('log.access-unchecked'))
      return false
    })
    if (!isSound(found) || !isAccessSound) throw new CommandRefused(sentence('log.not-sound'))
  })
}

async function tellAccessLog(pool: Workspace['pool']): Promise<boolean> {
  const { entries, broken } = await verifyAccessLog(pool)
  print(`Catatan akses: ${entries} baris, ${broken ? 'rusak' : 'utuh'}.`)
  if (broken) say(`Catatan akses rusak pada baris ${broken.entry}: ${broken.fault}`)
  return broken === null
}

function tell({ streams, segments, stopped }: SealedVerification): void {
  for (const { kind, position, stream, revision, id } of streams.faults)
    print(sentence(`log.fault.${kind}`, { position, stream, revision: String(revision), id }))
  for (const { kind, ...where } of segments.faults) print(sentence(`log.segment.${kind}`, where))
  if (stopped) print(sentence('log.stopped', { code: stopped.code }))
  if (segments.segments > 0 && !segments.headKept) say(sentence('log.head-absent'))
  const faults = streams.faultCount + segments.faults.length + (stopped ? 1 : 0)
  print(sentence('log.summary', { events: streams.events, faults, segments: segments.segments, unsealed: segments.unsealed }))
}

/**
 * `teduh log seal [--after-restore]`: signs what stands, now. After an older log was restored on purpose the signed head, and where the
 * log was restored alone the segments too, are ahead of it: they are kept as files, and sealing goes on from the last segment that the
 * log still holds.
 */
export async function seal({ afterRestore }: { readonly afterRestore?: boolean }): Promise<void> {
  await withWorkspace(async (workspace) => {
    try {
      if (afterRestore === true) await beginFromThisLog(workspace)
      const { events } = await sealSegments(workspace.sealing)
      print(sentence('log.sealed', { events }))
    } catch (error) {
      if (error instanceof SealingRefused)
        throw new CommandRefused(
          sentence(error.code, { number: error.number }),
          error.code === 'segments.head-unwritten' ? EXIT.unable : EXIT.refused,
        )
      throw error
    }
  })
}

async function beginFromThisLog({ sealing: { log, store, signer }, logHeadFile, clock, database }: Workspace): Promise<void> {
  const now = clock.now()
  const aside = await setHeadAside(logHeadFile, now)
  if (aside !== null) say(sentence('log.head-aside', { file: aside }))
  const rows = await store.all()
  const standing = await standingSegments(log, rows, signer)
  const [first, ...more] = rows.slice(standing)
  if (!first) return
  const file = await keepSegments(logHeadFile, now, [first, ...more])
  await withdrawSegments(database.ownerUrl, first.number)
  say(sentence('log.segments-aside', { count: 1 + more.length, file }))
}
