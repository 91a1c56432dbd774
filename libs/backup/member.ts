import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'

/** Bytes of a member before its deflated content: gzip's ten, then the extra field with the member's length. */
export const MEMBER_HEAD = 20
const MEMBER_TAIL = 8
/** More than any member this program writes: a length beyond it is nobody's. */
const MOST_BYTES = 64 * 1024 * 1024

const deflate = promisify<Buffer, { level: number }, Buffer>(deflateRaw)
const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

/** magic, deflate, FEXTRA, no time, unknown system; extra field of 8 bytes: `TD`, 4 bytes long */
const FIXED = Buffer.from([0x1f, 0x8b, 0x08, 0x04, 0, 0, 0, 0, 0, 0xff, 8, 0, 0x54, 0x44, 4, 0])

/** @returns a gzip member that holds `content` and tells its own length; deflated off the main thread */
export async function packMember(content: Buffer): Promise<Buffer> {
  const body = await deflate(content, { level: 3 })
  const size = MEMBER_HEAD + body.length + MEMBER_TAIL
  const head = Buffer.alloc(MEMBER_HEAD)
  FIXED.copy(head)
  head.writeUInt32LE(size, FIXED.length)
  const tail = Buffer.alloc(MEMBER_TAIL)
  tail.writeUInt32LE(crc32(content), 0)
  tail.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, body, tail])
}

/** @returns how long the member is that begins with these bytes, or null where none of ours does */
export function memberSize(head: Buffer): number | null {
  if (head.length < MEMBER_HEAD || !head.subarray(0, FIXED.length).equals(FIXED)) return null
  const size = head.readUInt32LE(FIXED.length)
  return size > MEMBER_HEAD + MEMBER_TAIL && size <= MOST_BYTES ? size : null
}

/** @returns what a whole member holds, or null where a byte of it was changed */
export async function unpackMember(member: Buffer): Promise<Buffer | null> {
  const end = member.length - MEMBER_TAIL
  const length = member.readUInt32LE(end + 4)
  try {
    const content = await inflate(member.subarray(MEMBER_HEAD, end), { maxOutputLength: MOST_BYTES })
    return content.length === length && crc32(content) === member.readUInt32LE(end) ? content : null
  } catch {
    return null
  }
}
