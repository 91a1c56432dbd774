import { existsSync, readFileSync } from 'node:fs'
import { identify, stillThere, type ProcessIdentity } from '../cluster/process-identity'
import { writePrivately } from './settings'

/** One opening of the database by one process. */
export interface DatabaseUser extends ProcessIdentity {
  readonly ref: string
}

/** Who uses the server, in the order of coming. The owner, and nobody else, stops it. */
export interface Register {
  readonly owner: DatabaseUser | null
  readonly users: readonly DatabaseUser[]
}

/** @returns the register without those whose process is gone; a killed owner is null */
export function readRegister(path: string): Register {
  const { owner, users } = existsSync(path) ? parse(readFileSync(path, 'utf8')) : NOBODY
  return { owner: owner !== null && stillThere(owner) ? owner : null, users: users.filter(stillThere) }
}

export const writeRegister = (path: string, register: Register): void => {
  writePrivately(path, register)
}

const NOBODY: Register = { owner: null, users: [] }

function parse(text: string): Register {
  try {
    return JSON.parse(text) as Register
  } catch {
    return NOBODY
  }
}

/** @returns this process as a user under a name of its own */
export function thisUser(ref: string): DatabaseUser {
  return { ...(identify(process.pid) ?? { pid: process.pid, started: '' }), ref }
}

/** Comes in: owns the server where it was started just now, or where its owner was killed. */
export function entered(register: Register, user: DatabaseUser, started: boolean): Register {
  return { owner: started ? user : (register.owner ?? user), users: [...register.users, user] }
}

/**
 * Goes out. An owner who leaves others behind hands the server to the one who came first.
 * @returns the register that remains, and whether the server is to be stopped: only its owner, or the last one after an owner was killed, does that
 */
export function left(register: Register, ref: string): { readonly register: Register; readonly stop: boolean } {
  const users = register.users.filter((user) => user.ref !== ref)
  const mine = register.owner === null || register.owner.ref === ref
  const owner = mine ? (users[0] ?? null) : register.owner
  return { register: { owner, users }, stop: mine && users.length === 0 }
}
