import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningServer } from './server'
import { ask } from './server-user'

describe('a server known by its process number alone, as on macOS', () => {
  const real = process.platform
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teduh-identity-'))
    Object.defineProperty(process, 'platform', { value: 'darwin' })
  })
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: real })
    rmSync(folder, { recursive: true, force: true })
  })

  it('is not another PostgreSQL that has got its number since', async () => {
    const postgres = join(folder, 'postgres')
    symlinkSync('/bin/sleep', postgres)
    const other = spawn(postgres, ['600'], { argv0: 'sleep', stdio: 'ignore' })
    await once(other, 'spawn')
    const { pid = 0 } = other
    const began = Date.parse(`${ask('ps', ['-o', 'lstart=', '-p', String(pid)]) ?? ''} UTC`) / 1000
    const says = (start: number): void =>
      writeFileSync(join(folder, 'postmaster.pid'), `${pid}\n${folder}\n${start}\n5432\n\n127.0.0.1\n0 0\nready   \n`)
    says(began + 1)
    expect(runningServer(folder)).toMatchObject({ pid, ready: true })
    says(began - 3_600)
    expect(runningServer(folder)).toBeNull()
    other.kill()
    await once(other, 'exit')
  })
})
