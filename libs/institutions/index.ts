export * from './institution'
export type * from './institution-command'
export type * from './institution-event'
