export type * from './case-event'
export type * from './codes'
