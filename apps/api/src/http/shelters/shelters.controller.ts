import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common'
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger'
import { ArrayMinSize, IsArray, IsIn } from 'class-validator'
import type { FastifyReply } from 'fastify'
import { unitOf, type Principal } from '#access'
import { handle } from '#command-handler'
import { absent, commandId, deriveId, Sealed, type Uuid } from '#kernel'
import { listShelters, type ShelterBoardItem } from '#read-models'
import { CLIENTS, shelterAggregate, type Client, type ShelterCommand, type ShelterState } from '#shelters'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Day, Text, Whole } from '../fields'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { originOf } from '../origin'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'

class CapacityFields {
  @Whole(0, 500) beds!: number
  /** declared places beyond the beds, for emergencies */
  @Whole(0, 500) extraPlaces!: number
  @ApiProperty({ enum: CLIENTS, isArray: true })
  @IsArray({ context: { code: 'input.list', params: { min: 1, max: 4 } } })
  @ArrayMinSize(1, { context: { code: 'input.list', params: { min: 1, max: 4 } } })
  @IsIn(CLIENTS, { each: true, context: { code: 'input.choice' } })
  accepts!: Client[]
}

export class OpenShelterForm extends CapacityFields {
  @Text(120) name!: string
  @Day() openedOn!: string
  /** sealed; never shown in a list */
  @Text(300) address!: string
}

export class ChangeCapacityForm extends CapacityFields {}

@ApiTags('shelters')
@Controller('api/v1/shelters')
export class SheltersController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('institutions.read')
  @Reads('shelter-board')
  @ApiOperation({ summary: 'Rumah perlindungan' })
  async list(@Caller() caller: Principal): Promise<readonly ShelterBoardItem[]> {
    return listShelters(this.workspace.pool, unitOf(caller).id)
  }

  @Post()
  @Permits('institutions.manage')
  @ApiOperation({ summary: 'Daftarkan rumah perlindungan' })
  async open(
    @Body() form: OpenShelterForm,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = commandId(caller.id, 'shelters', headers.idempotencyKey)
    const { name, beds, extraPlaces, accepts, openedOn } = form
    const address = Sealed.plain<string, 'direct'>({ kind: 'record', id: deriveId(command, 'address'), about: [] }, form.address)
    return this.#handle(
      deriveId(command, 'shelter'),
      { type: 'openShelter', name, beds, extraPlaces, accepts, openedOn, address },
      headers,
      caller,
      reply,
    )
  }

  @Post(':id/capacity')
  @Permits('institutions.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ubah daya tampung' })
  async capacity(
    @Param('id', UuidPipe) id: Uuid,
    @Body() { beds, extraPlaces, accepts }: ChangeCapacityForm,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return this.#handle(id, { type: 'changeShelterCapacity', beds, extraPlaces, accepts }, headers, caller, reply)
  }

  async #handle(id: Uuid, command: ShelterCommand, headers: CommandHeaders, principal: Principal, reply: FastifyReply): Promise<CommandAnswer> {
    const origin = originOf({
      principal,
      permission: 'institutions.manage',
      route: command.type === 'openShelter' ? 'shelters' : `shelters/${id}`,
      headers,
    })
    const ofOwnUnit = (shelter: ShelterState): void => {
      if (shelter.kind !== 'none' && shelter.unit !== origin.unit) throw absent('shelter.unknown')
    }
    return answer(reply, await handle(this.workspace, shelterAggregate, id, origin, ofOwnUnit, () => command))
  }
}
