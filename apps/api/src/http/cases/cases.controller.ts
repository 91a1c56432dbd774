import { Body, Controller, Inject, Post, Res } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { Principal } from '#access'
import type { CommandResult } from '#command-handler'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { Caller, Permits } from '../permits'
import { TakeComplaint } from './case-commands'
import { ReceiveComplaintForm } from './intake.forms'

@ApiTags('cases')
@Controller('api/v1/cases')
export class CasesController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus) {}

  @Post()
  @Permits('complaint.take')
  @ApiOperation({ summary: 'Terima pengaduan' })
  async take(
    @Body() form: ReceiveComplaintForm,
    @Headers() headers: CommandHeaders,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const asked = { principal, permission: 'complaint.take', route: 'cases', headers } as const
    return answer(reply, await this.bus.execute<TakeComplaint, CommandResult>(new TakeComplaint(asked, form)))
  }
}
