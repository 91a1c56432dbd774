export interface ChartYear {
  year: number
  /** The server's exact decimal text (`3.69`); null where nothing was measured. */
  value: string | null
  target: string | null
  outcome: 'met' | 'missed' | 'none'
}

export interface Column {
  /** Heights over the axis, in px; undefined where nothing is drawn. */
  bar: number | undefined
  rule: number | undefined
  /** Where the foot of the value's label stands over the axis, in px. */
  label: number
}

const labelRoom = 20
const gap = 7

/** Heights over the axis for a chart of the given height. The scale starts at 0; a label never lies on a target's rule. */
export function chartColumns(years: readonly ChartYear[], height: number): Column[] {
  const highest = Math.max(0, ...years.flatMap(({ value, target }) => [Number(value ?? 0), Number(target ?? 0)]))
  const unit = highest === 0 ? 0 : (height - labelRoom - gap) / highest
  return years.map(({ value, target }) => {
    const bar = value === null ? undefined : Number(value) * unit
    const rule = target === null ? undefined : Number(target) * unit
    const top = bar ?? 0
    const crossed = rule !== undefined && rule >= top - 2 && rule <= top + gap + labelRoom
    return { bar, rule, label: crossed ? rule + gap : top + gap }
  })
}
