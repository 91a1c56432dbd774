import { startServer, type ServerOptions } from '#database'

// Starts a database server and leaves it running: a process of its own, so that the server inherits its limits.

const setting = process.env['TEDUH_SERVER_CHILD']
if (setting !== undefined) {
  const { data, options } = JSON.parse(setting) as { readonly data: string; readonly options: ServerOptions }
  startServer(data, options).then(
    () => process.exit(0),
    () => process.exit(1),
  )
}
