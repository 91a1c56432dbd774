import type { Instant } from '#kernel'
import { heldEventsOf, isPassing, LeaseLost, readModels, reasonOf, RebuildFailed, secondsBehind, type ModelStatus } from '#read-models'
import { sentence } from './sentence'
import { CommandRefused, EXIT, print, say, table } from './terminal'
import { withWorkspace } from './with-workspace'

/** `teduh projections status` */
export async function projectionStatus(): Promise<void> {
  await withWorkspace(async ({ projections, clock }) => {
    const now = clock.now()
    print(
      table(
        STATUS_HEAD,
        (await projections.status()).map((one) => statusRow(one, now)),
      ),
    )
    const parked = await projections.parked()
    if (parked.length > 0) print(`\n${PARKED_NOTE}\n${parkedTable(parked)}`)
  })
}

const STATUS_HEAD = ['pembaca', 'jenis', 'versi', 'tertinggal', 'detik', 'ditahan', 'jeda', 'keadaan data'] as const
const PARKED_NOTE = 'Angka yang bergantung pada stream yang ditahan belum lengkap dan tidak boleh diterbitkan.'

const statusRow = (one: ModelStatus, now: Instant): readonly string[] => [
  one.model,
  one.kind === 'model' ? 'tabel baca' : 'reaktor',
  String(one.version),
  String(one.behind),
  secondsBehind(one, now).toFixed(0),
  String(one.parkedStreams),
  one.pausedSince ?? '-',
  one.asOf ?? '-',
]

const parkedTable = (
  parked: readonly { readonly model: string; readonly stream: string; readonly eventType: string; readonly reason: string; readonly held: number }[],
): string =>
  table(
    ['pembaca', 'stream', 'peristiwa', 'sebab', 'ditahan'],
    parked.map(({ model, stream, eventType, reason, held }) => [model, stream, eventType, reason, String(held)]),
  )

/** `teduh projections parked list` */
export async function listParked(): Promise<void> {
  await withWorkspace(async ({ projections }) => {
    const parked = await projections.parked()
    print(parked.length === 0 ? 'Tidak ada stream yang ditahan.' : parkedTable(parked))
  })
}

/** `teduh projections parked show MODEL STREAM` */
export async function showParked(model: string, stream: string): Promise<void> {
  await withWorkspace(async ({ pool, projections }) => {
    const known = nameAmong(projections.names, model)
    const held = await heldEventsOf(pool, known, stream)
    if (held.length === 0) throw new CommandRefused(`${known} tidak menahan ${stream}.`)
    print(
      table(
        ['revisi', 'posisi', 'jenis', 'peristiwa', 'sebab'],
        held.map(({ revision, position, eventType, eventId, reason }) => [
          String(revision),
          position,
          eventType,
          eventId,
          reason ?? 'menunggu yang di depannya',
        ]),
      ),
    )
  })
}

/** `teduh projections parked retry MODEL [STREAM]`: without a stream, everything the model holds */
export async function retryParkedStreams(model: string, stream: string | undefined): Promise<void> {
  await withWorkspace(async ({ projections }) => {
    const known = nameAmong(projections.names, model)
    const held = (await projections.parked()).filter((one) => one.model === known).map((one) => one.stream)
    if (stream !== undefined && !held.includes(stream)) throw new CommandRefused(`${known} tidak menahan ${stream}.`)
    const streams = stream === undefined ? held : [stream]
    let failed = 0
    for (const one of streams) {
      try {
        print(`${one}: ${await projections.retry(known, one)} peristiwa diambil lagi.`)
      } catch (error) {
        failed++
        print(`${one}: masih ditahan (${reasonOf(error instanceof Error && error.cause !== undefined ? error.cause : error)})`)
      }
    }
    if (streams.length === 0) print('Tidak ada stream yang ditahan.')
    if (failed > 0) throw new CommandRefused(`${failed} stream masih ditahan.`)
  })
}

/** `teduh projections pause [NAME]` */
export async function pauseProjections(name: string | undefined): Promise<void> {
  await withWorkspace(async ({ projections, clock }) => {
    const known = name === undefined ? undefined : nameAmong(projections.names, name)
    await projections.pause(clock, known)
    print(`${known ?? 'Semua pembaca'} dijeda pada semua pekerja, sampai dilanjutkan dengan teduh projections resume.`)
  })
}

/** `teduh projections resume [NAME]` */
export async function resumeProjections(name: string | undefined): Promise<void> {
  await withWorkspace(async ({ projections }) => {
    const known = name === undefined ? undefined : nameAmong(projections.names, name)
    await projections.resume(known)
    print(`${known ?? 'Semua pembaca'} dilanjutkan.`)
  })
}

/** `teduh projections rebuild [NAME]` */
export async function rebuildProjections(name: string | undefined): Promise<void> {
  const known =
    name === undefined
      ? []
      : [
          nameAmong(
            readModels.map((model) => model.name),
            name,
          ),
        ]
  await withWorkspace(async ({ projections }) => {
    const begun = performance.now()
    const { events } = await projections.rebuild(known).catch(refuseRebuild)
    print(`${events} peristiwa dibaca ulang dalam ${((performance.now() - begun) / 1000).toFixed(1)} detik.`)
  })
}

/** Where events and their positions came from elsewhere every read model begins anew. */
export async function rebuildAll(): Promise<void> {
  await withWorkspace(async ({ projections }) => {
    const { events } = await projections.rebuild().catch(refuseRebuild)
    say(sentence('backup.rebuilt', { events }))
  })
}

/** @throws CommandRefused with a sentence for what is expected; anything else as it is */
function refuseRebuild(error: unknown): never {
  if (error instanceof LeaseLost)
    throw new CommandRefused('Pembangunan ulang lain sedang berjalan. Tunggu sampai selesai, lalu jalankan teduh projections rebuild.', EXIT.unable)
  if (error instanceof RebuildFailed)
    throw new CommandRefused(
      `Pembangunan ulang ${error.models.join(', ')} gagal (${whyFailed(error.cause)}). Tabel yang lama tetap dipakai; perbaiki sebabnya, lalu jalankan teduh projections rebuild.`,
      isPassing(error.cause) ? EXIT.unable : EXIT.refused,
    )
  throw error
}

/** A full disk in words: whoever reads it can do something about it. */
function whyFailed(cause: unknown): string {
  const reason = reasonOf(cause)
  return reason === 'sql.53100' ? `ruang di cakram basis data habis, ${reason}` : reason
}

function nameAmong(names: readonly string[], name: string): string {
  if (names.includes(name)) return name
  throw new CommandRefused(`Tidak ada pembaca ${name}. Yang ada: ${names.join(', ')}.`, EXIT.misuse)
}
