import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MasterKey, recoverySheet } from '#privacy'

// What is found out without a database: how a command is written, and which file it names.

const ROOT = resolve(__dirname, '..', '..')
const NODE = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs', 'apps/cli/src/main.ts']
const directory = mkdtempSync(join(tmpdir(), 'teduh-usage-'))
const nowhere = 'postgres://teduh_owner:rahasia@127.0.0.1:1/teduh'
const keyFile = join(directory, 'master.key')
const environment = { ...process.env, DATABASE_URL: nowhere, DATABASE_APP_URL: nowhere, TEDUH_DATA: directory, TEDUH_KEY_FILE: keyFile }

function teduh(...args: readonly string[]): ReturnType<typeof teduhWith> {
  return teduhWith(environment, args)
}

async function teduhWith(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly printed: string; readonly said: string }> {
  const child = spawn(process.execPath, [...NODE, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, said] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, printed, said }
}

const faulty = join(directory, 'penduduk.csv')
const sheet = join(directory, 'lembar.txt')
beforeAll(() => {
  writeFileSync(faulty, 'tahun,jumlah\n2024,1\n')
  writeFileSync(sheet, 'bukan lembar pemulihan\n')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const UNKNOWN_FILE = join(directory, 'tidak-ada')

describe('the command line', () => {
  it.each<[string, number, RegExp, readonly string[]]>([
    ['a command that there is not', 2, /^Perintah itu tidak ada; lihat teduh --help\. \(unknown command 'apa'\.\)\n$/, ['apa']],
    ['an option that there is not', 2, /^Pilihan itu tidak ada; .*--salah/, ['log', 'verify', '--salah']],
    ['an argument too few', 2, /^Ada yang belum ditulis; .*file/, ['backup']],
    ['an option that is missing', 2, /^Ada pilihan yang wajib ditulis; .*--year/, ['report', 'ratio']],
    ['a moment that is none', 2, /^--as-of: waktu UTC/, ['report', 'ratio', '--year', '2024', '--as-of', 'kemarin']],
    ['a model that there is not', 2, /^Tidak ada pembaca apa\. Yang ada: case-list, /, ['projections', 'rebuild', 'apa']],
    ['a file that is not there', 2, /^Berkas .*tidak-ada tidak dapat dibaca/, ['import', 'population', UNKNOWN_FILE]],
    ['the recovery sheet without a terminal', 2, /^Lembar pemulihan hanya ditampilkan di terminal/, ['keys', 'sheet']],
    ['a sheet that is none', 1, /^Baris 1 lembar pemulihan tidak cocok/, ['keys', 'recover', sheet]],
    ['a file with faults', 1, /kesalahan\. Belum ada yang diimpor\.\n$/, ['import', 'population', faulty]],
    ['keys without the master key', 3, /^Berkas kunci .*master\.key tidak ada; pulihkan dari lembar pemulihan/, ['keys', 'restore', UNKNOWN_FILE]],
    ['a check without a database', 3, /^Basis data di 127\.0\.0\.1:1 tidak dapat dihubungi/, ['doctor']],
  ])('tells %s with exit code %i in one sentence', async (_, code, expected, args) => {
    const ended = await teduh(...args)
    expect([ended.code, ended.said]).toEqual([code, expect.stringMatching(expected) as unknown])
    expect(ended.said).not.toMatch(/^\s+at |rahasia|unknown error/m)
  })

  it('names the key file, not the sheet, where there is no room for it, and where it stands already', async () => {
    const typed = join(directory, 'diketik.txt')
    writeFileSync(typed, recoverySheet(MasterKey.random(), '2026-11-21'))
    const below = await teduhWith({ ...environment, TEDUH_KEY_FILE: join(faulty, 'master.key') }, ['keys', 'recover', typed])
    expect([below.code, below.said]).toEqual([3, expect.stringMatching(/^Berkas atau folder .*penduduk\.csv tidak dapat dipakai/) as unknown])
    const standing = await teduhWith({ ...environment, TEDUH_KEY_FILE: sheet }, ['keys', 'recover', typed])
    expect([standing.code, standing.said]).toEqual([
      2,
      expect.stringMatching(/^Berkas kunci .*lembar\.txt sudah ada dan tidak akan ditimpa; /) as unknown,
    ])
  })

  it('shows the table of exit codes with its help', async () => {
    const { code, printed } = await teduh('--help')
    expect(code).toBe(0)
    expect([...printed.matchAll(/^ {2}(\d) {2}\S/gm)].map(([, digit]) => digit)).toEqual(['0', '1', '2', '3'])
    expect((await teduh('log')).code).toBe(2)
  })
})
