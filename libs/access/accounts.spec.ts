import { Pool } from 'pg'
import {
  accessMigrations,
  argonPasswords,
  changePassword,
  createSetupLink,
  createUser,
  deleteEndedSessions,
  endSession,
  findSetupLink,
  findUserByName,
  headOfUnit,
  listUnits,
  listUsers,
  OWASP_COST,
  resumeSession,
  saveUnit,
  signIn,
  updateUser,
  useSetupLink,
  DEFAULT_SESSION_RULES as rules,
  type Role,
  type SignInPorts,
  type Unit,
} from '#access'
import { FixedClock, HOUR, randomUuid } from '#kernel'
import { startTestDatabase, type TestDatabase } from '#testing'

const MINUTE = 60_000
const PASSWORD = 'sandi yang panjang'
const start = '2026-11-20T03:00:00.000Z'
const unit: Unit = { id: randomUuid(), name: 'UPTD PPA Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' }
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

let database: TestDatabase
let owner: Pool
let pool: Pool
let ports: SignInPorts & { clock: FixedClock }
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new Pool({ connectionString: database.ownerUrl, max: 2 })
  pool = new Pool({ connectionString: database.appUrl, max: 8 })
  for (const { sql } of accessMigrations) await owner.query(sql)
  await saveUnit(pool, unit, start)
})
beforeEach(() => {
  ports = { pool, clock: new FixedClock(start), passwords: argonPasswords({ memory: 1_024, passes: 2, lanes: 1 }) }
})
afterAll(async () => {
  await Promise.all([owner.end(), pool.end()])
  await database.stop()
})

let made = 0
async function account(roles: readonly Role[] = ['caseworker'], password: string | null = PASSWORD) {
  const user = await createUser(
    pool,
    { id: randomUuid(), username: `petugas${++made}`, displayName: `Petugas ${made}`, roles, unitId: unit.id },
    ports.clock.now(),
  )
  if (password !== null) await useSetupLink(ports, (await createSetupLink(ports, user.id)).token, password)
  return user
}

