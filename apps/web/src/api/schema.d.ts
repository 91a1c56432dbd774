/** Written by `npm run api:types` from the description the running server gives at /api/openapi.json. */
interface Plain {
  parameters: { query?: never; header?: never; path?: never; cookie?: never }
  requestBody?: never
  responses: { 200: { headers: Record<string, unknown>; content?: never } }
}

export interface paths {
  '/api/v1/installation': { get: Plain }
  '/api/v1/session': {
    get: Plain
    post: Omit<Plain, 'requestBody'> & { requestBody: { content: { 'application/json': { username: string; password: string } } } }
    delete: Plain
  }
}
