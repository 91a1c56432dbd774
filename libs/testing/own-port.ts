import { randomInt } from 'node:crypto'
import { isFreePort } from '#database'
import { TEST_WORKER } from './config'

// Below those the product takes for a PostgreSQL of its own, and a range for each of the processes that share a run: a port that a test
// has looked at, or whose process it has just killed, is given to nobody else.
const FIRST = 10_000
const RANGE = 2_400
const RANGES = 4

const given = new Set<number>()

/** @returns a free port of the loopback address for what a test starts, kills and starts again */
export async function ownPort(): Promise<number> {
  const first = FIRST + (TEST_WORKER % RANGES) * RANGE
  for (;;) {
    const port = first + randomInt(RANGE)
    if (given.has(port) || !(await isFreePort(port))) continue
    given.add(port)
    return port
  }
}
