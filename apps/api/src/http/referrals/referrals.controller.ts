import { Controller, Get, Inject, Query, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { unitOf, type Principal } from '#access'
import { addDays, dateIn, type Instant, type Position } from '#kernel'
import { deadEnds, institutionTimes, isIncomplete, pausedSince, referralBoard, unansweredNeeds } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice, Day, Id } from '../fields'
import { MinPosition } from '../headers'
import { Caller, Permits } from '../permits'
import { Reading, scopeOf } from '../reading'

const optional = { optional: true } as const

export class BoardQuery {
  @Choice(['unit', 'mitra', 'korban'], optional) waitsFor?: 'unit' | 'mitra' | 'korban' | null
  @Id(optional) institutionId?: string | null
  @Id(optional) assignedTo?: string | null
  /** first day of sending for the institutions' times; left out: a year ago */
  @Day(optional) from?: string | null
  @Day(optional) to?: string | null
}

/** Where every referral stands, how long it has stood there, and whom it waits for. */
const READ = ['referral-timeline', 'case-list']

@ApiTags('referrals')
@Controller('api/v1/referrals')
export class ReferralsController {
  constructor(
    @Inject(WORKSPACE) private readonly workspace: Workspace,
    @Inject(Reading) private readonly reading: Reading,
  ) {}

  @Get()
  @Permits('case.read')
  @ApiOperation({ summary: 'Papan rujukan' })
  async board(
    @Query() query: BoardQuery,
    @Caller() caller: Principal,
    @MinPosition() position: Position | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.reading.reach(position, READ, reply)
    const { pool, clock } = this.workspace
    const { zone } = unitOf(caller)
    const now: Instant = clock.now()
    const today = dateIn(zone, now)
    const scope = scopeOf(caller)
    const period = { from: query.from ?? addDays(today, -365), to: query.to ?? today }
    const filter = {
      ...(query.waitsFor ? { waitsFor: query.waitsFor } : {}),
      ...(query.institutionId ? { institutionId: query.institutionId } : {}),
      ...(query.assignedTo ? { assignedTo: query.assignedTo } : {}),
    }
    const [referrals, ends, needs, institutions] = await Promise.all([
      referralBoard(pool, scope, filter, now, zone),
      deadEnds(pool, scope),
      unansweredNeeds(pool, scope, today),
      institutionTimes(pool, scope, period, now, zone),
    ])
    // Figures of the board over streams that are held back: said to be so.
    const incomplete = await isIncomplete(pool, READ)
    const paused = await pausedSince(pool, READ)
    return { now, period, incomplete, pausedSince: paused, referrals, deadEnds: ends, unansweredNeeds: needs, institutions }
  }
}
