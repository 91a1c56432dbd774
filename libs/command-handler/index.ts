export * from './admission'
export * from './handle'
export * from './known-events'
export * from './number'
