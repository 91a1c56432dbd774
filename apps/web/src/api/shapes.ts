import type { components, paths } from './schema'

/** A shape of the server's OpenAPI document, by its name there. Instants are ISO 8601, days `YYYY-MM-DD`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name]

interface Answered<Body> {
  readonly responses: { readonly 200: { readonly content: { readonly 'application/json': Body } } }
}

/** What the server answers at an address. */
export type AnswerAt<Path extends keyof paths, Method extends 'get' | 'post' = 'get'> =
  paths[Path][Method] extends Answered<infer Body> ? Body : never
