/** Injection tokens of what is opened before Nest starts. */
export const WORKSPACE = Symbol('workspace')
export const CONFIG = Symbol('config')
