import { Sealed, type Ciphertext, type Exposure, type KeyOwner, type Uuid } from '#kernel'
import { PrivacyError } from './errors'

const VERSION = '1'
const FIELDS = 9

/**
 * One line of text for a column of a read model: still sealed, with all that opening it needs.
 * @throws PrivacyError `privacy.token.plain` for a value that was never sealed
 */
export function sealedToText(value: Sealed<unknown>): string {
  const content = Sealed.content(value)
  if (content.kind === 'plain') throw new PrivacyError('privacy.token.plain', 'a value that is not sealed has no text')
  const { keyId, nonce, text, eventId, path, version } = content.cipher
  const { owner } = value
  const about = owner.kind === 'record' ? `r${owner.about.join(',')}` : 's'
  return `${VERSION}|${about}|${owner.id}|${keyId}|${eventId}|${version}|${nonce}|${text}|${path}`
}

/** @throws PrivacyError `privacy.token.malformed` for anything `sealedToText` did not write */
export function sealedFromText<T, E extends Exposure = Exposure>(token: string): Sealed<T, E> {
  const fields = token.split('|')
  const [version, about, ownerId, keyId, eventId, schema, nonce, text] = fields
  if (fields.length < FIELDS || version !== VERSION || !about || !ownerId || !keyId || !eventId || !nonce || !text) throw malformed()
  const cipher: Ciphertext = { keyId, nonce, text, eventId, path: fields.slice(FIELDS - 1).join('|'), version: Number(schema) }
  return Sealed.cipher<T, E>(ownerOf(about, ownerId), cipher)
}

function ownerOf(about: string, id: Uuid): KeyOwner {
  if (about === 's') return { kind: 'subject', id }
  if (!about.startsWith('r')) throw malformed()
  return { kind: 'record', id, about: about.length > 1 ? about.slice(1).split(',') : [] }
}

const malformed = (): PrivacyError => new PrivacyError('privacy.token.malformed', 'this text is not a sealed value')
