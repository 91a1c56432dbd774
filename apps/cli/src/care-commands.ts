import { verifyAccessLog } from '#access'
import { verifyLog } from '#event-log'
import { readModels } from '#read-models'
import { CommandRefused, EXIT, print, progress, say, table } from './terminal'
import { withWorkspace } from './with-workspace'

/** `teduh projections status` */
export async function projectionStatus(): Promise<void> {
  await withWorkspace(async ({ projections }) => {
    const rows = (await projections.status()).map((one) => [
      one.model,
      String(one.version),
      String(one.behind),
      String(one.parkedStreams),
      one.asOf ?? '-',
    ])
    print(table(['read model', 'versi', 'tertinggal', 'ditahan', 'keadaan data'], rows))
    const parked = await projections.parked()
    if (parked.length > 0)
      print(
        table(
          ['read model', 'stream'],
          parked.map(({ model, stream }) => [model, stream]),
        ),
      )
  })
}

/** `teduh projections rebuild [NAME]` */
export async function rebuildProjections(name: string | undefined): Promise<void> {
  if (name !== undefined && !readModels.some((model) => model.name === name))
    throw new CommandRefused(`Tidak ada read model ${name}. Yang ada: ${readModels.map((model) => model.name).join(', ')}.`, EXIT.misuse)
  await withWorkspace(async ({ projections }) => {
    const begun = performance.now()
    const { events } = await projections.rebuild(name === undefined ? [] : [name])
    print(`${events} peristiwa dibaca ulang dalam ${((performance.now() - begun) / 1000).toFixed(1)} detik.`)
  })
}

/** `teduh log verify` */
export async function verify(): Promise<void> {
  await withWorkspace(async ({ log, pool }) => {
    const bar = progress('Memeriksa')
    const found = await verifyLog(log, (events) => bar.to(events, events)).finally(bar.end)
    const access = await verifyAccessLog(pool)
    print(
      `${found.events} peristiwa diperiksa, ${found.faultCount} kesalahan. Catatan akses: ${access.entries} baris, ${access.broken ? 'rusak' : 'utuh'}.`,
    )
    if (found.faultCount > 0)
      print(
        table(
          ['posisi', 'jenis', 'stream', 'peristiwa'],
          found.faults.map(({ position, kind, stream, id }) => [position, kind, stream, id]),
        ),
      )
    if (access.broken) say(`Catatan akses rusak pada baris ${access.broken.entry}: ${access.broken.fault}`)
    if (found.faultCount > 0 || access.broken) throw new CommandRefused('Log tidak utuh.')
  })
}
