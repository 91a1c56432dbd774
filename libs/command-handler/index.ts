export * from './handle'
export * from './number'
