import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { unitOf, type Principal } from '#access'
import { handle } from '#command-handler'
import { INSTITUTION_KINDS, institutionAggregate, type InstitutionCommand, type InstitutionKind, type InstitutionState } from '#institutions'
import { absent, commandId, deriveId, type Uuid } from '#kernel'
import { listInstitutions, type InstitutionRow } from '#read-models'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Choice, CodeOf, CodesOf, Day, Phone, Text, Whole, YesNo } from '../fields'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { originOf } from '../origin'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'

const optional = { optional: true } as const

export class RegisterInstitutionForm {
  @Text(120) name!: string
  @Choice(INSTITUTION_KINDS) kind!: InstitutionKind
  @CodesOf('service') services!: string[]
  @Phone(optional) phone?: string | null
  @Text(120, optional) email?: string | null
  @Text(300, optional) address?: string | null
  @CodeOf('answerVia') channel!: string
  @YesNo() openAllHours!: boolean
  @Whole(1, 72, optional) urgentHours?: number | null

  toCommand(): InstitutionCommand {
    const { name, kind, services, channel, openAllHours } = this
    const contact = { phone: this.phone ?? null, email: this.email ?? null, address: this.address ?? null }
    return { type: 'registerInstitution', name, kind, services, contact, channel, openAllHours, urgentHours: this.urgentHours ?? null }
  }
}

export class RetireInstitutionForm {
  @Day() retiredOn!: string
  @Text(200) reason!: string
}

/** Partners that referrals go to. */
@ApiTags('institutions')
@Controller('api/v1/institutions')
export class InstitutionsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('institutions.read')
  @Reads('institution-list')
  @ApiOperation({ summary: 'Lembaga mitra' })
  async list(@Caller() caller: Principal): Promise<readonly InstitutionRow[]> {
    return listInstitutions(this.workspace.pool, unitOf(caller).id)
  }

  @Post()
  @Permits('institutions.manage')
  @ApiOperation({ summary: 'Daftarkan lembaga' })
  async register(
    @Body() form: RegisterInstitutionForm,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const id = deriveId(commandId(caller.id, 'institutions', headers.idempotencyKey), 'institution')
    return this.#handle(id, form.toCommand(), headers, caller, reply)
  }

  @Post(':id/retire')
  @Permits('institutions.manage')
  @ApiOperation({ summary: 'Hentikan kemitraan' })
  async retire(
    @Param('id', UuidPipe) id: Uuid,
    @Body() { retiredOn, reason }: RetireInstitutionForm,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return this.#handle(id, { type: 'retireInstitution', retiredOn, reason }, headers, caller, reply)
  }

  async #handle(id: Uuid, command: InstitutionCommand, headers: CommandHeaders, principal: Principal, reply: FastifyReply): Promise<CommandAnswer> {
    const origin = originOf({
      principal,
      permission: 'institutions.manage',
      route: command.type === 'registerInstitution' ? 'institutions' : `institutions/${id}`,
      headers,
    })
    const ofOwnUnit = (institution: InstitutionState): void => {
      if (institution.kind !== 'none' && institution.unit !== origin.unit) throw absent('institution.unknown')
    }
    return answer(reply, await handle(this.workspace, institutionAggregate, id, origin, ofOwnUnit, () => command))
  }
}
