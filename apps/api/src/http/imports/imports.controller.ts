import { Body, Controller, Headers as HttpHeaders, HttpCode, Inject, Post, Query } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger'
import { actorOf, unitOf, type Principal } from '#access'
import { commandId, dateIn, invalid } from '#kernel'
import {
  checkRegister,
  faultMessage,
  importPopulation,
  importRegister,
  parsePopulation,
  registerLists,
  type CheckedRegister,
  type Conflict,
  type Fault,
  type FileFacts,
} from '#register-import'
import { errorText, languageOf, type Language } from '#words'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice } from '../fields'
import { Headers, type CommandHeaders } from '../headers'
import { Caller, Permits } from '../permits'
import { requireRecovery } from '../recovery'

export class ImportQuery {
  /** `true` checks and writes nothing */
  @Choice(['true', 'false'], { optional: true }) dryRun?: 'true' | 'false' | null
}

interface FaultView {
  readonly line: number
  readonly column: string | null
  /** null in identity columns: their content is never shown */
  readonly content: string | null
  readonly code: string
  readonly detail: string
}

export interface RegisterCheckView {
  readonly file: FileFacts
  readonly rows: number
  readonly cases: number
  readonly faults: readonly FaultView[]
}

export interface RegisterImportView extends RegisterCheckView {
  readonly importId: string | null
  readonly unchanged: boolean
  readonly added: { readonly cases: number; readonly victims: number; readonly services: number; readonly endings: number }
  readonly conflicts: readonly FaultView[]
}

/** Registers and populations from files. A file with one bad row is not imported at all. */
@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Post('register')
  @Permits('register.import')
  @HttpCode(200)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({ summary: 'Impor register' })
  async register(
    @Query() { dryRun }: ImportQuery,
    @Body() body: unknown,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @HttpHeaders('accept-language') accepted: string | undefined,
  ): Promise<RegisterCheckView | RegisterImportView> {
    const language = languageOf(accepted)
    const { id: unit, zone } = unitOf(caller)
    const checked = checkRegister(bytesOf(body), { today: dateIn(zone, this.workspace.clock.now()), zone, lists: registerLists })
    const view = checkView(checked, language)
    if (dryRun === 'true' || checked.faults.length > 0) return view
    await requireRecovery(this.workspace)
    const importId = commandId(caller.id, 'imports/register', headers.idempotencyKey)
    const actor = actorOf(caller, 'register.import')
    if (actor.kind !== 'user') throw invalid('actor', 'permission.missing')
    const ports = { ...this.workspace, rows: this.workspace.registerRows, digestKey: this.workspace.registerDigestKey }
    const result = await importRegister(ports, checked, { importId, actor, unit, zone })
    const { unchanged, added } = result
    return { ...view, importId: result.importId, unchanged, added, conflicts: result.conflicts.map((conflict) => conflictView(conflict, language)) }
  }

  @Post('population')
  @Permits('import.population')
  @HttpCode(200)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({ summary: 'Impor penduduk' })
  async population(
    @Query() { dryRun }: ImportQuery,
    @Body() body: unknown,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @HttpHeaders('accept-language') accepted: string | undefined,
  ): Promise<{ readonly rows: number; readonly faults: readonly FaultView[] }> {
    const language = languageOf(accepted)
    const checked = parsePopulation(bytesOf(body))
    const faults = checked.faults.map(({ line, column, content, code, params }) => ({
      line,
      column,
      content,
      code,
      detail: errorText(`population.${code}`, params, language),
    }))
    const rows = [...checked.regions.values()].reduce((sum, counts) => sum + counts.length, 0)
    if (dryRun === 'true' || faults.length > 0) return { rows, faults }
    const { id: unit, zone } = unitOf(caller)
    const run = {
      commandId: commandId(caller.id, 'imports/population', headers.idempotencyKey),
      actor: actorOf(caller, 'import.population'),
      unit,
      zone,
    }
    await importPopulation(this.workspace, checked, run)
    return { rows, faults }
  }
}

function bytesOf(body: unknown): Buffer {
  if (!Buffer.isBuffer(body)) throw invalid('body', 'input.media-type')
  return body
}

const checkView = (checked: CheckedRegister, language: Language): RegisterCheckView => ({
  file: checked.file,
  rows: checked.rows.length,
  cases: checked.cases.length,
  faults: checked.faults.map((fault) => faultView(fault, language)),
})

const faultView = (fault: Fault, language: Language): FaultView => {
  const { line, column, content, code } = fault
  return { line, column, content, code, detail: faultMessage(fault, language) }
}

const conflictView = ({ line, column, content, code, params }: Conflict, language: Language): FaultView => ({
  line,
  column,
  content,
  code,
  detail: errorText(`register.${code}`, params, language),
})
