import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { recordAccess, requireOnCase, type Principal } from '#access'
import { URGENCIES, caseAggregate, openActions, type CaseState, type OpenAction, type Phase, type Urgency } from '#cases'
import { stateOf } from '#command-handler'
import { absent, Refusal, type Uuid } from '#kernel'
import { caseFilePage, caseForPolicy, listCases, type CaseFilePage, type CaseListPage } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice, Day, Id, Text } from '../fields'
import { Caller, Permits } from '../permits'
import { scopeOf } from '../reading'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'
import { closed, revealed, type Revealable } from './reveal'

const PHASES = ['pengaduan', 'layanan', 'menunggu_persetujuan', 'ditutup', 'ditolak', 'dialihkan'] as const
const optional = { optional: true } as const

export class CaseListQuery {
  @Choice(PHASES, optional) phase?: Phase | null
  @Choice(URGENCIES, optional) urgency?: Urgency | null
  @Choice(['me', 'nobody'], optional) assigned?: 'me' | 'nobody' | null
  /** a number or part of one, never a name */
  @Text(40, optional) search?: string | null
  @Day(optional) afterDay?: string | null
  @Id(optional) afterCase?: string | null
}

const REASONS = ['menghubungi_korban', 'memastikan_orang', 'menyiapkan_surat', 'memeriksa_kasus_ganda'] as const

export class RevealForm {
  @Choice(['identity', 'safe-contact', 'text']) what!: Revealable
  /** the person's subject, or the text's record */
  @Id() ref!: string
  @Choice(REASONS) reason!: (typeof REASONS)[number]
}

export interface CaseFileAnswer extends CaseFilePage {
  /** What may be done next; nothing where the case cannot be read whole */
  readonly actions: readonly OpenAction[]
}

/** Why no command on a case can be decided: it holds what this program cannot read. */
const UNREADABLE_CASE: ReadonlySet<string> = new Set(['log.newer-version', 'log.event-unreadable'])

/** Seconds after which the screen hides a revealed value again. */
const HIDES_AFTER = 60

@ApiTags('cases')
@Controller('api/v1/cases')
export class CaseViewsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('case.read')
  @Reads('case-list')
  @ApiOperation({ summary: 'Daftar kasus' })
  async list(@Query() query: CaseListQuery, @Caller() caller: Principal): Promise<CaseListPage> {
    const filter = {
      ...(query.phase ? { phases: [query.phase] } : {}),
      ...(query.urgency ? { urgencies: [query.urgency] } : {}),
      ...(query.assigned ? { assignedTo: query.assigned === 'me' ? caller.id : null } : {}),
      ...(query.search ? { search: query.search } : {}),
    }
    const after = query.afterDay && query.afterCase ? { receivedOn: query.afterDay, caseId: query.afterCase } : null
    return listCases(this.workspace.pool, scopeOf(caller), filter, after)
  }

  @Get(':caseId')
  @Permits('case.read')
  @Reads('case-file', 'case-list')
  @ApiOperation({ summary: 'Berkas kasus' })
  async file(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseFileAnswer> {
    const state = await this.#require(caller, caseId, 'open-case', null)
    const page = await caseFilePage(this.workspace.pool, this.workspace.log, this.workspace.newOpener(), caseId)
    if (!page) throw absent('case.absent')
    void reply.header('etag', `"${page.file.revision}"`)
    // From the stream itself: what a screen offers must be what a command would meet.
    const actions = state === null || state.phase === 'none' ? [] : openActions(state)
    return { ...closed(page), incomplete: page.incomplete || state === null, actions }
  }

  /** Opens one name, safe contact or text for its reader; noted before it is shown. */
  @Post(':caseId/reveal')
  @Permits('identity.reveal')
  @Reads('case-file', 'case-list')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tampilkan data yang tertutup' })
  async reveal(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Body() { what, ref, reason }: RevealForm,
    @Caller() caller: Principal,
  ): Promise<{ value: unknown; hidesAfterSeconds: number }> {
    await this.#require(caller, caseId, `reveal-${what}`, reason, ref)
    return { value: await revealed(this.workspace, caseId, what, ref), hidesAfterSeconds: HIDES_AFTER }
  }

  /**
   * Whoever either the list or the stream keeps out stays out: the list may lag behind a wall that was just raised, or be held still,
   * and the stream may be one that cannot be read.
   * @returns the case as a command would meet it; null where every command would be refused
   */
  async #require(caller: Principal, caseId: Uuid, action: string, reason: string | null, ref?: Uuid): Promise<CaseState | null> {
    const { pool, clock } = this.workspace
    const listed = await caseForPolicy(pool, caseId)
    const state = await this.#readable(caseId)
    const entry = { at: clock.now(), user: caller.id, action, resource: ref ?? caseId, reason } as const
    try {
      requireOnCase(caller, listed?.unit ? { ...listed, unit: listed.unit } : null, 'case.read')
      if (state !== null) requireOnCase(caller, state.phase === 'none' ? null : state, 'case.read')
    } catch (error) {
      if (listed) await recordAccess(pool, { ...entry, outcome: 'refused' })
      throw error
    }
    await recordAccess(pool, { ...entry, outcome: 'allowed' })
    return state
  }

  async #readable(caseId: Uuid): Promise<CaseState | null> {
    try {
      return await stateOf(this.workspace.log, caseAggregate, caseId)
    } catch (error) {
      if (error instanceof Refusal && UNREADABLE_CASE.has(error.code)) return null
      throw error
    }
  }
}