describe('accounts', () => {
  it('are made once a name, in any capitals', async () => {
    const user = await account()
    await expect(
      createUser(
        pool,
        { id: randomUuid(), username: ` ${user.username.toUpperCase()}`, displayName: 'x', roles: ['department'], unitId: null },
        start,
      ),
    ).rejects.toEqual(code('username.taken'))
    expect((await findUserByName(pool, user.username.toUpperCase()))?.id).toBe(user.id)
    await expect(
      owner.query('insert into access.users values ($1, $2, $3, $4)', [randomUuid(), user.username.toUpperCase(), 'x', ['caseworker']]),
    ).rejects.toThrow()
  })

  it('are the same at the second sending of one form, and say so where that holds something else', async () => {
    const form = { id: randomUuid(), username: 'sekali', displayName: 'Sekali', roles: ['department', 'caseworker'] as const, unitId: unit.id }
    const first = await createUser(pool, form, start)
    expect(await createUser(pool, { ...form, username: 'Sekali', roles: ['caseworker', 'department'] }, start)).toEqual(first)
    for (const other of [{ roles: ['caseworker'] as const }, { displayName: 'Lain' }, { username: 'lain' }])
      await expect(createUser(pool, { ...form, ...other }, start)).rejects.toEqual(code('log.idempotency-mismatch'))
    expect(await findUserByName(pool, 'sekali')).toEqual(first)
  })

  it('need a unit where the work is cases, a role, a name', async () => {
    const input = { id: randomUuid(), username: 'seseorang', displayName: 'Seseorang', roles: ['caseworker'] as const, unitId: unit.id }
    await expect(createUser(pool, { ...input, unitId: null }, start)).rejects.toEqual(code('user.unit-missing'))
    await expect(createUser(pool, { ...input, unitId: randomUuid() }, start)).rejects.toEqual(code('user.unit-unknown'))
    await expect(createUser(pool, { ...input, roles: [] }, start)).rejects.toEqual(code('user.roles'))
    await expect(createUser(pool, { ...input, displayName: ' ' }, start)).rejects.toEqual(code('user.name'))
    await expect(createUser(pool, { ...input, username: 'a b' }, start)).rejects.toEqual(code('username.form'))
  })

  it('carry their unit and roles, and a unit knows its head', async () => {
    const head = await account(['head_of_unit', 'department'])
    expect(head).toMatchObject({ unit, roles: ['head_of_unit', 'department'], active: true, hasPassword: false })
    expect((await headOfUnit(pool, unit.id))?.id).toBe(head.id)
    expect((await listUsers(pool, unit.id)).map(({ id }) => id)).toContain(head.id)
    expect(await listUsers(pool, randomUuid())).toEqual([])
    expect(await listUnits(pool)).toEqual([unit])
    await expect(saveUnit(pool, { ...unit, zone: 'Europe/Paris' }, start)).rejects.toEqual(code('unit.zone'))
  })

  it('never lose their last administrator, not even when two step down at once', async () => {
    const [one, two] = [await account(['administrator']), await account(['administrator'])]
    const down = { displayName: 'x', roles: ['department'], unitId: null, active: true } as const
    const answers = await Promise.allSettled([updateUser(pool, one.id, down), updateUser(pool, two.id, down)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are signed out when they lose a role or are closed, not when they are renamed', async () => {
    const user = await account(['caseworker', 'department'])
    const { token } = await signIn(ports, user.username, PASSWORD)
    const same = { displayName: 'Nama Baru', roles: ['caseworker', 'department'], unitId: unit.id, active: true } as const
    await updateUser(pool, user.id, same)
    expect((await resumeSession(pool, token, rules, start))?.principal.displayName).toBe('Nama Baru')
    await updateUser(pool, user.id, { ...same, roles: ['caseworker'] })
    expect(await resumeSession(pool, token, rules, start)).toBeNull()
  })
})

describe('signing in', () => {
  it('gives a session to the right password, in any capitals of the name and any normal form of the password', async () => {
    const user = await account(['caseworker'], 'kata sandi é')
    const { token, principal, endsAt } = await signIn(ports, ` ${user.username.toUpperCase()} `, 'kata sandi e\u0301')
    expect(principal).toMatchObject({ id: user.id, unit })
    expect(endsAt).toBe('2026-11-20T03:30:00.000Z')
    expect((await resumeSession(pool, token, rules, start))?.principal.id).toBe(user.id)
  })

  it('keeps neither passwords nor tokens, only what checks them', async () => {
    const user = await account()
    const { token } = await signIn(ports, user.username, PASSWORD)
    const { rows } = await owner.query<{ all: string }>(
      `select (select json_agg(u)::text from access.users u) || (select json_agg(s)::text from access.sessions s)
        || (select json_agg(l)::text from access.setup_links l) as all`,
    )
    const dump = rows[0]?.all ?? ''
    expect(dump).toContain('$argon2id$')
    for (const secret of [PASSWORD, token, Buffer.from(token).toString('hex'), Buffer.from(token, 'base64url').toString('hex')])
      expect(dump).not.toContain(secret)
  })

  it('answers wrong passwords, unknown names, closed accounts and accounts without a password alike', async () => {
    const [user, closed, fresh] = [await account(), await account(), await account(['caseworker'], null)]
    await updateUser(pool, closed.id, { displayName: 'x', roles: ['caseworker'], unitId: unit.id, active: false })
    const tries = [user.username, 'tidak-ada', closed.username, fresh.username, 'a\u0000b', '']
    for (const name of tries) {
      await expect(signIn(ports, name, name === user.username ? 'salah sekali' : PASSWORD)).rejects.toEqual(
        expect.objectContaining({ kind: 'unauthenticated', code: 'access.credentials', params: {} }),
      )
    }
  })

  it('takes as long for an unknown name as for a known one', async () => {
    const user = await account()
    const spied = jest.spyOn(ports.passwords, 'matches')
    await signIn(ports, user.username, 'salah sekali').catch(() => null)
    await signIn(ports, 'siapa-ini', 'salah sekali').catch(() => null)
    expect(spied).toHaveBeenCalledTimes(2)
    const real = argonPasswords(OWASP_COST)
    const stored = await real.hash(PASSWORD)
    /** In microseconds of this process's own work: what else the machine does takes none of them. */
    const spent = async (hash: string | null): Promise<number> => {
      const from = process.cpuUsage()
      expect(await real.matches(hash, 'salah sekali')).toBe(false)
      const { user, system } = process.cpuUsage(from)
      return user + system
    }
    await spent(null)
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < 9; turn++) {
      known.push(await spent(stored))
      unknown.push(await spent(null))
    }
    const [one, other] = [Math.min(...known), Math.min(...unknown)]
    expect(Math.max(one, other) / Math.min(one, other)).toBeLessThan(2)
  })

  it('makes a guesser wait longer and longer, for unknown names too, and forgets after a success', async () => {
    const user = await account()
    for (const name of [user.username, 'nama-tebakan']) {
      ports.clock.moveTo(start)
      for (let failure = 0; failure < 3; failure++) await expect(signIn(ports, name, 'salah sekali')).rejects.toEqual(code('access.credentials'))
      await expect(signIn(ports, name, PASSWORD)).rejects.toMatchObject({
        kind: 'unauthenticated',
        code: 'access.too-many-attempts',
        params: { seconds: 2 },
      })
      ports.clock.advance(2_000)
      await expect(signIn(ports, name, 'salah sekali')).rejects.toEqual(code('access.credentials'))
      await expect(signIn(ports, name, 'salah sekali')).rejects.toMatchObject({ params: { seconds: 5 } })
    }
    ports.clock.advance(5_000)
    await signIn(ports, user.username, PASSWORD)
    await expect(signIn(ports, user.username, 'salah sekali')).rejects.toEqual(code('access.credentials'))
    await signIn(ports, user.username, PASSWORD)
  })

  it('counts guesses that are sent at once', async () => {
    const user = await account()
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => signIn(ports, user.username, 'salah sekali')))
    const reasons = answers.map((answer) => (answer.status === 'rejected' ? (answer.reason as { code: string }).code : 'in'))
    expect(reasons.filter((reason) => reason === 'access.credentials')).toHaveLength(3)
    expect(reasons.filter((reason) => reason === 'access.too-many-attempts')).toHaveLength(17)
  })

  it('renews a hash that was made with an older cost', async () => {
    const user = await account()
    const dearer = argonPasswords({ memory: 2_048, passes: 2, lanes: 1 })
    await signIn({ ...ports, passwords: dearer }, user.username, PASSWORD)
    const { rows } = await owner.query<{ password_hash: string }>('select password_hash from access.users where id = $1', [user.id])
    expect(rows[0]?.password_hash).toContain('m=2048')
    await signIn(ports, user.username, PASSWORD)
  })
})

