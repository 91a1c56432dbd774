// Which way the arrows run. A library that is not in this table may not exist; one that imports what its line doesn't name is an error.
const DOMAIN = ['cases', 'shelters', 'institutions', 'annual-reports', 'imports']
const ARROWS = {
  kernel: [],
  words: ['kernel'],
  'event-log': ['kernel'],
  database: ['kernel'],
  ...Object.fromEntries(DOMAIN.map((lib) => [lib, ['kernel']])),
  access: ['kernel', ...DOMAIN],
  privacy: ['kernel', 'event-log', ...DOMAIN],
  'command-handler': ['kernel', 'event-log', 'access', 'privacy', ...DOMAIN],
  'read-models': ['kernel', 'event-log', 'access', 'privacy', ...DOMAIN],
  'register-import': ['kernel', 'words', 'event-log', 'access', 'privacy', 'command-handler', 'read-models', ...DOMAIN],
  reactors: ['kernel', 'event-log', 'access', 'privacy', 'command-handler', 'read-models', ...DOMAIN],
  indicators: ['kernel', 'words', 'event-log', 'access', 'privacy', 'read-models', ...DOMAIN],
  documents: ['kernel', 'words', 'access', 'privacy', 'read-models', 'indicators', ...DOMAIN],
  workspace: ['kernel', 'database', 'event-log', 'access', 'privacy', 'read-models', 'indicators', 'command-handler', 'reactors', ...DOMAIN],
  backup: ['kernel', 'words', 'database', 'event-log', 'access', 'privacy', 'read-models', 'workspace'],
  demo: ['kernel', 'words', 'access', 'command-handler', 'register-import', 'workspace', ...DOMAIN],
}
const SPEC = '\\.spec\\.tsx?$'
const SQL_SPEAKERS = [
  '^libs/(event-log|privacy|access|backup)/postgres/',
  '^libs/(read-models|indicators|database|workspace|testing)/',
  '^tests/',
  SPEC,
]
const WHOLE_CASE = '^libs/cases/case-(state|event)\\.ts$'
const PURE = ['kernel', 'words', ...DOMAIN].join('|')

const arrows = Object.entries(ARROWS).map(([lib, known]) => ({
  name: `arrow-${lib}`,
  comment: `libs/${lib} may import ${known.join(', ') || 'no library'}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: SPEC },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...known].join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'unknown-library',
      comment: 'A new library gets a line in ARROWS and a decision record.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${[...Object.keys(ARROWS), 'testing'].join('|')})/` },
      to: {},
    },
    {
      name: 'testing-in-product',
      comment: 'Only tests import libs/testing.',
      severity: 'error',
      from: { path: '^(libs/(?!testing/)|apps/)', pathNot: SPEC },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-deep-import-between-libs',
      comment: 'A library is entered by its index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/|^libs/[^/]+/index\\.ts$' },
    },
    {
      name: 'no-deep-import-from-outside',
      comment: 'Apps and tests enter a library by its index.ts.',
      severity: 'error',
      from: { path: '^(apps|tests)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/index\\.ts$' },
    },
    {
      name: 'no-app-imports-another',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'no-lib-imports-an-app', severity: 'error', from: { path: '^libs/', pathNot: SPEC }, to: { path: '^(apps|tests|infra)/' } },
    { name: 'no-app-imports-tests', severity: 'error', from: { path: '^apps/', pathNot: SPEC }, to: { path: '^(tests|infra)/' } },
    {
      name: 'web-knows-no-server',
      comment: 'The pages know the server by its OpenAPI document alone; the words may be shared.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/words/' },
    },
    {
      name: 'no-circles',
      comment: 'Not by types alone either.',
      severity: 'error',
      from: { pathNot: WHOLE_CASE },
      to: { circular: true, viaOnly: { pathNot: WHOLE_CASE } },
    },
    {
      name: 'no-circles-at-run-time',
      comment: 'A step of a case knows the whole case by its types: its state and events, which are made of those of the steps.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'who-speaks-sql',
      comment:
        'SQL is spoken in event-log/postgres, privacy/postgres, access/postgres, backup/postgres, read-models, indicators, database and workspace.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: SQL_SPEAKERS },
      to: { path: 'node_modules/(@types/)?(pg|pg-[a-z-]+|typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'pure-libraries-use-no-package',
      comment: 'Decisions are pure functions: no framework, no I/O. The kernel has its calendar and its ids.',
      severity: 'error',
      from: { path: `^libs/(${PURE})/`, pathNot: SPEC },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'],
        pathNot: '^node:crypto$|^crypto$|@js-temporal|node_modules/(temporal-spec|uuid)/',
      },
    },
    {
      name: 'no-framework-in-libs',
      comment: 'Classes, modules and decorators of the framework stay in the apps.',
      severity: 'error',
      from: { path: '^libs/', pathNot: SPEC },
      to: { path: 'node_modules/(@nestjs|fastify|@fastify|class-validator|class-transformer|react)/' },
    },
    {
      name: 'no-dev-package-in-product',
      severity: 'error',
      from: { path: '^(libs/(?!testing/)|apps/(api|worker|cli)/)', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    { name: 'not-resolvable', severity: 'error', from: { pathNot: '^apps/web/' }, to: { couldNotResolve: true, pathNot: '^#' } },
    { name: 'no-unknown-library-import', severity: 'error', from: {}, to: { couldNotResolve: true, path: '^#' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['teduh-source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
