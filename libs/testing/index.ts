export { startTestDatabase, type TestDatabase } from './embedded-database'
export { LONG } from './config'
