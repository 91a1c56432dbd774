import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import style from './data-table.module.css'

export interface Column<Row> {
  key: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  /** `end` for figures. */
  align?: 'start' | 'end'
  /** The cell that names the row for a screen reader. */
  names?: boolean
  width?: string
  /** What stands before the cell in a block on a phone, when the head isn't plain text. */
  label?: string
  /** In a block on a phone: the whole width, without a label. */
  whole?: boolean
}

export interface RowGroup<Row> {
  key: string
  /** Spans the rows of the group, in a first column of its own. */
  head: ReactNode
  rows: Row[]
}

export interface DataTableProps<Row> {
  /** Names the table; shown above it only when asked. */
  caption: string
  showCaption?: boolean
  columns: Column<Row>[]
  rows?: Row[]
  /** Instead of `rows`: rows under a heading that spans them; `groupHead` heads that first column. */
  groups?: RowGroup<Row>[]
  groupHead?: string
  rowKey: (row: Row) => string
  /** On a phone: a block a row, or the table as it is, scrolled sideways. */
  phone?: 'blocks' | 'scroll'
  /** On the ground, without a sheet. */
  bare?: boolean
  middle?: boolean
}

function HeadCells<Row>({ columns }: { columns: Column<Row>[] }) {
  return columns.map(({ key, head, align, width }) => (
    <th
      key={key}
      role="columnheader"
      scope="col"
      className={align === 'end' ? style.end : undefined}
      {...(width === undefined ? {} : { style: { width } })}
    >
      {head}
    </th>
  ))
}

function Cells<Row>({ columns, row }: { columns: Column<Row>[]; row: Row }) {
  return columns.map(({ key, head, cell, align, names = false, label, whole = false }) => {
    const shared = {
      key,
      className: [align === 'end' && style.end, whole && style.whole].filter(Boolean).join(' ') || undefined,
      'data-label': label ?? (typeof head === 'string' ? head : undefined),
    }
    const { key: name, ...rest } = shared
    return names ? (
      <th key={name} role="rowheader" scope="row" {...rest}>
        {cell(row)}
      </th>
    ) : (
      <td key={name} role="cell" {...rest}>
        {cell(row)}
      </td>
    )
  })
}

/** A table: a line under the head, lines between rows, figures on the right. Its roles survive the blocks of a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, showCaption = false, columns, rows = [], groups, groupHead, rowKey, phone = 'blocks', bare = false, middle = false } = props
  const { t } = useTranslation()
  const looks = [style.scroll, phone === 'blocks' && style.blocks, bare && style.bare, middle && style.middle].filter(Boolean).join(' ')
  return (
    <div className={looks} {...(phone === 'scroll' ? { role: 'region', tabIndex: 0, 'aria-label': t('table.scroll', { caption }) } : {})}>
      <table className={style.table} role="table">
        <caption className={showCaption ? style.caption : 'said'}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {groups !== undefined && (
              <th role="columnheader" scope="col">
                {groupHead}
              </th>
            )}
            <HeadCells columns={columns} />
          </tr>
        </thead>
        {groups === undefined ? (
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={rowKey(row)} role="row">
                <Cells columns={columns} row={row} />
              </tr>
            ))}
          </tbody>
        ) : (
          groups.map((group) => (
            <tbody key={group.key} role="rowgroup">
              {group.rows.map((row, index) => (
                <tr key={rowKey(row)} role="row">
                  {index === 0 && (
                    <th role="rowheader" scope="rowgroup" rowSpan={group.rows.length} className={style.whole}>
                      {group.head}
                    </th>
                  )}
                  <Cells columns={columns} row={row} />
                </tr>
              ))}
            </tbody>
          ))
        )}
      </table>
    </div>
  )
}
