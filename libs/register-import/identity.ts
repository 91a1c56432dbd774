import { commandId, deriveId, type Uuid } from '#kernel'

// Identity of what a register holds: (unit, register number, ordinal of the victim within the number). The ids follow from it, so
// that the log itself refuses a case twice, whichever file brings it.

const ROUTE = 'register-import'

/**
 * The command that creates the case of a number.
 * @param generation how many imports of the unit were abandoned before: their voided cases keep their ids
 */
export function caseCommand(unit: string, number: string, generation = 0): Uuid {
  const command = commandId(unit, ROUTE, number)
  return generation === 0 ? command : deriveId(command, 'again', generation)
}

/** @returns the creating command of a number, within one import */
export type CommandOf = (number: string) => Uuid

export const caseIdOf = (command: Uuid): Uuid => deriveId(command, 'case')

/** @param ordinal from 1 */
export const victimIdOf = (command: Uuid, ordinal: number): Uuid => deriveId(command, 'victim', ordinal)
export const perpetratorIdOf = (command: Uuid, ordinal: number): Uuid => deriveId(command, 'perpetrator', ordinal)

/** A case with very many victims is appended in parts. The first part is the creating command itself. */
export const partCommand = (command: Uuid, part: number): Uuid => (part === 0 ? command : deriveId(command, 'part', part))

/** What an import adds to a case that stood there before. */
export const additionCommand = (importId: Uuid, number: string): Uuid => deriveId(importId, 'addition', number)
