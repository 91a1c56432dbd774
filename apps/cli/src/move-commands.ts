import { checkFile, exportLog, importEvents, refuseNewerEvent, type FileHeader } from '#backup'
import { adoptLog, knownInstallation, refuseUnfinishedRestore } from '#workspace'
import { fileNamed } from './file-name'
import { rebuildAll } from './projection-commands'
import { sentence } from './sentence'
import { print, progress, say } from './terminal'
import { installationOfLog, originOf, withStores } from './with-stores'

/** `teduh log export FILE` */
export async function exportToFile(path: string): Promise<void> {
  const file = fileNamed(path)
  await withStores(async (stores) => {
    await installationOfLog(stores)
    const bar = progress('Menyalin')
    const done = await exportLog(
      stores.log,
      file,
      originOf(stores, (events) => bar.to(events, events)),
    ).finally(bar.end)
    if (done.resumed > 0) say(sentence('backup.export-resumed', { resumed: done.resumed }))
    print(sentence('backup.exported', { file, events: done.events, last: done.lastEvent ?? '-', chain: done.chain }))
  })
}

/** `teduh log import FILE`: into the log that this start names; the installation uses that log from then on. */
export async function importFromFile(path: string): Promise<void> {
  const file = fileNamed(path)
  const known = await withStores(async ({ pool, log, logKind }) => {
    await refuseUnfinishedRestore(pool)
    let header: FileHeader | undefined
    const checked = await checkFile(file, ['log'], {
      header: (found) => (header = found),
      event: (event) => header && refuseNewerEvent(file, header, event),
    })
    const bar = progress('Memasukkan')
    const { events } = checked.trailer
    const { resumed } = await importEvents(log, checked, { onProgress: (done) => bar.to(done, events) }).finally(bar.end)
    print(sentence('backup.imported', { events, resumed }))
    const installation = await knownInstallation(pool)
    if (installation && installation.logKind !== logKind) {
      await adoptLog(pool, logKind, log)
      say(sentence('backup.adopted', { log: logKind }))
    }
    return installation
  })
  if (known) await rebuildAll()
}
