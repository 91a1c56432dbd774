import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EventStoreDBClient } from '@eventstore/db-client'

type Constructed = ConstructorParameters<typeof EventStoreDBClient>
type Tls = NonNullable<Constructed[1]>
type Credentials = NonNullable<Constructed[2]>

/** How a server, or a cluster of them, is reached. */
export interface Address {
  readonly hosts: readonly Host[]
  /** The one host named is a name of several nodes, or one of them: the others are asked for */
  readonly discover: boolean
  readonly credentials: Credentials | undefined
  /** By lower-case name */
  readonly options: ReadonlyMap<string, string>
}

interface Host {
  readonly address: string
  readonly port: number
}

const ADDRESS = /^esdb(?<discover>\+discover)?:\/\/(?:(?<user>[^:@]+):(?<password>[^@]+)@)?(?<hosts>[^/?@]+)\/*(?:\?(?<query>.*))?$/
const HOST = /^(?<address>[\w.-]+)(?::(?<port>\d{1,5}))?$/
const DEFAULT_PORT = 2113

const NUMBERS = ['maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'keepAliveInterval', 'keepAliveTimeout', 'defaultDeadline'] as const
const FILES = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const
/** Said by other clients, or of no meaning here: every call goes to the leader, certificates are always checked, refusals never thrown. */
const WITHOUT_EFFECT = ['tlsVerifyCert', 'nodePreference', 'throwOnAppendFailure', 'dnsDiscover']
const KNOWN = new Set([...NUMBERS, ...FILES, ...WITHOUT_EFFECT, 'tls', 'connectionName'].map((name) => name.toLowerCase()))

/** A discovery that fails is begun anew by whoever called; one of the client's own, of ten rounds, would outlive the log that is ended. */
const DISCOVERY = { maxDiscoverAttempts: 1, gossipTimeout: 2 }

/**
 * Reads a connection string as the client does, which can't be left to it: it prints the whole string, password included, where it
 * doesn't know an option, and asks only the first of several hosts where it is to discover them.
 * @throws RangeError that names neither password nor host
 */
export function parseAddress(url: string): Address {
  const { discover, user, password, hosts = '', query = '' } = ADDRESS.exec(url.trim())?.groups ?? {}
  const options = new Map(query === '' ? [] : query.split('&').map(optionOf))
  for (const name of options.keys()) if (!KNOWN.has(name)) throw new RangeError(`no option of a connection string: ${name}`)
  const credentials = user !== undefined && password !== undefined ? { username: decoded(user), password: decoded(password) } : undefined
  return { hosts: hosts.split(',').map(hostOf), discover: discover !== undefined, credentials, options }
}

/** @returns a client that has not sent anything yet. @throws RangeError where a file it needs can't be read */
export function clientOf({ hosts, discover, credentials, options }: Address): EventStoreDBClient {
  const [first] = hosts
  if (!first) throw new RangeError('no host')
  const numbers = Object.fromEntries(NUMBERS.flatMap((name) => numberOf(name, options.get(name.toLowerCase()))))
  const connectionName = options.get('connectionname')
  const settings = { ...numbers, ...(connectionName !== undefined && { connectionName }) }
  const tls = tlsOf(options)
  if (hosts.length > 1) return new EventStoreDBClient({ ...DISCOVERY, ...settings, endpoints: [...hosts] }, tls, credentials)
  if (discover) return new EventStoreDBClient({ ...DISCOVERY, ...settings, discover: first }, tls, credentials)
  return new EventStoreDBClient({ ...settings, endpoint: first }, tls, credentials)
}

function optionOf(pair: string): [string, string] {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? []
  if (name === '') throw new RangeError('an option without a value')
  return [name.trim().toLowerCase(), decoded(value.trim())]
}

function hostOf(text: string): Host {
  const { address, port = DEFAULT_PORT } = HOST.exec(text.trim())?.groups ?? {}
  if (address === undefined || Number(port) > 65_535) throw new RangeError('a host that is none')
  return { address, port: Number(port) }
}

function numberOf(name: string, value: string | undefined): [string, number][] {
  if (value === undefined) return []
  if (!/^-?\d+$/.test(value)) throw new RangeError(`an option that is no number: ${name}`)
  return [[name, Number(value)]]
}

function tlsOf(options: ReadonlyMap<string, string>): Tls {
  const tls = options.get('tls') ?? 'true'
  if (tls !== 'true' && tls !== 'false') throw new RangeError('tls is true or false')
  if (tls === 'false') return { insecure: true }
  const [root, certificate, key] = FILES.map((name) => fileOf(options.get(name.toLowerCase())))
  if ((certificate === undefined) !== (key === undefined)) throw new RangeError('userCertFile and userKeyFile belong together')
  return { insecure: false, ...(root && { rootCertificate: root }), ...(certificate && key && { userCertFile: certificate, userKeyFile: key }) }
}

function fileOf(path: string | undefined): Buffer | undefined {
  try {
    return path === undefined ? undefined : readFileSync(resolve(path))
  } catch {
    throw new RangeError('a certificate that cannot be read')
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new RangeError('a percent sign that stands for nothing')
  }
}
