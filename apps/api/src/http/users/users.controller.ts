import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common'
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger'
import { ArrayMinSize, IsArray, IsIn } from 'class-validator'
import { createSetupLink, createUser, listUnits, listUsers, ROLES, updateUser, type Account, type Principal, type Role, type Unit } from '#access'
import { deriveId, commandId, type Uuid } from '#kernel'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Id, Text, YesNo } from '../fields'
import { Headers, type CommandHeaders } from '../headers'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'
import { UuidPipe } from '../uuid.pipe'

class AccountFields {
  @Text(120) displayName!: string
  @ApiProperty({ enum: ROLES, isArray: true })
  @IsArray({ context: { code: 'input.list', params: { min: 1, max: 4 } } })
  @ArrayMinSize(1, { context: { code: 'input.list', params: { min: 1, max: 4 } } })
  @IsIn(ROLES, { each: true, context: { code: 'input.choice' } })
  roles!: Role[]
  @Id({ optional: true }) unitId?: string | null
}

export class CreateUserForm extends AccountFields {
  @Text(40) username!: string
}

export class UpdateUserForm extends AccountFields {
  @YesNo() active!: boolean
}

/** A link with which the new colleague chooses a password; shown once, to the administrator who made it. */
export interface SetupLinkView {
  readonly path: string
  readonly expiresAt: string
}

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get()
  @Permits('users.manage')
  @Reads()
  @ApiOperation({ summary: 'Pengguna' })
  async list(): Promise<{ readonly users: readonly Account[]; readonly units: readonly Unit[] }> {
    return { users: await listUsers(this.workspace.pool), units: await listUnits(this.workspace.pool) }
  }

  /** Colleagues of the unit to whom a case may be assigned. */
  @Get('caseworkers')
  @Permits('case.read')
  @Reads()
  @ApiOperation({ summary: 'Petugas unit' })
  async caseworkers(@Caller() caller: Principal): Promise<readonly { readonly id: Uuid; readonly displayName: string }[]> {
    const users = await listUsers(this.workspace.pool, caller.unit?.id ?? null)
    const working = users.filter(({ active, roles }) => active && (roles.includes('caseworker') || roles.includes('head_of_unit')))
    return working.map(({ id, displayName }) => ({ id, displayName }))
  }

  @Post()
  @Permits('users.manage')
  @ApiOperation({ summary: 'Tambah pengguna' })
  async create(
    @Body() form: CreateUserForm,
    @Headers() headers: CommandHeaders,
    @Caller() caller: Principal,
  ): Promise<{ user: Account; link: SetupLinkView }> {
    const id = deriveId(commandId(caller.id, 'users', headers.idempotencyKey), 'user')
    const { username, displayName, roles } = form
    const user = await createUser(this.workspace.pool, { id, username, displayName, roles, unitId: form.unitId ?? null }, this.workspace.clock.now())
    return { user, link: await this.#link(user.id) }
  }

  @Put(':id')
  @Permits('users.manage')
  @ApiOperation({ summary: 'Ubah pengguna' })
  async update(@Param('id', UuidPipe) id: Uuid, @Body() form: UpdateUserForm): Promise<Account> {
    const { displayName, roles, active } = form
    return updateUser(this.workspace.pool, id, { displayName, roles, unitId: form.unitId ?? null, active })
  }

  @Post(':id/setup-link')
  @Permits('users.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tautan kata sandi baru' })
  async newLink(@Param('id', UuidPipe) id: Uuid): Promise<SetupLinkView> {
    return this.#link(id)
  }

  /** The token stands behind `#`, so that no server and no log ever sees it. */
  async #link(id: Uuid): Promise<SetupLinkView> {
    const { token, expiresAt } = await createSetupLink(this.workspace, id)
    return { path: `/siapkan#${token}`, expiresAt }
  }
}
