import { createHash } from 'node:crypto'
import type { Connection, Submittable } from 'pg'

/** One statement with a fixed text. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** A statement's name carries a digest of its text: behind a pooler another version of the product may use the same connection. */
export const statement = (label: string, text: string): Statement => ({
  name: `log_${label}_${createHash('sha256').update(text).digest('hex').slice(0, 8)}`,
  text,
})

/** A row of a statement whose columns are all asked for as text. */
export type TextColumns = readonly (string | null)[]

/** What a parameter travels as: bytes as they are, all else as PostgreSQL's text of it. */
export type Parameter = string | Buffer | null

type Callback = (error: Error | null, rows: TextColumns[]) => void

/** What `pg` notes of a connection: the text of each statement that the server knows by name. */
interface Preparing {
  readonly parsedStatements?: Readonly<Record<string, string>>
}

/**
 * One statement on a connection of `pg`, for rows that are wanted as the text the server sends. It leaves out what that needs not: the
 * description of the columns, their parsers and the result object, together a tenth of a short statement's time.
 */
export class TextQuery implements Submittable {
  /** By which `pg` notes that the server knows the statement; empty where prepared statements don't survive the way to it */
  readonly name: string
  readonly text: string
  readonly #rows: TextColumns[] = []

  constructor(
    { name, text }: Statement,
    prepared: boolean,
    private readonly values: readonly Parameter[],
    readonly callback: Callback,
  ) {
    this.name = prepared ? name : ''
    this.text = text
  }

  submit(connection: Connection & Preparing): null {
    connection.stream.cork()
    try {
      if (connection.parsedStatements?.[this.name] !== this.text) connection.parse({ name: this.name, text: this.text, types: [] }, true)
      connection.bind({ statement: this.name, values: this.values as Parameter[] }, true)
      connection.execute(null, true)
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return null
  }

  handleDataRow({ fields }: { readonly fields: TextColumns }): void {
    this.#rows.push(fields)
  }

  handleError(error: Error): void {
    this.callback(error, [])
  }

  handleReadyForQuery(): void {
    this.callback(null, this.#rows)
  }

  handleCommandComplete(): void {
    // the rows are all there is to it
  }
}

/** @returns an array as PostgreSQL reads it */
export const arrayOf = (elements: readonly (string | number | bigint)[]): string => `{${elements.map(element).join(',')}}`

const element = (value: string | number | bigint): string => (typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value))
