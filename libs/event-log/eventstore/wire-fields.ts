/** Bytes of a number that are counted without BigInt: seven times seven bits */
const SMALL = 7
/** Bytes of the longest number */
const MOST = 10

/** Walks over the fields of one message in protobuf's encoding. */
export class WireFields {
  /** Of the field it stands at */
  number = 0
  #kind = 0
  #start = 0
  #at: number

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
    private readonly end: number,
  ) {
    this.#at = start
  }

  /** @returns false behind the last field. @throws RangeError where the bytes are no message */
  next(): boolean {
    if (this.#at >= this.end) return false
    const tag = this.#varint()
    this.number = tag >>> 3
    this.#kind = tag & 7
    this.#start = this.#at
    if (this.#kind === 0) this.#skipVarint()
    else if (this.#kind === 2) {
      const length = this.#varint()
      this.#start = this.#at
      this.#at += length
    } else if (this.#kind === 1) this.#at += 8
    else if (this.#kind === 5) this.#at += 4
    else throw new RangeError('no field of a message')
    if (this.#at > this.end) throw new RangeError('a field that is cut off')
    return true
  }

  /** Of a field that holds a number. @throws RangeError */
  get value(): bigint {
    if (this.#kind !== 0) throw new RangeError('no number')
    const length = this.#at - this.#start
    if (length <= SMALL) return BigInt(this.#small(this.#start, this.#at))
    let value = 0n
    for (let at = this.#at - 1; at >= this.#start; at--) value = (value << 7n) | BigInt((this.bytes[at] ?? 0) & 127)
    return BigInt.asUintN(64, value)
  }

  /** The message within this field. @throws RangeError */
  inner(): WireFields {
    if (this.#kind !== 2) throw new RangeError('no message')
    return new WireFields(this.bytes, this.#start, this.#at)
  }

  #varint(): number {
    const start = this.#at
    this.#skipVarint()
    return this.#small(start, Math.min(this.#at, start + SMALL))
  }

  #skipVarint(): void {
    const start = this.#at
    while ((this.bytes[this.#at++] ?? 0) > 127) if (this.#at - start >= MOST) throw new RangeError('no number')
  }

  #small(start: number, end: number): number {
    let value = 0
    for (let at = end - 1; at >= start; at--) value = value * 128 + ((this.bytes[at] ?? 0) & 127)
    return value
  }
}
