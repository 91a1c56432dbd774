export * from './register-import'
