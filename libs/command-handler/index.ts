export * from './handle'
