/** Ten consonants and three vowels that every reader of Indonesian can say, hear and type without doubt. */
const CONSONANTS = 'dgjklmnrsw'
const VOWELS = 'aiu'
const SYLLABLES = CONSONANTS.length * VOWELS.length
const WORDS = 4
const SYLLABLES_A_WORD = 3

/**
 * Turns derived bytes into words such as `gimura-sadiku-lanuwi-runasa`.
 * @param bytes at least twelve, of which each gives one syllable (about 4.9 bits)
 */
export function checkWordOf(bytes: Buffer): string {
  const syllables = Array.from(bytes.subarray(0, WORDS * SYLLABLES_A_WORD), syllableOf)
  return Array.from({ length: WORDS }, (_, word) => syllables.slice(word * SYLLABLES_A_WORD, (word + 1) * SYLLABLES_A_WORD).join('')).join('-')
}

/** @returns the letters alone, in lower case: how a check word is compared. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')

function syllableOf(byte: number): string {
  const index = byte % SYLLABLES
  return CONSONANTS.charAt(Math.floor(index / VOWELS.length)) + VOWELS.charAt(index % VOWELS.length)
}
