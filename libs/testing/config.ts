/** The process whose end ends the run's server: Jest's own where there is one (its configuration says so), else this one. */
export const TEST_RUN_PID = Number(process.env['TEDUH_TEST_RUN'] ?? process.pid)

/** Which of the processes that share a run this is; 0 outside of Jest */
export const TEST_WORKER = Number(process.env['JEST_WORKER_ID'] ?? 0)

/** The long variants of a suite (more rounds, larger data): `npm run test:long`. */
export const LONG = process.env['TEDUH_LONG'] === '1'

/**
 * The seed of tests that draw at random; printed by them. The same in every ordinary run, so that what passed passes again; drawn anew in
 * a long one, which looks for what nobody has met yet; or `TEDUH_SEED`, to repeat a run.
 */
export const SEED = Number(process.env['TEDUH_SEED'] ?? (LONG ? Math.floor(Math.random() * 2 ** 31) : 20_261_120))

/** An EventStoreDB that the log's tests shall run against too; undefined where none is named. */
export const NAMED_EVENTSTORE = process.env['EVENTSTORE_URL'] || undefined
