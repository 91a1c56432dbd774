import { readdirSync, readFileSync } from 'node:fs'
import type { Pool } from 'pg'

/** Of a process of Linux, in hundredths of a second; `proc(5)` counts the fields of `stat` behind the name in brackets. */
const [PARENT, USER, SYSTEM, USER_OF_GONE, SYSTEM_OF_GONE] = [1, 11, 12, 13, 14]
const TICKS_A_SECOND = 100

/** Processor time since the start, in microseconds. A busy machine changes it far less than it changes the time on the wall. */
export interface ProcessorTime {
  readonly program: number
  /** Of the server and all its processes; null where they can't be looked at */
  readonly server: number | null
}

/** @returns a look at the processor time that this program and the server behind the pool have used so far */
export async function processorTimes(pool: Pool): Promise<() => ProcessorTime> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const server = Number(statOf(String(rows[0]?.pid))?.[PARENT])
  return () => {
    const { user, system } = process.cpuUsage()
    return { program: user + system, server: Number.isInteger(server) ? usedBy(server) : null }
  }
}

/** A server's own time, that of its processes, and that of those that have ended. */
function usedBy(server: number): number {
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null
    if (!stat || (Number(entry) !== server && Number(stat[PARENT]) !== server)) continue
    const fields = Number(entry) === server ? [USER, SYSTEM, USER_OF_GONE, SYSTEM_OF_GONE] : [USER, SYSTEM]
    for (const field of fields) ticks += Number(stat[field ?? 0])
  }
  return (ticks / TICKS_A_SECOND) * 1_000_000
}

function statOf(pid: string): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
