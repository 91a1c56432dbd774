/** A label inside a sentence: not begun with a capital, unless it is a name or an abbreviation. */
export const inSentence = (label: string): string =>
  /^(?:[A-Z]{2}|WhatsApp|Jamkesda)/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
