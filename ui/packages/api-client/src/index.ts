import createFetchClient, { type ClientOptions, type Middleware } from 'openapi-fetch'
import type { paths as AdminApiPaths } from './schema/admin-api.js'
import type { paths as ApiPaths } from './schema/api.js'

export type { components as AdminApiComponents } from './schema/admin-api.js'
export type { components as ApiComponents } from './schema/api.js'
export type { AdminApiPaths, ApiPaths }

/** The one error body of every AuthProxy service. */
export interface ApiError {
  error: string
  code: string
  request_id: string
  fields?: { path: string; message: string }[]
}

export interface Credentials {
  /** A bearer token, or how to get one for each call. Absent: the browser's session cookie, with its XSRF token. */
  token?: string | (() => string | Promise<string>)
}

export type Options = Credentials & Pick<ClientOptions, 'baseUrl' | 'fetch'>

const XSRF = 'X-XSRF-TOKEN'
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Sends the token, or in a session hands the XSRF token of the last answer on to the next change. */
function authentication({ token }: Credentials): Middleware {
  let xsrf: string | null = null
  return {
    async onRequest({ request }) {
      if (token !== undefined) {
        request.headers.set('Authorization', `Bearer ${typeof token === 'function' ? await token() : token}`)
      } else if (xsrf !== null && !SAFE.has(request.method)) {
        request.headers.set(XSRF, xsrf)
      }
      return request
    },
    onResponse({ response }) {
      xsrf = response.headers.get(XSRF) ?? xsrf
    },
  }
}

function client<Paths extends object>(options: Options) {
  const { token, ...rest } = options
  const made = createFetchClient<Paths>({ credentials: token === undefined ? 'include' : 'omit', ...rest })
  made.use(authentication(token === undefined ? {} : { token }))
  return made
}

/** Client of the service `api`. */
export const createApiClient = (options: Options) => client<ApiPaths>(options)

/** Client of the service `admin-api`. */
export const createAdminApiClient = (options: Options) => client<AdminApiPaths>(options)
