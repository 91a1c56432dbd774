import argon2 from 'argon2'

/** Cost of a password hash: memory in KiB, passes, lanes. */
export interface PasswordCost {
  readonly memory: number
  readonly passes: number
  readonly lanes: number
}

/** argon2id as OWASP's Password Storage Cheat Sheet asks at least. */
export const OWASP_COST: PasswordCost = { memory: 19_456, passes: 2, lanes: 1 }

export interface Passwords {
  hash(password: string): Promise<string>
  /**
   * Takes the same time whether there is a hash or not.
   * @param stored null for an unknown name or an account without a password
   */
  matches(stored: string | null, password: string): Promise<boolean>
  /** @returns true where the hash was made with another cost than today's */
  isOutdated(stored: string): boolean
}

/** Unicode passwords are compared in one normal form (NFKC), whatever keyboard typed them. */
export function argonPasswords(cost: PasswordCost = OWASP_COST): Passwords {
  const options = { type: argon2.argon2id, memoryCost: cost.memory, timeCost: cost.passes, parallelism: cost.lanes } as const
  const hash = (password: string): Promise<string> => argon2.hash(password.normalize('NFKC'), options)
  let nobody: Promise<string> | null = null

  return {
    hash,
    matches: async (stored, password) => {
      nobody ??= hash('nobody has this password')
      const verified = await argon2.verify(stored ?? (await nobody), password.normalize('NFKC'))
      return verified && stored !== null
    },
    isOutdated: (stored) => argon2.needsRehash(stored, options),
  }
}
