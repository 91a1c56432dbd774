import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { unitOf, type Principal } from '#access'
import { addDays, dateIn, type Instant } from '#kernel'
import { deadEnds, institutionTimes, referralBoard, unansweredNeeds } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice, Day, Id } from '../fields'
import { Caller, Permits } from '../permits'
import { scopeOf } from '../reading'
import { Reads } from '../reads'

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
@ApiTags('referrals')
@Controller('api/v1/referrals')
export class ReferralsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('case.read')
  @Reads('referral-timeline', 'case-list')
  @ApiOperation({ summary: 'Papan rujukan' })
  async board(@Query() query: BoardQuery, @Caller() caller: Principal) {
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
    return { now, period, referrals, deadEnds: ends, unansweredNeeds: needs, institutions }
  }
}
