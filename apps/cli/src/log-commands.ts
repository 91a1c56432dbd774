import { verifyAccessLog } from '#access'
import { isSound, sealSegments, SealingRefused, setHeadAside, verifySealedLog, type SealedVerification } from '#event-log'
import { sentence } from './sentence'
import { CommandRefused, print, progress, say } from './terminal'
import { withWorkspace } from './with-workspace'

/** `teduh log verify`: the streams' chains, the signed segments over the whole log, and the access log's own chain. */
export async function verify(): Promise<void> {
  await withWorkspace(async ({ log, pool, sealing }) => {
    const bar = progress('Memeriksa')
    const found = await verifySealedLog(log, sealing, (events) => bar.to(events, events)).finally(bar.end)
    const access = await verifyAccessLog(pool)
    tell(found)
    print(`Catatan akses: ${access.entries} baris, ${access.broken ? 'rusak' : 'utuh'}.`)
    if (access.broken) say(`Catatan akses rusak pada baris ${access.broken.entry}: ${access.broken.fault}`)
    if (!isSound(found) || access.broken) throw new CommandRefused(sentence('log.not-sound'))
  })
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
 * `teduh log seal [--after-restore]`: signs what stands, now. After an older backup was restored on purpose the signed head is ahead
 * of the log: it is kept under another name, and sealing starts over from the restored log.
 */
export async function seal({ afterRestore }: { readonly afterRestore?: boolean }): Promise<void> {
  await withWorkspace(async ({ sealing, logHeadFile, clock }) => {
    const aside = afterRestore === true ? await setHeadAside(logHeadFile, clock.now()) : null
    if (aside !== null) say(sentence('log.head-aside', { file: aside }))
    try {
      const { events } = await sealSegments(sealing)
      print(sentence('log.sealed', { events }))
    } catch (error) {
      if (error instanceof SealingRefused) throw new CommandRefused(sentence(error.code, { number: error.number }))
      throw error
    }
  })
}
