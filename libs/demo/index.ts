export * from './accounts'
export * from './fill'
