export * from './all-migrations'
export * from './errors'
export * from './installation'
export * from './open-workspace'
