import { Body, Controller, HttpCode, Inject, Param, Post, Res, type Type } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { Principal } from '#access'
import type { CommandResult } from '#command-handler'
import type { Uuid } from '#kernel'
import { answer, Headers, type CommandAnswer, type CommandHeaders } from '../headers'
import { Caller, Permits } from '../permits'
import { UuidPipe } from '../uuid.pipe'
import { ActOnCase } from './case-commands'
import { formRoutes, type CaseForm, type FormRoute } from './form'
import './complaint.forms'
import './people.forms'
import './plan.forms'
import './service.forms'
import './referral.forms'
import './legal.forms'
import './closure.forms'
import './erasure.forms'

@ApiTags('cases')
@Controller('api/v1/cases/:caseId')
class CaseFormsController {
  constructor(@Inject(CommandBus) readonly bus: CommandBus) {}
}

type Handler = (
  this: CaseFormsController,
  id: Uuid,
  form: CaseForm,
  headers: CommandHeaders,
  caller: Principal,
  reply: FastifyReply,
) => Promise<CommandAnswer>

/** Every form becomes a route of its own, with its permission and its fields in the OpenAPI document. */
export function caseFormsController(): Type {
  for (const route of formRoutes()) serve(route)
  return CaseFormsController
}

function serve(route: FormRoute): void {
  const name = route.path.replaceAll(/[-/](\w)/g, (_all, letter: string) => letter.toUpperCase())
  const handler: Handler = async function (id, form, headers, caller, reply) {
    const result = await this.bus.execute<ActOnCase, CommandResult>(
      new ActOnCase({ principal: caller, permission: route.permission, route: `${id}/${route.path}`, headers }, id, form),
    )
    return answer(reply, result)
  }
  // The operation's id in the OpenAPI document is the function's own name.
  Object.defineProperty(handler, 'name', { value: name })
  const prototype = CaseFormsController.prototype
  const descriptor: PropertyDescriptor = { value: handler, writable: true, configurable: true }
  Object.defineProperty(prototype, name, descriptor)
  Reflect.defineMetadata('design:paramtypes', [String, route.form, Object, Object, Object], prototype, name)
  const parameters = [Param('caseId', UuidPipe), Body(), Headers(), Caller(), Res({ passthrough: true })]
  parameters.forEach((decorate, index) => decorate(prototype, name, index))
  const decorators = [
    Post(route.path),
    HttpCode(200),
    Permits(route.permission),
    ApiOperation({ summary: route.summary }),
    ApiBody({ type: route.form }),
  ]
  for (const decorate of decorators) decorate(prototype, name, descriptor)
}
