import type { AppendFault, AppendFaults } from './faults'
import type { ExpectedRevision, Proposed, Records } from './records'

/** The node's `--max-append-size`: of all data of one append, in bytes. Metadata isn't counted. */
export const MAX_APPEND_SIZE = 1_048_576

/** An append that arrived whole. */
export interface Arrived {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly proposed: readonly Proposed[]
}

/** How answers go back: each way of appending has its own messages. */
export interface Answers {
  written(revision: bigint, position: bigint): void
  wrongRevision(current: bigint | null): void
  deleted(): void
  tooLarge(limit: number): void
  deadlineExceeded(): void
  notLeader(host: string, port: number): void
  unavailable(): void
  /** Breaks the connection it came over */
  drop(): void
}

/** Does what an append asks for, or what a fault makes of it. */
export function perform(records: Records, faults: AppendFaults, arrived: Arrived, answers: Answers): void {
  if (isTooLarge(arrived.proposed)) return answers.tooLarge(MAX_APPEND_SIZE)
  const fault = arrived.proposed.length > 0 ? faults.take() : faults.takeOfLook()
  if (fault) return befall(fault, () => records.append(arrived.stream, arrived.expected, arrived.proposed), answers)
  const judged = records.append(arrived.stream, arrived.expected, arrived.proposed)
  if (judged.kind === 'deleted') answers.deleted()
  else if (judged.kind === 'wrong-revision') answers.wrongRevision(judged.current)
  else answers.written(judged.revision, judged.position)
}

export const isTooLarge = (proposed: readonly Proposed[]): boolean => proposed.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_SIZE

function befall(fault: AppendFault, write: () => unknown, answers: Answers): void {
  switch (fault.kind) {
    case 'dropped':
      if (fault.moment === 'after the write') write()
      return answers.drop()
    case 'unanswered':
      write()
      return
    case 'deadline-exceeded':
      write()
      return answers.deadlineExceeded()
    case 'not-leader':
      return answers.notLeader(fault.host, fault.port)
    case 'unavailable':
      return answers.unavailable()
  }
}
