import { Problem } from '../api/problem'

const XSRF = 'X-XSRF-TOKEN'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const XSRF_CODES = new Set(['xsrf_missing', 'xsrf_invalid'])

/** Gets a new session while a request waits; false when there will be none. */
export type Recover = () => Promise<boolean>

/**
 * `fetch` with the session's XSRF token. A request that finds the session gone waits for the next one and is then made once
 * more, so that no screen loses what was typed into it.
 */
export class Http {
  private xsrf: string | null = null
  private recover: Recover = async () => false

  constructor(private readonly send: typeof fetch = (...call) => globalThis.fetch(...call)) {}

  onSessionLost(recover: Recover): void {
    this.recover = recover
  }

  /** For the session routes themselves: nothing is recovered. */
  async plain(input: string, init: RequestInit = {}): Promise<Response> {
    return this.once(new Request(new URL(input, location.href), { credentials: 'include', ...init }))
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const spare = request.clone()
    const response = await this.once(request)
    if (response.status === 401) return (await this.recover()) ? this.once(spare) : response
    if (response.status === 403 && (await this.lacksXsrf(response))) return this.once(spare)
    return response
  }

  private async once(request: Request): Promise<Response> {
    if (this.xsrf !== null && !SAFE.has(request.method) && !request.headers.has('Authorization')) {
      request.headers.set(XSRF, this.xsrf)
    }
    const response = await this.send(request)
    this.xsrf = response.headers.get(XSRF) ?? this.xsrf
    return response
  }

  /** Another tab may have signed in anew: the refusal itself brings the token that is good now. */
  private async lacksXsrf(response: Response): Promise<boolean> {
    const { code } = await Problem.ofResponse(response.clone())
    return XSRF_CODES.has(code) && response.headers.has(XSRF)
  }
}
