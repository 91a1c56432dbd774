import 'reflect-metadata'
import { join } from 'node:path'
import { databaseText } from '#database'
import { fillDemo, DEMO_ACCOUNTS } from '#demo'
import { runSealing } from '#event-log'
import { systemClock } from '#kernel'
import { recoverySheet, isRecoveryConfirmed } from '#privacy'
import { errorText } from '#words'
import { listenRefusal, noteFilled, openWorkspace, readerNotice, runHousekeeping, startRefusal, type Workspace } from '#workspace'
import { isDebugging, processConfig, type Config } from './config'
import { createApp } from './create-app'
import { firstAdministratorLink } from './first-administrator'

// Ports, paths and sentences for the person at the terminal; nothing of a case is ever printed here.

const say = (line = ''): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const config = processConfig(join(__dirname, '..', '..', '..', '..'))
  const stopping = new AbortController()
  const opening = openWorkspace({
    ...config,
    clock: systemClock,
    onNotice: (notice) => say(databaseText(notice)),
    onProjection: (notice) => {
      const line = readerNotice(notice)
      if (line !== null) say(line)
    },
  })
  // Ctrl-C may come while the database is still being prepared, and comes twice: from the terminal and from npm.
  const stops: (() => Promise<unknown>)[] = [() => opening.then((workspace) => workspace.close())]
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> => (stopped ??= stopAll(stops, stopping))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(0)))
  const workspace = await opening
  try {
    // Filled first: readers fold what stands there in large pages instead of following each append.
    const filling = workspace.installation.mode === 'demo' && !workspace.installation.filled
    if (filling) await fill(workspace)
    const readers = config.runReaders ? workspace.projections.run(stopping.signal) : Promise.resolve()
    readers.catch((error: unknown) => void fail(error, stop))
    stops.push(() => readers.catch(() => undefined))
    if (config.runReaders) stops.push(housekeeping(workspace, stopping.signal), sealing(workspace, stopping.signal))
    if (filling && config.runReaders) await foldedSoFar(workspace)
    const app = await createApp(config, workspace)
    stops.push(() => app.close())
    await app.listen(config.port, config.host).catch((error: unknown) => {
      throw listenRefusal(error, 'TEDUH_PORT')
    })
    const address = app.getHttpServer().address()
    const port = typeof address === 'object' && address ? address.port : config.port
    await greet(config, workspace, `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`)
  } catch (error) {
    const interrupted = stopping.signal.aborted
    await stop()
    if (!interrupted) throw error
  }
}

async function stopAll(stops: (() => Promise<unknown>)[], stopping: AbortController): Promise<void> {
  stopping.abort()
  for (const one of stops.reverse()) await one().catch(() => undefined)
}

/** @returns waits for its end */
function housekeeping(workspace: Workspace, signal: AbortSignal): () => Promise<void> {
  const running = runHousekeeping(workspace, signal, (code) => say(`housekeeping: ${code}`))
  return () => running
}

/** @returns waits for its end */
function sealing(workspace: Workspace, signal: AbortSignal): () => Promise<void> {
  const running = runSealing(workspace.sealing, signal, (code, params) => say(errorText(code, params, 'id')))
  return () => running
}

async function fill(workspace: Workspace): Promise<void> {
  say('Menyiapkan data contoh … (preparing invented demo data)')
  await fillDemo(workspace)
  await noteFilled(workspace.pool, workspace.clock.now())
}

/** So that the first page shows the demo whole; a slow machine goes on all the same. */
async function foldedSoFar({ log, projections }: Workspace): Promise<void> {
  const head = await log.head()
  if (head !== null) await projections.waitFor(head, 10_000)
}

async function greet(config: Config, workspace: Workspace, address: string): Promise<void> {
  say()
  say(`  Teduh siap di ${address}`)
  say()
  if (workspace.installation.mode === 'demo') {
    greetDemo(config)
    return
  }
  const link = await firstAdministratorLink(workspace)
  if (link) {
    say(`  Tautan sekali pakai untuk admin pertama (one-time link for the first administrator):`)
    say(`  ${address}${link}`)
    say()
  }
  if (await isRecoveryConfirmed(workspace.pool)) return
  // Where nobody sits at a terminal this is a log that is kept: the key may not stand in it.
  if (process.stderr.isTTY) say(recoverySheet(workspace.master, workspace.clock.now().slice(0, 10)))
  else say('  Lembar pemulihan: jalankan teduh keys sheet di terminal. (The recovery sheet: run teduh keys sheet on a terminal.)')
  say(`  Kunci disimpan di ${config.keyFile}. Pengaduan baru dapat diterima setelah kata periksa pada lembar ini diketik kembali.`)
  say(`  (The key is kept there. Complaints are accepted once the sheet's check word has been typed back.)`)
  say()
}

function greetDemo(config: Config): void {
  say('  DATA CONTOH: semua orang di dalamnya karangan. (Invented data.)')
  say('  Akun contoh (demo accounts):')
  for (const { label, username, password } of DEMO_ACCOUNTS) say(`    ${label.padEnd(14)} ${username.padEnd(16)} ${password}`)
  say(
    `  Kunci contoh disimpan di ${config.keyFile}, di samping datanya: hanya untuk mencoba. (The demo keeps its key beside its data: for trying out only.)`,
  )
  say('  Ctrl-C untuk berhenti.')
  say()
}

async function fail(error: unknown, stop?: () => Promise<void>): Promise<void> {
  say(startRefusal(error) ?? (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'))
  if (isDebugging() && error instanceof Error) say(error.stack)
  await stop?.()
  process.exit(1)
}

main().catch((error: unknown) => void fail(error))
