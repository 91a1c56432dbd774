import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { argonPasswords, findSetupLink, listUnits, saveUnit, updateUser, useSetupLink, type Principal } from '#access'
import { invalid, randomUuid, TIME_ZONES } from '#kernel'
import { confirmRecovery, isRecoveryConfirmed } from '#privacy'
import type { Workspace } from '#workspace'
import { DEMO_ACCOUNTS } from '#demo'
import { WORKSPACE } from '../../tokens'
import { Choice, Text } from '../fields'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'

export interface InstallationView {
  readonly mode: 'demo' | 'real'
  readonly unitName: string | null
  readonly regency: string | null
  /** false until the recovery sheet's check word was typed back: no complaint is accepted before */
  readonly recoveryConfirmed: boolean
  readonly demoAccounts: readonly { readonly role: string; readonly username: string; readonly password: string }[]
}

export class SetupTokenForm {
  @Text(100) token!: string
}

export class UseSetupLinkForm {
  @Text(100) token!: string
  @Text(200) password!: string
}

export class UnitForm {
  @Text(120) name!: string
  @Text(120) regency!: string
  @Choice(TIME_ZONES) zone!: (typeof TIME_ZONES)[number]
}

export class CheckWordForm {
  @Text(100) word!: string
}

/** What stands before sign-in, and what the first administrator does. */
@ApiTags('installation')
@Controller('api/v1')
export class InstallationController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get('installation')
  @Permits('public')
  @Reads()
  @ApiOperation({ summary: 'Keadaan instalasi' })
  async installation(): Promise<InstallationView> {
    const { pool, installation } = this.workspace
    const unit = (await listUnits(pool))[0]
    const demo = installation.mode === 'demo'
    return {
      mode: installation.mode,
      unitName: unit?.name ?? null,
      regency: unit?.regency ?? null,
      recoveryConfirmed: demo || (await isRecoveryConfirmed(pool)),
      demoAccounts: demo ? DEMO_ACCOUNTS.map(({ role, username, password }) => ({ role, username, password })) : [],
    }
  }

  /** Whose link it is, so that the page can greet by user name. */
  @Post('setup/link')
  @Permits('public')
  @HttpCode(200)
  @ApiOperation({ summary: 'Periksa tautan' })
  async link(@Body() { token }: SetupTokenForm): Promise<{ username: string; displayName: string }> {
    const { username, displayName } = await findSetupLink(this.workspace, token)
    return { username, displayName }
  }

  @Post('setup/password')
  @Permits('public')
  @HttpCode(204)
  @ApiOperation({ summary: 'Pilih kata sandi' })
  async choosePassword(@Body() { token, password }: UseSetupLinkForm): Promise<void> {
    await useSetupLink({ ...this.workspace, passwords: argonPasswords() }, token, password)
  }

  /** The unit of this installation; the administrator who founds it belongs to it. */
  @Post('setup/unit')
  @Permits('settings.manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Dirikan unit' })
  async unit(@Body() form: UnitForm, @Caller() caller: Principal): Promise<void> {
    const { pool, clock } = this.workspace
    const id = caller.unit?.id ?? (await listUnits(pool))[0]?.id ?? randomUuid()
    await saveUnit(pool, { id, ...form }, clock.now())
    await updateUser(pool, caller.id, { displayName: caller.displayName, roles: caller.roles, unitId: id, active: true })
  }

  @Post('setup/check-word')
  @Permits('settings.manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ketik kata periksa dari lembar pemulihan' })
  async checkWord(@Body() { word }: CheckWordForm): Promise<void> {
    const { pool, master, clock } = this.workspace
    if (!(await confirmRecovery(pool, master, word, clock.now()))) throw invalid('word', 'recovery.wrong-word')
  }
}
