/** Written by `npm run api:types` from the server's OpenAPI description; not edited by hand. */
export interface paths {
  '/api/v1/installation': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Installation'] } } }
    }
  }
  '/api/v1/session': {
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Session'] } } }
    }
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': components['schemas']['SignIn'] } }
      responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': components['schemas']['Session'] } } }
    }
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: { 204: { headers: Record<string, unknown>; content?: never } }
    }
  }
}
export interface components {
  schemas: {
    Installation: {
      mode: 'demo' | 'real'
      unitName: string
      demoAccounts: { role: string; username: string; password: string }[]
      setupNeeded: boolean
      recoveryConfirmed: boolean
    }
    SignIn: { username: string; password: string }
    Session: {
      userId: string
      username: string
      displayName: string
      roles: string[]
      permissions: string[]
      unit: { id: string; name: string; zone: string }
    }
  }
}
