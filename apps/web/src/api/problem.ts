/** One answer of a form that the server refuses. */
export interface Fault {
  field: string
  code: string
  /** A sentence in the reader's language. */
  detail: string
}

interface ProblemBody {
  status: number
  code: string
  detail: string
  correlationId?: string
  params?: Record<string, string | number>
  errors?: Fault[]
}

/** A refusal the server explained (RFC 9457): a stable `code` for the program, a sentence for the person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: string
  readonly status: number
  readonly faults: readonly Fault[]
  readonly params: Readonly<Record<string, string | number>>
  readonly correlationId: string | undefined

  constructor(body: ProblemBody) {
    super(body.detail)
    this.code = body.code
    this.status = body.status
    this.faults = body.errors ?? []
    this.params = body.params ?? {}
    this.correlationId = body.correlationId
  }

  /** Somebody else changed the same thing first: show both versions, overwrite nothing. */
  get isStale(): boolean {
    return this.status === 412
  }
}

/** No answer came. Whether the server got the request isn't known: send it again with the same `Idempotency-Key`. */
export class NetworkLost extends Error {
  override readonly name = 'NetworkLost'
  readonly reason: 'network' | 'timeout'

  constructor(reason: 'network' | 'timeout') {
    super(reason)
    this.reason = reason
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function faultsIn(value: unknown): Fault[] {
  if (!Array.isArray(value)) return []
  return value.filter(isObject).map(({ field, code, detail }) => ({ field: String(field), code: String(code), detail: String(detail) }))
}

/** Reads an error body; one that is no Problem Details (a proxy's page) becomes a problem with the code `http.<status>`. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  if (!isObject(body) || typeof body['code'] !== 'string') return new ApiProblem({ status, code: `http.${String(status)}`, detail: '' })
  const { code, detail, correlationId, params, errors } = body
  return new ApiProblem({
    status,
    code,
    detail: typeof detail === 'string' ? detail : '',
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(isObject(params) ? { params: params as Record<string, string | number> } : {}),
    errors: faultsIn(errors),
  })
}
