import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { deleteDraft, listDrafts, loadDraft, saveDraft, type Draft, type DraftSummary, type Principal } from '#access'
import { Refusal, type Uuid } from '#kernel'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice, Ids, Text, Whole } from '../fields'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'

export class DraftForm {
  @Choice(['complaint', 'redaction']) kind!: 'complaint' | 'redaction'
  /** people of a case whom it concerns: it goes when one of them is erased */
  @Ids(0, 100, { optional: true }) about?: string[] | null
  /** what was typed so far, as JSON text */
  @Text(200_000) body!: string
  /** the revision the writer has seen; left out for a new draft */
  @Whole(1, 1_000_000_000, { optional: true }) revision?: number | null
}

/** What was typed and not yet sent, sealed on the server; its writer alone can open it. */
@ApiTags('drafts')
@Controller('api/v1/drafts')
export class DraftsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('drafts.own')
  @Reads()
  @ApiOperation({ summary: 'Draf saya' })
  async list(@Caller() caller: Principal): Promise<readonly DraftSummary[]> {
    return listDrafts(this.workspace.pool, caller.id)
  }

  @Get(':id')
  @Permits('drafts.own')
  @Reads()
  @ApiOperation({ summary: 'Buka draf' })
  async load(@Param('id', UuidPipe) id: Uuid, @Caller() caller: Principal): Promise<Draft> {
    return loadDraft(this.workspace.pool, this.workspace.draftBox, { id, user: caller.id })
  }

  @Put(':id')
  @Permits('drafts.own')
  @ApiOperation({ summary: 'Simpan draf' })
  async save(@Param('id', UuidPipe) id: Uuid, @Body() form: DraftForm, @Caller() caller: Principal): Promise<DraftSummary> {
    const { pool, draftBox, keys, clock } = this.workspace
    const about = form.about ?? []
    const draft = { id, user: caller.id, kind: form.kind, about, body: form.body, expected: form.revision ?? null }
    const saved = await saveDraft(pool, draftBox, draft, clock.now())
    // Looked up afterwards: an erasure that begins only now deletes the draft itself.
    if ([...(await keys.find(about)).values()].every(({ state }) => state === 'live')) return saved
    await deleteDraft(pool, draft)
    throw new Refusal('rule', 'privacy.subject-erased')
  }

  @Delete(':id')
  @Permits('drafts.own')
  @HttpCode(204)
  @ApiOperation({ summary: 'Hapus draf' })
  async remove(@Param('id', UuidPipe) id: Uuid, @Caller() caller: Principal): Promise<void> {
    await deleteDraft(this.workspace.pool, { id, user: caller.id })
  }
}
