import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { changePassword, permissionsOf, recordAccess, type Principal } from '#access'
import { Refusal } from '#kernel'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Text } from '../fields'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { Sessions } from './sessions'

export class SignInForm {
  @Text(80) username!: string
  @Text(200) password!: string
}

export class ChangePasswordForm {
  @Text(200) current!: string
  @Text(200) next!: string
}

export interface SessionView {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  readonly unit: { readonly id: string; readonly name: string; readonly zone: string; readonly regency: string } | null
}

const view = ({ id, username, displayName, roles, unit }: Principal): SessionView => ({
  id,
  username,
  displayName,
  roles,
  permissions: [...permissionsOf(roles)],
  unit,
})

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(WORKSPACE) private readonly workspace: Workspace,
  ) {}

  @Post()
  @Permits('public')
  @HttpCode(200)
  @ApiOperation({ summary: 'Masuk' })
  async signIn(@Body() form: SignInForm, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const at = this.workspace.clock.now()
    const principal = await this.sessions.begin(reply, form.username, form.password).catch(async (error: unknown) => {
      const reason = error instanceof Refusal ? error.code : null
      await recordAccess(this.workspace.pool, { at, user: null, action: 'sign-in', resource: null, outcome: 'refused', reason })
      throw error
    })
    await recordAccess(this.workspace.pool, { at, user: principal.id, action: 'sign-in', resource: null, outcome: 'allowed', reason: null })
    return view(principal)
  }

  @Get()
  @Permits('session.own')
  @Reads()
  @ApiOperation({ summary: 'Siapa yang masuk' })
  current(@Caller() principal: Principal): SessionView {
    return view(principal)
  }

  @Delete()
  @Permits('public')
  @HttpCode(204)
  @ApiOperation({ summary: 'Keluar' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(request, reply)
  }

  @Post('password')
  @Permits('session.own')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ganti kata sandi' })
  async changePassword(
    @Body() form: ChangePasswordForm,
    @Caller() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.sessions.remember(reply, await changePassword(this.sessions.ports, principal.id, form.current, form.next))
  }
}
