import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { unitOf, type Principal } from '#access'
import type { Instant, Position } from '#kernel'
import { isIncomplete, pausedSince, worklistFor, type WorklistEntry } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { MinPosition } from '../headers'
import { Caller, Permits } from '../permits'
import { Reading } from '../reading'

const READ = ['worklist', 'case-list']

@ApiTags('worklist')
@Controller('api/v1/worklist')
export class WorklistController {
  constructor(
    @Inject(WORKSPACE) private readonly workspace: Workspace,
    @Inject(Reading) private readonly reading: Reading,
  ) {}

  @Get()
  @Permits('case.read')
  @ApiOperation({ summary: 'Hari ini' })
  async today(
    @Caller() caller: Principal,
    @MinPosition() position: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ now: Instant; items: readonly WorklistEntry[]; incomplete: boolean; pausedSince: Instant | null }> {
    await this.reading.reach(position, READ, reply)
    const { id: unit, zone } = unitOf(caller)
    const now = this.workspace.clock.now()
    const duty = caller.roles.includes('head_of_unit') ? 'kepala' : 'petugas'
    const { pool } = this.workspace
    const incomplete = await isIncomplete(pool, READ)
    const paused = await pausedSince(pool, READ)
    return { now, items: await worklistFor(pool, { userId: caller.id, unit, duty }, now, zone), incomplete, pausedSince: paused }
  }
}
