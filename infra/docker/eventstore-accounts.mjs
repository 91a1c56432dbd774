// `node infra/docker/eventstore-accounts.mjs ADMIN_URL_FILE URL_FILE`: makes the product's own account in EventStoreDB and lets it read
// the whole log. Both files hold `esdb://user:password@host:2113?tls=true&tlsCaFile=…`; the second one's user is made. May be run again.
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { EventStoreDBClient } from '@eventstore/db-client'

const [adminFile = '', ownFile = ''] = process.argv.slice(2)
const [adminUrl, ownUrl] = [adminFile, ownFile].map((file) => readFileSync(file, 'utf8').trim())
const admin = new URL(adminUrl)
// The product's own may name several nodes, which no URL may.
const [, username = '', encoded = ''] = /^[a-z+]+:\/\/([^:@/]+):([^@/]+)@/.exec(ownUrl) ?? []
const password = decodeURIComponent(encoded)
const ca = readFileSync(admin.searchParams.get('tlsCaFile') ?? 'tlsCaFile is missing')

/** The server's user management has no gRPC client for Node.js; it answers 201, or 409 where the name is taken. */
function post(path, body) {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      ca,
      auth: `${admin.username}:${decodeURIComponent(admin.password)}`,
      headers: { 'content-type': 'application/json' },
    }
    const sent = request(`https://${admin.host}${path}`, options, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

const made = await post('/users/', { loginName: username, fullName: 'Teduh', password, groups: [] })
if (made === 409) {
  const reset = await post(`/users/${username}/command/reset-password`, { newPassword: password })
  if (reset !== 200) throw new Error(`the password of ${username} could not be set: ${reset}`)
} else if (made !== 201) throw new Error(`the account ${username} could not be made: ${made}`)

const client = EventStoreDBClient.connectionString(adminUrl)
const readers = ['$admins', username]
await client.setStreamMetadata('$all', { acl: { readRoles: readers, metaReadRoles: readers } })
await client.dispose?.()
process.stdout.write(`EventStoreDB: ${username}\n`)
process.exit(0)
