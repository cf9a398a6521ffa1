/** Anything that kept a request from its answer, in one shape. */
export class Problem extends Error {
  constructor(
    /** 0: there was no answer. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId?: string,
    readonly fields: readonly { path: string; message: string }[] = [],
  ) {
    super(message)
    this.name = 'Problem'
  }

  get isOffline(): boolean {
    return this.code === 'offline'
  }

  /** Whether the same request may work a moment later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error
    // fetch says no more than this when there is no connection.
    if (error instanceof TypeError) return new Problem(0, 'offline', error.message)
    return new Problem(0, 'unexpected', error instanceof Error ? error.message : String(error))
  }

  static async ofResponse(response: Response): Promise<Problem> {
    const body = await readJson(response)
    const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined)
    const fields = Array.isArray(body['fields']) ? (body['fields'] as { path: string; message: string }[]) : []
    const requestId = text('request_id') ?? response.headers.get('X-AuthProxy-Request-Id') ?? undefined
    return new Problem(response.status, text('code') ?? `http_${response.status}`, text('error') ?? response.statusText, requestId, fields)
  }
}

/** The members of a JSON object; none for every other body. */
export async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
