/** The process whose end ends the run's server: Jest's own where there is one (its configuration says so), else this one. */
export const TEST_RUN_PID = Number(process.env['TEDUH_TEST_RUN'] ?? process.pid)

/** The long variants of a suite (more rounds, larger data): `npm run test:long`. */
export const LONG = process.env['TEDUH_LONG'] === '1'
