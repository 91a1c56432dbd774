import '@fastify/cookie'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { argonPasswords, DEFAULT_SESSION_RULES, endSession, resumeSession, signIn, type NewSession, type Principal, type SignInPorts } from '#access'
import type { Workspace } from '#workspace'
import type { Config } from '../../config'
import { CONFIG, WORKSPACE } from '../../tokens'

const COOKIE = 'teduh_session'

/** Server-side sessions in an HttpOnly cookie; the browser holds nothing but a random token. */
@Injectable()
export class Sessions {
  readonly ports: SignInPorts

  constructor(
    @Inject(WORKSPACE) private readonly workspace: Workspace,
    @Inject(CONFIG) private readonly config: Pick<Config, 'secureCookies'>,
  ) {
    this.ports = { pool: workspace.pool, clock: workspace.clock, passwords: argonPasswords() }
  }

  async principalOf(request: FastifyRequest): Promise<Principal | null> {
    const token = request.cookies[COOKIE]
    if (!token) return null
    const live = await resumeSession(this.workspace.pool, token, DEFAULT_SESSION_RULES, this.workspace.clock.now())
    return live?.principal ?? null
  }

  async begin(reply: FastifyReply, username: string, password: string): Promise<Principal> {
    const signedIn = await signIn(this.ports, username, password)
    this.remember(reply, signedIn)
    return signedIn.principal
  }

  remember(reply: FastifyReply, { token }: NewSession): void {
    void reply.setCookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', secure: this.config.secureCookies, path: '/' })
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = request.cookies[COOKIE]
    if (token) await endSession(this.workspace.pool, token)
    // The browser forgets everything it may have kept of this site.
    void reply.clearCookie(COOKIE, { path: '/' }).header('clear-site-data', '"cache", "storage"')
  }
}
