import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { recordAccess, requireOnCase, type Principal } from '#access'
import { caseAggregate, isErasing, type CaseState } from '#cases'
import { stateOf } from '#command-handler'
import { invalid, type Uuid } from '#kernel'
import { caseNumber } from '#read-models'
import { eraseSubject } from '#reactors'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { CodeOf, Text, YesNo } from '../fields'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { originOf } from '../origin'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'
import { textsBeforeErasure } from './erasure-texts'

export class EraseSubjectForm {
  @CodeOf('erasureReason') why!: string
  /** texts that are also about others are needed by nobody any more */
  @YesNo() withoutTexts!: boolean
  /** the case's number, typed to say that it is meant */
  @Text(60) confirmation!: string
}

/** What an erasure would take along. */
export interface ErasurePreview {
  /** Texts that others need and that have no version without this person, wherever they stand */
  readonly sharedTexts: number
  /** Texts that list nobody: a human says whether they are about this person */
  readonly unlistedTexts: number
  /** Texts that list others alone, but in which the person's name occurs */
  readonly namingTexts: number
  /** Parts in other cases that are the same human and go with it */
  readonly linkedParts: number
  readonly state: 'ada' | 'sedang_dihapus' | 'dihapus'
}

/** Erasing one person: UU 27/2022 art. 8, 43, 44. It cannot be taken back, so the number of the case is typed. */
@ApiTags('cases')
@Controller('api/v1/cases/:caseId/subjects/:subjectId/erasure')
export class ErasureController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('subject.erase')
  @Reads('subject-links')
  @ApiOperation({ summary: 'Yang akan ikut terhapus' })
  async preview(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Param('subjectId', UuidPipe) subjectId: Uuid,
    @Caller() principal: Principal,
  ): Promise<ErasurePreview> {
    const { log, erasure } = this.workspace
    const state = await stateOf(log, caseAggregate, caseId)
    onCase(principal)(state)
    const linked = await erasure.linkedTo({ caseId, subjectId })
    const parts = await textsBeforeErasure(this.workspace, principal, [{ caseId, subjectId }, ...linked])
    const texts = parts.flatMap((part) => part.texts)
    return {
      sharedTexts: texts.filter(({ listed, redacted }) => listed && !redacted).length,
      unlistedTexts: texts.filter(({ listed, others }) => !listed && others.length === 0).length,
      namingTexts: texts.filter(({ listed, others }) => !listed && others.length > 0).length,
      linkedParts: linked.length,
      state: stateOfErasure(state, subjectId),
    }
  }

  @Post()
  @Permits('subject.erase')
  @Reads('case-list', 'subject-links')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hapus data seseorang' })
  async erase(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Param('subjectId', UuidPipe) subjectId: Uuid,
    @Body() { why, withoutTexts, confirmation }: EraseSubjectForm,
    @Headers() headers: CommandHeaders,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const { pool, log, clock, erasure } = this.workspace
    const authorize = onCase(principal)
    authorize(await stateOf(log, caseAggregate, caseId))
    if (confirmation.trim() !== ((await caseNumber(pool, caseId)) ?? caseId)) throw invalid('confirmation', 'erasure.confirmation')
    const origin = originOf({ principal, permission: 'subject.erase', route: `${caseId}/subjects/${subjectId}/erasure`, headers })
    await recordAccess(pool, { at: clock.now(), user: principal.id, action: 'erase-subject', resource: subjectId, reason: why, outcome: 'allowed' })
    return answer(reply, await eraseSubject(erasure, origin, authorize, { caseId, subjectId, why, withoutTexts }))
  }
}

function stateOfErasure(state: CaseState, subjectId: Uuid): ErasurePreview['state'] {
  if (state.phase === 'none' || !isErasing(state, subjectId)) return 'ada'
  return state.erasures.erased.includes(subjectId) ? 'dihapus' : 'sedang_dihapus'
}

const onCase =
  (principal: Principal) =>
  (state: CaseState): void =>
    requireOnCase(principal, state.phase === 'none' ? null : state, 'subject.erase')
