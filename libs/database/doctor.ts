import { dirname, resolve, sep } from 'node:path'
import { POSTGRES_MAJOR } from './cluster/binaries'
import { DOCTOR_TEXTS, type FindingCode } from './doctor-texts'

/** What `teduh doctor` looks at on the disk. Modes are those of the file system; null where the thing is not there. */
export interface FileFacts {
  readonly keyFile: string
  readonly dataDirectory: string
  readonly keyMode: number | null
  readonly directoryMode: number | null
  readonly settingsMode: number | null
  readonly freeBytes: number
}

/** What the database says of itself, asked as the app role. */
export interface DatabaseFacts {
  readonly embedded: boolean
  /** `180004` */
  readonly versionNumber: number
  /** Database's clock minus ours, in milliseconds, at the middle of the question's way */
  readonly clockSkew: number
  /** Settings without which an acknowledged event can be lost, by name, where they are off */
  readonly unsafeSettings: readonly string[]
  readonly role: RoleFacts
}

export interface RoleFacts {
  /** true where the role was only taken on inside another sign-in */
  readonly lent: boolean
  /** Superuser, may make roles or databases, passes row security, or is a member of the owner role */
  readonly powerful: boolean
  /** Objects owned */
  readonly owns: number
  /** `event_log.events UPDATE`: rights on the log beyond reading and adding */
  readonly logRights: readonly string[]
}

export interface Finding {
  readonly code: FindingCode
  readonly level: 'ok' | 'warning' | 'failure'
  readonly params: Readonly<Record<string, string | number>>
}

const MIB = 1024 * 1024
const OLDEST_SERVER = 15
const SKEW_WARNING_MS = 2_000
const SKEW_FAILURE_MS = 60_000

/**
 * @param production true for a workspace with real data; the demo keeps its key beside its data and says so
 * @returns one finding a check, the good ones too
 */
export function examineFiles(facts: FileFacts, production: boolean): readonly Finding[] {
  const { keyFile, dataDirectory, keyMode, directoryMode, settingsMode, freeBytes } = facts
  const inside = within(keyFile, dataDirectory)
  // One folder above both is often what gets copied as a whole.
  const beside = dirname(resolve(keyFile)) === dirname(resolve(dataDirectory))
  const freeMiB = Math.floor(freeBytes / MIB)
  return [
    finding('key-apart', inside && production ? 'failure' : inside || beside ? 'warning' : 'ok', { keyFile, dataDirectory }),
    finding('key-mode', keyMode === null || (keyMode & 0o077) !== 0 ? 'failure' : 'ok', { keyFile, mode: octal(keyMode) }),
    // As root the database's own user passes through the folder: x for others lets nobody see what is in it.
    finding('directory-mode', ((directoryMode ?? 0) & 0o066) === 0 ? 'ok' : 'failure', { dataDirectory, mode: octal(directoryMode) }),
    finding('settings-mode', ((settingsMode ?? 0) & 0o077) === 0 ? 'ok' : 'failure', { dataDirectory, mode: octal(settingsMode) }),
    finding('free-disk', freeMiB < 64 ? 'failure' : freeMiB < 1024 ? 'warning' : 'ok', { dataDirectory, freeMiB }),
  ]
}

/** @returns one finding a check, the good ones too */
export function examineDatabase(facts: DatabaseFacts): readonly Finding[] {
  const { embedded, versionNumber, clockSkew, unsafeSettings, role } = facts
  const major = Math.floor(versionNumber / 10_000)
  const expected = major === Number(POSTGRES_MAJOR)
  const skew = Math.abs(clockSkew)
  return [
    finding('server-version', expected ? 'ok' : embedded || major < OLDEST_SERVER ? 'failure' : 'warning', { major, wanted: POSTGRES_MAJOR }),
    finding('clock-skew', skew > SKEW_FAILURE_MS ? 'failure' : skew > SKEW_WARNING_MS ? 'warning' : 'ok', { seconds: (skew / 1000).toFixed(1) }),
    finding('durability', unsafeSettings.length > 0 ? 'failure' : 'ok', { settings: unsafeSettings.join(', ') }),
    finding('app-role-sign-in', role.lent ? 'warning' : 'ok', {}),
    finding('app-role-power', role.powerful ? 'failure' : 'ok', {}),
    finding('app-role-owns', role.owns > 0 ? 'failure' : 'ok', { count: role.owns }),
    finding('app-role-log', role.logRights.length > 0 ? 'failure' : 'ok', { rights: role.logRights.join(', ') }),
  ]
}

/** @returns the sentence of a finding; a good one says what is in order */
export function findingText({ code, level, params }: Finding, language: 'id' | 'en'): string {
  const text = DOCTOR_TEXTS[code][level === 'ok' ? 'ok' : 'bad'][language]
  return text.replaceAll(/\{(\w+)\}/g, (whole: string, name: string) => String(params[name] ?? whole))
}

const finding = (code: FindingCode, level: Finding['level'], params: Finding['params']): Finding => ({ code, level, params })
const octal = (mode: number | null): string => (mode === null ? '-' : (mode & 0o777).toString(8).padStart(4, '0'))
const within = (file: string, folder: string): boolean => resolve(file).startsWith(resolve(folder) + sep)
