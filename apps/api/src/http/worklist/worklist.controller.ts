import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { unitOf, type Principal } from '#access'
import type { Instant } from '#kernel'
import { worklistFor, type WorklistEntry } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'

@ApiTags('worklist')
@Controller('api/v1/worklist')
export class WorklistController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('case.read')
  @Reads('worklist', 'case-list')
  @ApiOperation({ summary: 'Hari ini' })
  async today(@Caller() caller: Principal): Promise<{ now: Instant; items: readonly WorklistEntry[] }> {
    const { id: unit, zone } = unitOf(caller)
    const now = this.workspace.clock.now()
    const duty = caller.roles.includes('head_of_unit') ? 'kepala' : 'petugas'
    return { now, items: await worklistFor(this.workspace.pool, { userId: caller.id, unit, duty }, now, zone) }
  }
}
