import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { parseDocument } from 'yaml'
import { POSTGRES_MAJOR } from '#database'
import { read, ROOT } from './repository'

// What an engine would find out only when somebody installs: compose files, image and configurations say the same.

interface Service {
  readonly image?: string
  readonly profiles?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly networks?: readonly string[]
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test?: readonly string[] }
  readonly restart?: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>
  readonly volumes?: Readonly<Record<string, unknown>>
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>
}

const OVERRIDE = { tag: '!override', collection: 'map' as const }
const composeOf = (file: string): Compose => parseDocument(read(file), { merge: true, customTags: [OVERRIDE] }).toJS() as Compose
const single = composeOf('docker-compose.yml')
const cluster = composeOf('infra/docker/eventstore-cluster.yml')
const services = Object.entries(single.services)
const service = (name: string): Service => single.services[name] ?? {}
const dockerfile = read('infra/docker/Dockerfile')
const APPS = { api: ['api', 'api-on-postgres'], worker: ['worker', 'worker-on-postgres'] } as const

describe.each(['docker-compose.yml', 'infra/docker/eventstore-cluster.yml'])('%s', (file) => {
  it('is valid by the schema of the Compose Specification', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats(ajv)
    const { $schema: _draft, ...schema } = JSON.parse(read('tests/fixtures/compose-spec.json')) as Record<string, unknown>
    const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' })
    expect(validate(composeOf(file)) ? [] : validate.errors).toEqual([])
  })

  it('names every image with a version, and no secret', () => {
    const images = Object.values(composeOf(file).services).flatMap(({ image }) => image ?? [])
    for (const image of images) expect(image).toMatch(/^\$\{[A-Z_]+:-[a-z/]+:\d+\.[\w.-]+\}$/)
    expect(read(file)).not.toMatch(/password['"]?\s*[:=]\s*['"]?[a-z0-9]{4,}|:[^@\s/]+@/i)
  })
})

describe('the compose file', () => {
  it.each(Object.entries(APPS))('gives %s the variables that its configuration reads, and all of them', (app, names) => {
    const config = read(`apps/${app}/src/config.ts`) + read('libs/workspace/places.ts')
    const plain = [...config.matchAll(/(?:environment\[|settingOf\([\w.]+, )'([A-Z_]+)'/g)].map(([, name]) => name ?? '')
    const secret = [...config.matchAll(/secretOf\(environment, '([A-Z_]+)'\)/g)].map(([, name]) => name ?? '')
    const known = new Set([...plain, ...secret, ...secret.map((name) => `${name}_FILE`)])
    const [whole, onPostgres] = names.map((name) => Object.keys(service(name).environment ?? {}))
    expect([...(whole ?? []), ...(onPostgres ?? [])].filter((name) => !known.has(name))).toEqual([])
    const given = new Set(whole?.map((name) => name.replace(/_FILE$/, '')))
    const missing = [...plain.map((name) => name.replace(/_FILE$/, '')), ...secret].filter((name) => !given.has(name))
    expect(missing).toEqual([])
    expect(whole?.filter((name) => !onPostgres?.includes(name))).toEqual(['EVENTSTORE_URL_FILE'])
  })

  it('hands out no secret but as a file, and every file to whom it is named', () => {
    for (const [name, { environment = {}, secrets = [] }] of services)
      for (const [variable, value] of Object.entries(environment)) {
        expect([name, variable, /PASSWORD|_URL|TOKEN/.test(variable) && !variable.endsWith('_FILE')]).toEqual([name, variable, false])
        const [, file] = /^\/run\/secrets\/(\w+)$/.exec(String(value)) ?? []
        if (file !== undefined) expect([name, secrets.includes(file)]).toEqual([name, true])
      }
    const used = new Set(services.flatMap(([, { secrets = [] }]) => secrets))
    expect([...used].sort()).toEqual(Object.keys(single.secrets ?? {}).sort())
  })

  it('runs what is ours without rights, on a file system that it cannot write, and keeps the key apart from the data', () => {
    for (const name of [...APPS.api, ...APPS.worker, 'eventstore-accounts']) {
      expect([name, service(name)]).toEqual([
        name,
        expect.objectContaining({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }),
      ])
      if (name !== 'eventstore-accounts') expect(service(name).volumes).toEqual(['data:/var/lib/teduh', 'keys:/var/lib/teduh-keys'])
    }
    expect(service('api').environment).toMatchObject({ TEDUH_DATA: '/var/lib/teduh', TEDUH_KEY_FILE: '/var/lib/teduh-keys/master.key' })
  })

  it('publishes the pages alone, to this machine unless told', () => {
    const published = services.filter(([, { ports = [] }]) => ports.length > 0)
    expect(published.map(([name]) => name)).toEqual([...APPS.api])
    expect(service('api').ports).toEqual(['${TEDUH_LISTEN:-127.0.0.1:3000}:3000'])
    expect(single.networks?.['inside']).toEqual({ internal: true })
    for (const name of ['postgres', 'eventstore', ...APPS.worker]) expect([name, service(name).networks]).toEqual([name, ['inside']])
  })

  it('waits for what it needs, by health, and starts again what stopped', () => {
    for (const [name, { restart, healthcheck, depends_on = {} }] of services) {
      expect([name, restart]).toEqual([name, name === 'eventstore-accounts' ? 'no' : 'unless-stopped'])
      if (restart !== 'no') expect([name, healthcheck?.test?.[0]]).toEqual([name, 'CMD'])
      for (const needed of Object.keys(depends_on)) {
        const { profiles } = service(needed)
        const theirs = service(name).profiles ?? []
        expect([name, needed, profiles === undefined || theirs.every((one) => profiles.includes(one))]).toEqual([name, needed, true])
      }
    }
  })

  it('keeps the data where the images write it, and lets nothing be told to anybody', () => {
    // from 18 on the image keeps each major version in a folder of its own below this one
    expect(service('postgres').volumes).toContain('postgres:/var/lib/postgresql')
    expect(service('eventstore').volumes).toContain('eventstore:/var/lib/eventstore')
    for (const environment of [service('eventstore').environment, ...Object.values(cluster.services).map((node) => node.environment)])
      if (environment?.['EVENTSTORE_CLUSTER_SIZE'] !== undefined)
        expect(environment).toMatchObject({
          EVENTSTORE_TELEMETRY_OPTOUT: 'true',
          EVENTSTORE_RUN_PROJECTIONS: 'None',
          DOTNET_ThreadPool_ForceMinWorkerThreads: 20,
        })
  })

  it('has the PostgreSQL that the product is tested on', () => {
    expect(service('postgres').image).toContain(`:-postgres:${POSTGRES_MAJOR}.`)
  })

  it('has in its cluster the nodes of the single one, each with its own name, certificate and volume', () => {
    const alone = service('eventstore')
    for (const n of [1, 2, 3]) {
      const node = cluster.services[`eventstore-${n}`] ?? {}
      expect([node.image, node.profiles, node.healthcheck?.test]).toEqual([alone.image, alone.profiles, alone.healthcheck?.test])
      const settings = Object.keys(node.environment ?? {})
      expect(Object.keys(alone.environment ?? {}).filter((name) => !settings.includes(name))).toEqual([])
      expect(node.environment).toMatchObject({ EVENTSTORE_CLUSTER_SIZE: 3, EVENTSTORE_NODE_HOST_ADVERTISE_AS: `eventstore-${n}` })
      expect(node.environment?.['EVENTSTORE_GOSSIP_SEED']).toBe([1, 2, 3].flatMap((m) => (m === n ? [] : [`eventstore-${m}:2113`])).join(','))
      expect(node.volumes).toEqual(
        expect.arrayContaining([`eventstore-${n}:/var/lib/eventstore`, expect.stringContaining(`/certificates/eventstore-${n}:`)]),
      )
    }
  })
})

describe('the image', () => {
  it('has a Node.js that package.json allows, the same in both stages', () => {
    const [, major = ''] = /^ARG NODE_IMAGE=node:(\d+)-[a-z]+-slim$/m.exec(dockerfile) ?? []
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } }
    expect(
      engines.node.split(' || ').some((range) => range.startsWith(`^${major}.`) || Number(/^>=(\d+)/.exec(range)?.[1] ?? Infinity) <= Number(major)),
    ).toBe(true)
    expect(dockerfile.match(/^FROM .*/gm)).toEqual(['FROM ${NODE_IMAGE} AS build', 'FROM ${NODE_IMAGE} AS runtime'])
  })

  it('ends as an ordinary user, with programs that exist', () => {
    const runtime = dockerfile.slice(dockerfile.indexOf('AS runtime'))
    expect(runtime.indexOf('USER node')).toBeGreaterThan(runtime.lastIndexOf('RUN '))
    const started = services.flatMap(([, { command = [], healthcheck }]) => [...command, ...(healthcheck?.test ?? [])])
    const programs = [...started, ...(/^CMD (.*)$/m.exec(dockerfile)?.[1]?.match(/[\w/.-]+\.m?js/g) ?? [])].filter((word) => /\.m?js$/.test(word))
    const sources = [...new Set(programs)].map((file) => file.replace(/^dist\/(.*)\.js$/, '$1.ts'))
    expect(sources.sort()).toEqual([
      'apps/api/src/main.ts',
      'apps/worker/src/main.ts',
      'infra/docker/eventstore-accounts.mjs',
      'infra/docker/health.mjs',
    ])
    for (const file of sources) expect(statSync(join(ROOT, file)).isFile()).toBe(true)
  })

  it('is built without what is secret or not needed', () => {
    const left = read('.dockerignore').split('\n')
    for (const entry of ['.git', '.teduh', 'infra/docker/secrets', 'tests']) expect(left).toContain(entry)
    expect(read('.gitignore').split('\n')).toContain('infra/docker/secrets/')
    expect(dockerfile).toContain('npm ci')
    expect(dockerfile).toContain('npm prune --omit=dev --omit=optional')
  })
})

describe('the secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teduh-compose-'))
  const make = (...nodes: string[]): void =>
    void execFileSync('sh', [join(ROOT, 'infra/docker/make-secrets.sh'), ...nodes], { env: { ...process.env, TEDUH_SECRETS: folder }, stdio: 'pipe' })
  const secret = (name: string): string => readFileSync(join(folder, name), 'utf8').trim()
  const certificate = (path: string): X509Certificate => new X509Certificate(readFileSync(join(folder, 'certificates', path)))
  beforeAll(() => make())
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are all made by the script, closed to others, and left alone when it runs again', () => {
    const wanted = [...Object.values(single.secrets ?? {}).map(({ file }) => file.replace('./infra/docker/secrets/', '')), 'eventstore.env']
    const before = wanted.map(secret)
    expect(statSync(folder).mode & 0o077).toBe(0)
    expect(statSync(join(folder, 'certificates', 'ca.key')).mode & 0o077).toBe(0)
    make()
    expect(wanted.map(secret)).toEqual(before)
    expect(new Set(['postgres_password', 'teduh_owner_password', 'teduh_app_password', 'metrics_token'].map(secret)).size).toBe(4)
  })

  it('name the services as the compose file does', () => {
    expect(new URL(secret('database_url')).host).toBe('postgres:5432')
    const { username, host, searchParams } = new URL(secret('eventstore_url'))
    expect([username, host, searchParams.get('tls'), searchParams.get('tlsCaFile')]).toEqual([
      'teduh',
      'eventstore:2113',
      'true',
      '/run/secrets/eventstore_ca',
    ])
    expect(new URL(secret('eventstore_admin_url')).username).toBe('admin')
  })

  it('name all nodes of a cluster, and for the setting up its first', () => {
    const three = mkdtempSync(join(tmpdir(), 'teduh-compose-'))
    const script = join(ROOT, 'infra/docker/make-secrets.sh')
    execFileSync('sh', [script, 'node-1', 'node-2', 'node-3'], { env: { ...process.env, TEDUH_SECRETS: three }, stdio: 'pipe' })
    const [all, admin] = ['eventstore_url', 'eventstore_admin_url'].map((name) => readFileSync(join(three, name), 'utf8'))
    rmSync(three, { recursive: true })
    expect(all).toMatch(/^esdb\+discover:\/\/teduh:[0-9a-f]{48}@node-1:2113,node-2:2113,node-3:2113\?tls=true&tlsCaFile=/)
    expect(admin).toMatch(/^esdb:\/\/admin:[0-9a-f]{48}@node-1:2113\?/)
  })

  it('hold certificates that the authority vouches for, for server and client', () => {
    make('eventstore-1', 'eventstore-2')
    const authority = certificate('ca/ca.crt')
    expect(readdirSync(join(folder, 'certificates')).sort()).toEqual(['ca', 'ca.key', 'eventstore', 'eventstore-1', 'eventstore-2'])
    for (const node of ['eventstore', 'eventstore-1', 'eventstore-2']) {
      const own = certificate(`${node}/node.crt`)
      expect([own.verify(authority.publicKey), own.subject, own.checkHost(node)]).toEqual([true, 'CN=eventstoredb-node', node])
      expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    }
  })
})
