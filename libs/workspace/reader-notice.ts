import type { RunnerNotice } from '#read-models'

/**
 * One line for the terminal where readers need somebody's eye, Indonesian and English; ids and codes alone, nothing of a case.
 * Every process that runs readers says the same.
 * @returns null where all is as it should be
 */
export function readerNotice(notice: RunnerNotice): string | null {
  if (notice.kind === 'parked') return `Pembaca ${notice.model}: ${notice.stream} ditahan. (Reader ${notice.model}: ${notice.stream} is parked.)`
  if (notice.kind === 'interrupted') return `Pembaca terhenti: ${notice.reason}. (Readers were interrupted: ${notice.reason}.)`
  return null
}
