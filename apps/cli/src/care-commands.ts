import { readModels } from '#read-models'
import { CommandRefused, EXIT, print, table } from './terminal'
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
