import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { JsonSchemas, type JsonSchema } from './json-schemas'

/** What the program's own types say of its routes: kept beside them as JSON, because types are gone at run time. */
export interface Answers {
  /** By operation id; null where a route answers without a body */
  readonly operations: Readonly<Record<string, OperationAnswer>>
  readonly schemas: Readonly<Record<string, JsonSchema>>
}

export interface OperationAnswer {
  readonly schema: JsonSchema | null
  /** Takes `Idempotency-Key` and `If-Match` */
  readonly command: boolean
  /** Rests on read models: takes `X-Min-Position`, and its answer is marked */
  readonly waits: boolean
}

const VERBS = new Set(['Get', 'Post', 'Put', 'Delete', 'Patch'])

/** Reads every controller below `root`/apps/api/src/http with the compiler. */
export function readAnswers(root: string): Answers {
  const folder = join(root, 'apps', 'api', 'src', 'http')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.controller.ts'))
  const roots = files.sort().map((file) => join(folder, file))
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), { incremental: false }, hostFor(ts.sys))
  if (!config) throw new Error('tsconfig.json cannot be read')
  const { tsBuildInfoFile: _info, ...options } = config.options
  const program = ts.createProgram(roots, options)
  const checker = program.getTypeChecker()
  const schemas = new JsonSchemas(checker)
  const operations: Record<string, OperationAnswer> = {}
  for (const file of roots) {
    const source = program.getSourceFile(file)
    for (const statement of source?.statements ?? [])
      if (ts.isClassDeclaration(statement) && statement.name)
        for (const member of statement.members)
          if (ts.isMethodDeclaration(member) && decoratorsOf(member).some((name) => VERBS.has(name)))
            operations[`${statement.name.text}_${member.name.getText()}`] = answerOf(member, checker, schemas)
  }
  return { operations, schemas: sorted(schemas.components) }
}

const hostFor = (system: ts.System): ts.ParseConfigFileHost => ({
  ...system,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
  },
})

function answerOf(method: ts.MethodDeclaration, checker: ts.TypeChecker, schemas: JsonSchemas): OperationAnswer {
  const signature = checker.getSignatureFromDeclaration(method)
  if (!signature) throw new Error(`${method.name.getText()} has no signature`)
  const returned = checker.getReturnTypeOfSignature(signature)
  const answer = checker.getAwaitedType(returned) ?? returned
  const parameters = method.parameters.flatMap((parameter) => decoratorsOf(parameter))
  const nothing = (answer.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0
  return { schema: nothing ? null : schemas.of(answer), command: parameters.includes('Headers'), waits: readsModels(method) }
}

/** `@Reads()` with nothing in it says that there is nothing to wait for. */
const readsModels = (method: ts.MethodDeclaration): boolean =>
  (ts.getDecorators(method) ?? []).some(
    ({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'Reads' && expression.arguments.length > 0,
  )

function decoratorsOf(node: ts.HasDecorators): string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => (ts.isCallExpression(expression) ? [expression.expression.getText()] : []))
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
