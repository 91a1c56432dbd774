import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { Inject } from '@nestjs/common'
import { requireOnCase } from '#access'
import { buildReceiveComplaint, caseAggregate, type CaseCommand, type CaseState } from '#cases'
import { drawNumber, handle, type CommandOrigin, type CommandResult } from '#command-handler'
import { deriveId, type DecisionContext, type Uuid } from '#kernel'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { originOf, type Asked } from '../origin'
import { requireRecovery } from '../recovery'
import { openedVictims } from './case-facts'
import { requireColleague, requirePartner, requireSubject } from './known-ids'
import type { CaseForm, FormContext } from './form'
import type { ReceiveComplaintForm } from './intake.forms'

export class TakeComplaint {
  constructor(
    readonly asked: Asked,
    readonly form: ReceiveComplaintForm,
  ) {}
}

export class ActOnCase {
  constructor(
    readonly asked: Asked,
    readonly caseId: Uuid,
    readonly form: CaseForm,
  ) {}
}

/** The one handler of every command of a case. */
@CommandHandler(ActOnCase)
export class CaseCommandHandler implements ICommandHandler<ActOnCase, CommandResult> {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  async execute({ asked, caseId, form }: ActOnCase): Promise<CommandResult> {
    const origin = originOf(asked)
    const authorize = (state: CaseState): void => requireOnCase(asked.principal, state.phase === 'none' ? null : state, asked.permission)
    return handle(this.workspace, caseAggregate, caseId, origin, authorize, async (state, decision) => {
      const today = { receivedAt: null, receivedOn: decision.today }
      const context: FormContext = {
        commandId: origin.commandId,
        caseId,
        userId: asked.principal.id,
        zone: origin.zone,
        now: decision.now,
        received: state.phase === 'none' ? today : state.complaint,
        victims: () => openedVictims(this.workspace, caseId),
        requireColleague: (id, field) => requireColleague(this.workspace, origin.unit, id, field),
        requireSubject: (subject, field) => requireSubject(this.workspace, asked.principal, subject, field),
        requirePartner: (id, field) => requirePartner(this.workspace, origin.unit, id, field),
      }
      return numbered(this.workspace, origin, await form.toCommand(context), caseId, state, decision)
    })
  }
}

@CommandHandler(TakeComplaint)
export class TakeComplaintHandler implements ICommandHandler<TakeComplaint, CommandResult> {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  async execute({ asked, form }: TakeComplaint): Promise<CommandResult> {
    const origin = originOf(asked)
    await requireRecovery(this.workspace)
    const caseId = deriveId(origin.commandId, 'case')
    const anyone = (): void => undefined
    return handle(this.workspace, caseAggregate, caseId, origin, anyone, (state, decision) => {
      const command = buildReceiveComplaint(form.toForm(null), { commandId: origin.commandId, zone: origin.zone })
      return numbered(this.workspace, origin, command, caseId, state, decision)
    })
  }
}

/** A number is drawn only once the decision has agreed: a refusal leaves no gap. */
async function numbered(
  workspace: Workspace,
  origin: CommandOrigin,
  command: CaseCommand,
  caseId: Uuid,
  state: CaseState,
  decision: DecisionContext,
): Promise<CaseCommand> {
  if (command.type !== 'receiveComplaint' && command.type !== 'acceptComplaint') return command
  const draft = { ...command, number: 'REG/0000/000' }
  caseAggregate.decide(draft, state, decision)
  const receivedOn = command.type === 'receiveComplaint' ? command.receivedOn : state.phase === 'none' ? decision.today : state.complaint.receivedOn
  const kind = command.type === 'receiveComplaint' ? 'complaint' : 'case'
  return { ...command, number: await drawNumber(workspace, origin, { kind, caseId, receivedOn }) }
}
