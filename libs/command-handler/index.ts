export * from './admission'
export * from './handle'
export * from './number'
