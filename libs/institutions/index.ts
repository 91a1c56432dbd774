export * from './institution'
export type * from './institution-command'
export * from './institution-event'