describe('a session', () => {
  it('ends half an hour after its last use', async () => {
    const user = await account()
    const { token } = await signIn(ports, user.username, PASSWORD)
    const at = (minutes: number) => resumeSession(pool, token, rules, new Date(Date.parse(start) + minutes * MINUTE).toISOString())
    expect((await at(29))?.endsAt).toBe('2026-11-20T03:59:00.000Z')
    expect(await at(58)).not.toBeNull()
    expect(await at(58 + 30)).toBeNull()
  })

  it('ends after twelve hours, however busy', async () => {
    const user = await account()
    const { token } = await signIn(ports, user.username, PASSWORD)
    for (let minutes = 20; minutes < 720; minutes += 20) {
      expect(await resumeSession(pool, token, rules, new Date(Date.parse(start) + minutes * MINUTE).toISOString())).not.toBeNull()
    }
    expect(await resumeSession(pool, token, rules, new Date(Date.parse(start) + 12 * HOUR).toISOString())).toBeNull()
  })

  it('ends at sign-out, and only that one', async () => {
    const user = await account()
    const [one, other] = [await signIn(ports, user.username, PASSWORD), await signIn(ports, user.username, PASSWORD)]
    await endSession(pool, one.token)
    await endSession(pool, one.token)
    expect(await resumeSession(pool, one.token, rules, start)).toBeNull()
    expect(await resumeSession(pool, other.token, rules, start)).not.toBeNull()
    expect(await resumeSession(pool, 'never-was', rules, start)).toBeNull()
  })

  it('ends everywhere when the password is changed, which needs the present one', async () => {
    const user = await account()
    const { token } = await signIn(ports, user.username, PASSWORD)
    await expect(changePassword(ports, user.id, 'salah sekali', 'sandi baru yang panjang')).rejects.toEqual(code('password.current'))
    await expect(changePassword(ports, user.id, PASSWORD, 'pendek')).rejects.toEqual(code('password.short'))
    expect(await resumeSession(pool, token, rules, start)).not.toBeNull()
    const fresh = await changePassword(ports, user.id, PASSWORD, 'sandi baru yang panjang')
    expect(await resumeSession(pool, token, rules, start)).toBeNull()
    expect((await resumeSession(pool, fresh.token, rules, start))?.principal.id).toBe(user.id)
    await expect(signIn(ports, user.username, PASSWORD)).rejects.toEqual(code('access.credentials'))
    await signIn(ports, user.username, 'sandi baru yang panjang')
  })

  it('leaves nothing behind once it has ended', async () => {
    const user = await account()
    await signIn(ports, user.username, PASSWORD)
    const later = new Date(Date.parse(start) + 13 * HOUR).toISOString()
    expect(await deleteEndedSessions(pool, rules, start)).toBe(0)
    expect(await deleteEndedSessions(pool, rules, later)).toBeGreaterThan(0)
    expect((await owner.query('select 1 from access.sessions')).rows).toEqual([])
  })
})

