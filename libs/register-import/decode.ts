/** Text of a file with what was found of its encoding, or where it stops being UTF-8. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: 'not-utf8'; /** of the first byte that cannot be read, from 0 */ readonly offset: number; /** from 1 */ readonly line: number }

/** Reads UTF-8 with or without a byte order mark; any other encoding is refused, never guessed. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), byteOrderMark }
  } catch {
    const offset = firstInvalid(bytes)
    let line = 1
    for (let at = 0; at < offset; at++) if (bytes[at] === 0x0a) line++
    return { kind: 'not-utf8', offset, line }
  }
}

/** Halves the file until the longest prefix is found that could still become UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldBecomeText(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function couldBecomeText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
