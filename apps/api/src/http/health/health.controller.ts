import { Controller, Get, HttpCode, Inject } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import { Refusal } from '#kernel'
import type { LogKind, Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Permits } from '../permits'
import { Reads } from '../reads'

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  /** The process answers. */
  @Get('live')
  @Permits('public')
  @Reads()
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' }
  }

  /** Database and log answer too; which log it is, too. */
  @Get('ready')
  @Permits('public')
  @Reads()
  async ready(): Promise<{ status: 'ok'; log: LogKind }> {
    const database = this.workspace.pool.query('SELECT 1')
    await Promise.all([database, this.workspace.log.head()]).catch(() => {
      throw new Refusal('busy', 'log.unavailable')
    })
    return { status: 'ok', log: this.workspace.installation.logKind }
  }
}
