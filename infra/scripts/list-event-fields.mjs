// `node infra/scripts/list-event-fields.mjs [--check]`: writes the classification of every field of every event, read from the types.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from './repository.mjs'

const TARGET = join(ROOT, 'infra', 'decisions', '0006-classification-of-fields.md')
const STREAMS = JSON.parse(readFileSync(join(ROOT, 'infra', 'events', 'streams.json'), 'utf8'))
const HEAD = `# 0006 Classification of fields

Date: 2026-11-21 · Status: accepted · made by \`node infra/scripts/list-event-fields.mjs\` from the types; a test fails where it is out of date.

Every field of every event is *direct* (names a person: sealed), *indirect* (may single one out together with others: sealed) or *open*. \`Direct<T>\`, \`Indirect<T>\` and \`Open<T>\` of the kernel make an unclassified field a compile error. The record of why stands in 0002.
`

/** @returns the record's text, from the types as they stand */
export function fieldList() {
  const files = STREAMS.map(({ file }) => join(ROOT, file)).filter((file) => existsSync(file))
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, ROOT)
  const program = ts.createProgram(files, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  return [HEAD, ...STREAMS.flatMap(({ stream, file, union }) => section(program, checker, stream, join(ROOT, file), union))].join('\n')
}

function section(program, checker, stream, file, name) {
  const source = program.getSourceFile(file)
  if (!source) return []
  const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).find((one) => one.name === name)
  if (!symbol) return []
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  const events = type.isUnion() ? type.types : [type]
  const rows = events.map((event) => rowOf(checker, source, event)).sort((a, b) => (a < b ? -1 : 1))
  return [`## \`${stream}\``, '', '| event | direct | indirect | open |', '|---|---|---|---|', ...rows, '']
}

function rowOf(checker, source, event) {
  const typeOf = (of, property) => checker.getTypeOfSymbolAtLocation(of.getProperty(property), source)
  const data = typeOf(event, 'data')
  const groups = { direct: [], indirect: [], open: [] }
  for (const property of data.getProperties()) groups[classOf(checker, checker.getTypeOfSymbolAtLocation(property, source))].push(property.name)
  const list = (names) => names.map((field) => `\`${field}\``).join(', ')
  return `| ${typeOf(event, 'type').value} v${typeOf(event, 'version').value} | ${list(groups.direct)} | ${list(groups.indirect)} | ${list(groups.open)} |`
}

/** A sealed field is the class \`Sealed\` with its exposure, perhaps or null. */
function classOf(checker, type) {
  const parts = type.isUnion() ? type.types : [type]
  for (const part of parts) {
    if (part.symbol?.name !== 'Sealed') continue
    const exposure = checker.getTypeArguments(part)[1]
    return exposure?.value === 'indirect' ? 'indirect' : 'direct'
  }
  return 'open'
}

if (process.argv[1]?.endsWith('list-event-fields.mjs')) {
  const text = fieldList()
  if (!process.argv.includes('--check')) writeFileSync(TARGET, text)
  else if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== text) {
    process.stderr.write('0006-classification-of-fields.md is out of date: run node infra/scripts/list-event-fields.mjs\n')
    process.exit(1)
  }
}
