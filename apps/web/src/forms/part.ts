import { textAt, type Change, type Value, type Values } from './values'

/** A field of several answers that stand together among those of its form. */
export interface PartProps {
  /** Where its parts stand among the values, and its id with dashes. */
  at: string
  values: Values
  change: Change
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean
}

interface Part {
  id: string
  read: (key: string) => string
  write: (key: string) => (value: Value) => void
}

/** Reads and writes the answers of such a field by their own short keys. */
export const partOf = ({ at, values, change }: Pick<PartProps, 'at' | 'values' | 'change'>): Part => ({
  id: at.replaceAll('.', '-'),
  read: (key) => textAt(values, `${at}.${key}`),
  write: (key) => (value) => {
    change(`${at}.${key}`, value)
  },
})
