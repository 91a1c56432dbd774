/** Letters of a part of a name below which it is too often a word of its own */
const LEAST = 4

/** How a text or name is compared: no case, no diacritics, no apostrophes (Nur’aini as Nuraini), words parted by one space. */
const wordsOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ\x60]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const letters = (word: string): number => word.replace(/[^\p{L}]/gu, '').length

/**
 * Looks for a person in what was written.
 * @param names as they were typed; of each the whole name, and every part of 4 letters or more
 * @returns whether one of them stands in a text as words of their own
 */
export function nameSearch(names: readonly string[]): (text: string) => boolean {
  const whole = names.map(wordsOf).filter((name) => letters(name) > 1)
  const parts = whole.flatMap((name) => name.split(' ')).filter((part) => letters(part) >= LEAST)
  const wanted = [...new Set([...whole, ...parts])].map((name) => ` ${name} `)
  return (text) => {
    const found = ` ${wordsOf(text)} `
    return wanted.some((name) => found.includes(name))
  }
}
