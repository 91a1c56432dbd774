// `node infra/docker/health.mjs URL`: ends with 0 where the address answers well within four seconds, for the health check of a container.
const [url = ''] = process.argv.slice(2)
const answered = await fetch(url, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => ok,
  () => false,
)
process.exit(answered ? 0 : 1)
