import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { requireOnCase, type Principal } from '#access'
import { caseAggregate, type CaseEvent, type CaseState } from '#cases'
import { admit, depart, knownEvents } from '#command-handler'
import type { EventLog } from '#event-log'
import { absent, type Uuid } from '#kernel'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { CodeOf, Day, Id, Ids, Moment, YesNo } from '../fields'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { originOf } from '../origin'
import { Caller, Permits } from '../permits'
import { UuidPipe } from '../uuid.pipe'

export class AdmitForm {
  @Id() shelterId!: string
  @Ids(1) victimIds!: string[]
  /** infants who sleep with somebody of the same family */
  @Ids(0) withoutBed!: string[]
  @Moment() admittedAt!: string
  @YesNo() emergency!: boolean
}

export class DepartForm {
  @Id() stayId!: string
  @Ids(1) victimIds!: string[]
  @Day() leftOn!: string
  @CodeOf('shelterLeaving') to!: string
}

/** A stay and its beds change together; the bed is never given twice. */
@ApiTags('cases')
@Controller('api/v1/cases/:caseId/shelter-stays')
export class ShelterStaysController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Post()
  @Permits('case.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Terima di rumah perlindungan' })
  async admit(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Body() form: AdmitForm,
    @Headers() headers: CommandHeaders,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const { shelterId, victimIds, withoutBed, admittedAt, emergency } = form
    const origin = originOf({ principal, permission: 'case.act', route: `${caseId}/shelter-stays`, headers })
    return answer(reply, await admit(this.workspace, origin, onCase(principal), { caseId, shelterId, victimIds, withoutBed, admittedAt, emergency }))
  }

  @Post('end')
  @Permits('case.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Akhiri tinggal di rumah perlindungan' })
  async depart(
    @Param('caseId', UuidPipe) caseId: Uuid,
    @Body() { stayId, victimIds, leftOn, to }: DepartForm,
    @Headers() headers: CommandHeaders,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const { shelterId, reservationId } = await startedStay(this.workspace.log, caseId, stayId)
    const origin = originOf({ principal, permission: 'case.act', route: `${caseId}/shelter-stays/end`, headers })
    return answer(reply, await depart(this.workspace, origin, onCase(principal), { caseId, stayId, shelterId, reservationId, victimIds, leftOn, to }))
  }
}

type Started = Extract<CaseEvent, { type: 'ShelterStayStarted' }>

/** From the stream itself: a read model may not yet hold a stay that has just begun. @throws Refusal `shelter-stay.unknown` (absent) */
async function startedStay(log: EventLog, caseId: Uuid, stayId: Uuid): Promise<Started['data']> {
  for await (const event of knownEvents<CaseEvent>(log, caseAggregate, caseId))
    if (event.type === 'ShelterStayStarted' && event.data.stayId === stayId) return event.data
  throw absent('shelter-stay.unknown')
}

const onCase =
  (principal: Principal) =>
  (state: CaseState): void =>
    requireOnCase(principal, state.phase === 'none' ? null : state, 'case.act')
