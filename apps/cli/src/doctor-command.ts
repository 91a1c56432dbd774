import { askDatabase, examineDatabase, examineFiles, findingText, lookAtFiles } from '#database'
import { lookAtLog } from '#workspace'
import { CommandRefused, print } from './terminal'
import { config, withWorkspace } from './with-workspace'

const MARKS = { ok: '✓', warning: '!', failure: '✗' } as const

/** `teduh doctor`: files, database, roles, clocks, the log. Fails where real data and its key share a directory. */
export async function doctor(): Promise<void> {
  const { keyFile, dataDirectory } = config()
  await withWorkspace(async ({ installation, database, clock, log }) => {
    const files = examineFiles(lookAtFiles(keyFile, dataDirectory), installation.mode === 'real')
    const facts = await askDatabase(database.appUrl, database.origin !== 'external', clock)
    const findings = [...files, ...examineDatabase(facts)]
    for (const finding of findings) print(`${MARKS[finding.level]} ${findingText(finding, 'id')}`)
    const { reached, text } = await lookAtLog(log, installation.logKind)
    print(`${reached ? MARKS.ok : MARKS.failure} ${text.id}`)
    const failures = findings.filter(({ level }) => level === 'failure').length + (reached ? 0 : 1)
    if (failures > 0) throw new CommandRefused(`${failures} pemeriksaan gagal.`)
  })
}
