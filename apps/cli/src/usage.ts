import type { CommanderError } from 'commander'

const WRONG: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'Perintah itu tidak ada',
  'commander.unknownOption': 'Pilihan itu tidak ada',
  'commander.missingArgument': 'Ada yang belum ditulis',
  'commander.optionMissingArgument': 'Pilihan itu memerlukan isi',
  'commander.missingMandatoryOptionValue': 'Ada pilihan yang wajib ditulis',
  'commander.excessArguments': 'Terlalu banyak yang ditulis',
}

/** @returns what is wrong with how a command was written; null where it was told already, as its help */
export function usageSentence({ code, message }: CommanderError): string | null {
  const what = WRONG[code]
  const [english = ''] = message.replace(/^error: /, '').split('\n')
  return what === undefined ? null : `${what}; lihat teduh --help. (${english.replace(/\.$/, '')}.)`
}
