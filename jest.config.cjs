/** Every suite runs TypeScript through swc; the ESM-only packages are transformed too. */
const transform = { '^.+\\.(t|j)s$': ['@swc/jest'], '^.+\\.mjs$': ['@swc/jest'] }

// The run's embedded PostgreSQL ends with this process.
process.env.TEDUH_TEST_RUN ??= String(process.pid)

// Pictures are drawn when they are asked for: `npm run pictures`.
const pictures = process.env.TEDUH_PICTURES === '1' ? [] : ['/tests/ui/pictures\\.spec\\.ts$']

// A server is killed and frozen only where the commands for it are given: tests/eventstore-server/real-server.spec.ts.
const realServer = process.env.EVENTSTORE_KILL === undefined ? ['/tests/eventstore-server/real-server\\.spec\\.ts$'] : []

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tests'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...pictures, ...realServer],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: { '^#([a-z-]+)$': '<rootDir>/libs/$1/index.ts' },
  transform,
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|uuid|commander|csv-parse|@fastify|cookie|file-type|strtok3|token-types|@borewit|@tokenizer|uint8array-extras)/)',
  ],
  setupFiles: ['<rootDir>/libs/testing/seeded-properties.ts'],
  testTimeout: 120_000,
  maxWorkers: 2,
}
