import { checkPassword, checkUsername, FAILURE_DELAYS, normalUsername } from '#access'
import { addMilliseconds, HOUR } from '#kernel'
import { sessionEnd } from './sign-in-rules'

const at = '2026-11-20T03:00:00.000Z'
const rules = { idle: HOUR / 2, absolute: 12 * HOUR }

describe('rules of signing in', () => {
  it('ends a session half an hour after its last use and twelve hours after its beginning', () => {
    expect(sessionEnd({ createdAt: at, lastSeenAt: at }, rules)).toBe('2026-11-20T03:30:00.000Z')
    expect(sessionEnd({ createdAt: at, lastSeenAt: addMilliseconds(at, 11.9 * HOUR) }, rules)).toBe('2026-11-20T15:00:00.000Z')
  })

  it('makes every further failure wait at least as long as the one before, a quarter of an hour at most', () => {
    expect([...FAILURE_DELAYS].sort((a, b) => a - b)).toEqual(FAILURE_DELAYS)
    expect(FAILURE_DELAYS.at(-1)).toBe(900)
  })

  it('asks a password for length and nothing else', () => {
    expect(() => checkPassword('sembilan9', 'sari')).toThrow('password.short')
    expect(() => checkPassword('x'.repeat(201), 'sari')).toThrow('password.long')
    expect(() => checkPassword('ini-SARI-sekali', 'sari')).toThrow('password.like-name')
    expect(() => checkPassword('kata sandi panjang', 'sari')).not.toThrow()
    expect(() => checkPassword('🔑'.repeat(9), 'sari')).toThrow('password.short')
  })

  it('takes user names of plain letters and compares them without capitals', () => {
    for (const good of ['sari', 'kepala.uptd', 'a-b_3']) expect(() => checkUsername(good)).not.toThrow()
    for (const bad of ['', 'ab', '.abc', 'sari dewi', 'Sari', 'sari\u0000', 'ş'.repeat(4), 'a'.repeat(41)])
      expect(() => checkUsername(bad)).toThrow('username.form')
    expect(normalUsername('  SaRi ')).toBe('sari')
  })
})
