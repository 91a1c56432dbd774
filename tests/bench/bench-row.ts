/** One line of `npm run bench`: ours beside the floor that was measured in the same run with the same payloads and durability. */
export interface BenchRow {
  readonly name: string
  readonly floor: number
  readonly ours: number
  /** ours / floor where more is better, floor / ours where less is: 1 is level with the floor */
  readonly ratio: number
  /** e.g. `appends/s`, `events/s`, `ms` */
  readonly unit: string
  /** Milliseconds, of ours */
  readonly p50?: number
  /** Milliseconds, of ours */
  readonly p99?: number
  /** Milliseconds, of the floor */
  readonly floorP50?: number
  /** Milliseconds, of the floor */
  readonly floorP99?: number
}
