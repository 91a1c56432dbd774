import { copyEncoder, type ColumnType } from './copy-line'

/** Where live rows stand, and where a rebuild writes beside them. */
export type ModelSchema = 'read_models' | 'read_models_next'

const SQL_TYPES: Record<ColumnType, string> = {
  uuid: 'uuid',
  text: 'text',
  position: 'text collate "C"',
  integer: 'integer',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  json: 'jsonb',
  document: 'json',
  'text[]': 'text[]',
  'uuid[]': 'uuid[]',
  'date[]': 'date[]',
  numeric: 'numeric',
}

/** A table of a read model, as its model writes it down: properties in camelCase, columns in snake_case. */
export interface TableShape<Row extends object> {
  readonly name: string
  /** One sentence for whoever looks into the database */
  readonly comment: string
  readonly columns: { readonly [Key in keyof Row & string]-?: ColumnType }
  readonly key: readonly (keyof Row & string)[]
  /** Rows are loaded together by this column (all rows of a case); uuid or text */
  readonly group: keyof Row & string
  /** Bodies of `create index on <table> …`, e.g. `(unit, phase) where not closed` */
  readonly indexes?: readonly string[]
}

/** A table with its SQL. A model declares it once with `defineTable`. */
export interface Table<Row extends object = object> {
  readonly name: string
  readonly columns: readonly { readonly property: keyof Row & string; readonly column: string; readonly type: ColumnType }[]
  keyOf(row: Row): string
  groupOf(row: Row): string
  /** Statements that make the table in `read_models` */
  createSql(): string
  /** For new rows, as lines of `copyLine` */
  copySql(schema: ModelSchema): string
  copyLine(row: Row): string
  /** Reads a live table; `$1`: array of groups */
  readonly loadSql: string
  /** Of a live table; `$1`: JSON array of rows */
  readonly upsertSql: string
  /** Of a live table; `$1`: JSON array of rows, of which the key counts */
  readonly deleteSql: string
  /** Makes sure that a table beside can be asked by groups */
  readonly groupIndexSql: string
  /** Reads groups of a table beside and removes them; `$1`: array of groups */
  readonly takeSql: string
  /** Removes groups of a table beside; `$1`: array of groups */
  readonly dropGroupsSql: string
}

/** The column of a property, quoted: `on` is a word of SQL. */
const snake = (property: string): string => `"${property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`

/**
 * Declares a table of a read model.
 * Rows go to the database as one JSON text a statement (`json_to_recordset`), so that arrays and documents need no
 * encoding of their own; many new rows go by COPY, which costs the database a third.
 */
export function defineTable<Row extends object>(shape: TableShape<Row>): Table<Row> {
  const properties = Object.keys(shape.columns) as (keyof Row & string)[]
  const columns = properties.map((property) => ({ property, column: snake(property), type: shape.columns[property] }))
  const names = columns.map(({ column }) => column).join(', ')
  const record = columns.map(({ property, type }) => `"${property}" ${SQL_TYPES[type]}`).join(', ')
  const selected = columns.map(({ property }) => `r."${property}"`).join(', ')
  const keyColumns = shape.key.map(snake)
  const encoders = columns.map(({ property, type }) => ({ property, encode: copyEncoder(type) }))
  const rest = columns.filter(({ column }) => !keyColumns.includes(column))
  const replaced = rest.map(({ column }) => `${column} = excluded.${column}`).join(', ')
  const groupType = SQL_TYPES[shape.columns[shape.group]].split(' ')[0] ?? 'text'
  const [onlyKey] = shape.key
  const selectedAs = columns.map(({ property, column }) => `${column} as "${property}"`).join(', ')
  const inGroups = `where ${snake(shape.group)} = any($1::${groupType}[])`
  const [live, beside] = [`read_models.${shape.name}`, `read_models_next.${shape.name}`]
  const valueOf = (row: Row, property: keyof Row & string): string => String(row[property])

  return {
    name: shape.name,
    columns,
    keyOf:
      shape.key.length === 1 && onlyKey
        ? (row) => valueOf(row, onlyKey)
        : (row) => shape.key.map((property) => valueOf(row, property)).join('\u001f'),
    groupOf: (row) => valueOf(row, shape.group),
    createSql: () =>
      [
        `create table read_models.${shape.name} (${columns.map(({ column, type }) => `${column} ${SQL_TYPES[type]}`).join(', ')}, primary key (${keyColumns.join(', ')}))`,
        ...columns
          .filter(({ type }) => type === 'document')
          .map(({ column }) => `alter table read_models.${shape.name} alter column ${column} set storage external`),
        `comment on table read_models.${shape.name} is '${shape.comment.replaceAll("'", "''")}'`,
        ...(keyColumns[0] === snake(shape.group) ? [] : [`create index on read_models.${shape.name} (${snake(shape.group)})`]),
        ...(shape.indexes ?? []).map((body) => `create index on read_models.${shape.name} ${body}`),
        `grant select, insert, update, delete on read_models.${shape.name} to teduh_app`,
      ]
        .map((statement) => `${statement};`)
        .join('\n'),
    copySql: (schema) => `copy ${schema}.${shape.name} (${names}) from stdin`,
    copyLine: (row) => {
      let line = ''
      for (const { property, encode } of encoders) line += line === '' ? encode(row[property]) : `	${encode(row[property])}`
      return `${line}
`
    },
    loadSql: `select ${selectedAs} from ${live} ${inGroups}`,
    upsertSql: `insert into ${live} (${names}) select ${selected} from json_to_recordset($1::json) as r(${record}) on conflict (${keyColumns.join(', ')}) do ${replaced === '' ? 'nothing' : `update set ${replaced}`}`,
    deleteSql: `delete from ${live} t using json_to_recordset($1::json) as r(${record}) where ${shape.key.map((property) => `t.${snake(property)} = r."${property}"`).join(' and ')}`,
    groupIndexSql: `select read_models.index_groups('${shape.name}', '${snake(shape.group).slice(1, -1)}')`,
    takeSql: `delete from ${beside} ${inGroups} returning ${selectedAs}`,
    dropGroupsSql: `delete from ${beside} ${inGroups}`,
  }
}
