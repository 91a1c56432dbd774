export type * from './shelter-command'
export type * from './shelter-event'
