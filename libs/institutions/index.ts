export type * from './institution-command'
export type * from './institution-event'