describe('a setup link', () => {
  it('gives a password once', async () => {
    const user = await account(['administrator'], null)
    const { token } = await createSetupLink(ports, user.id)
    expect((await findSetupLink(ports, token)).id).toBe(user.id)
    await expect(useSetupLink(ports, token, 'pendek')).rejects.toEqual(code('password.short'))
    const both = await Promise.allSettled([useSetupLink(ports, token, PASSWORD), useSetupLink(ports, token, 'sandi orang lain')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(useSetupLink(ports, token, PASSWORD)).rejects.toEqual(code('setup.unknown'))
  })

  it('ends after three days, and when a newer one is made', async () => {
    const user = await account(['administrator'], null)
    const older = await createSetupLink(ports, user.id)
    const newer = await createSetupLink(ports, user.id)
    await expect(findSetupLink(ports, older.token)).rejects.toEqual(code('setup.unknown'))
    ports.clock.moveTo(newer.expiresAt)
    await expect(useSetupLink(ports, newer.token, PASSWORD)).rejects.toEqual(code('setup.unknown'))
    await expect(createSetupLink(ports, randomUuid())).rejects.toEqual(code('user.unknown'))
  })

  it('takes the old password and every session with it', async () => {
    const user = await account()
    const { token } = await signIn(ports, user.username, PASSWORD)
    await useSetupLink(ports, (await createSetupLink(ports, user.id)).token, 'sandi pengganti saja')
    expect(await resumeSession(pool, token, rules, start)).toBeNull()
    await expect(signIn(ports, user.username, PASSWORD)).rejects.toEqual(code('access.credentials'))
  })
})
