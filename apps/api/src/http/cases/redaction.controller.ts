import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { listDrafts, recordAccess, requireOnCase, type Principal } from '#access'
import { caseAggregate, type CaseState } from '#cases'
import { stateOf } from '#command-handler'
import { deriveId, type Uuid } from '#kernel'
import { caseNumber } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'
import { mayOpen, openedText, textsBeforeErasure, type OpenedField, type TextToLookAt } from './erasure-texts'

/** A text with what its redactor needs. */
export interface TextToRedact extends TextToLookAt {
  readonly number: string | null
  readonly mayOpen: boolean
  /** What was typed for it so far, and not yet saved, is kept under this id; the revision is null where nothing is */
  readonly draft: { readonly id: Uuid; readonly revision: number | null }
}

export interface TextsToRedact {
  readonly texts: readonly TextToRedact[]
  /** Such texts in cases that the asker doesn't see: they are their unit's */
  readonly elsewhere: number
  /** Texts about others alone that only their writers may open: the name was not looked for in them */
  readonly notSearched: number
}

/** Seconds without typing after which the screen hides a text again: it is read while its other version is written. */
const HIDES_AFTER = 300

const factsOf = (state: CaseState): Exclude<CaseState, { phase: 'none' }> | null => (state.phase === 'none' ? null : state)

/** Writing versions of texts without somebody who is to be erased, for those who still need them. */
@ApiTags('cases')
@Controller('api/v1/cases/:caseId')
export class RedactionController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get('subjects/:subjectId/texts')
  @Permits('case.act')
  @Reads('subject-links', 'case-list')
  @ApiOperation({ summary: 'Catatan yang perlu dibaca sebelum data seseorang dihapus' })
  async list(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Param('subjectId', UuidPipe) subjectId: Uuid,
    @Caller() caller: Principal,
  ): Promise<TextsToRedact> {
    const { log, pool, erasure } = this.workspace
    requireOnCase(caller, factsOf(await stateOf(log, caseAggregate, caseId)), 'case.act')
    const drafts = await listDrafts(pool, caller.id)
    const parts = [{ caseId, subjectId }, ...(await erasure.linkedTo({ caseId, subjectId }))]
    const found = await textsBeforeErasure(this.workspace, caller, parts)
    const texts: TextToRedact[] = []
    for (const part of found.filter(({ seen }) => seen)) {
      const number = await caseNumber(pool, part.caseId)
      for (const text of part.texts) {
        const id = deriveId(text.recordId, 'redaction', part.subjectId, caller.id)
        const revision = drafts.find((draft) => draft.id === id)?.revision ?? null
        texts.push({ ...text, number, mayOpen: mayOpen(text, caller.id), draft: { id, revision } })
      }
    }
    const unseen = found.filter(({ seen }) => !seen).flatMap((part) => part.texts)
    const elsewhere = unseen.filter(({ listed, redacted }) => listed && !redacted).length
    return { texts, elsewhere, notSearched: found.reduce((sum, part) => sum + part.notSearched, 0) }
  }

  /** Opens a text beside its other version; noted before it is shown. */
  @Post('texts/:recordId/open')
  @Permits('case.act')
  @HttpCode(200)
  @Reads()
  @ApiOperation({ summary: 'Buka catatan untuk menulis versi tanpa seseorang' })
  async open(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Param('recordId', UuidPipe) recordId: Uuid,
    @Caller() caller: Principal,
  ): Promise<{ fields: readonly OpenedField[]; hidesAfterSeconds: number }> {
    const { pool, log, clock } = this.workspace
    const facts = factsOf(await stateOf(log, caseAggregate, caseId))
    const entry = { at: clock.now(), user: caller.id, action: 'open-text', resource: recordId, reason: 'menyunting_catatan' } as const
    try {
      requireOnCase(caller, facts, 'case.act')
    } catch (error) {
      if (facts) await recordAccess(pool, { ...entry, outcome: 'refused' })
      throw error
    }
    await recordAccess(pool, { ...entry, outcome: 'allowed' })
    return { fields: await openedText(this.workspace, caseId, recordId, caller.id), hidesAfterSeconds: HIDES_AFTER }
  }
}
