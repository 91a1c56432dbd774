import { EventLogError } from '../errors'

export type SealingCode =
  | 'segments.signature' // the last segment in the database was not signed with this installation's key
  | 'segments.log-differs' // the log's events are not those that were signed
  | 'segments.cut-off' // the log ends before the signed head
  | 'segments.head-signature' // the head file was not signed with this installation's key
  | 'segments.head-unreadable'
  | 'segments.head-unwritten'

/** Sealing goes no further: what stands contradicts what was signed, and signing it would hide that. */
export class SealingRefused extends EventLogError {
  constructor(
    code: SealingCode,
    /** The segment in question, from 1; 0 where none is */
    readonly number: number,
  ) {
    super(code, `${code} at segment ${number}`)
  }
}
