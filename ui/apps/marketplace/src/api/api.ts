import { createApiClient } from '@authproxy/api-client'
import { SESSION } from '../session/signIn'
import type { Http } from '../session/http'
import { Problem } from './problem'
import { readSetupAnswer, type SetupAnswer } from './setup'
import type { Connection, Connector, Me, Session, Task, TestResult } from './types'

const PAGE = 200
const MAX_PAGES = 50

interface Answer<Data> {
  data?: Data | undefined
  error?: unknown
  response: Response
}

interface Page {
  items?: unknown[]
  cursor?: string
}

/** The routes that the marketplace uses, with one kind of failure: {@link Problem}. */
export function createApi(http: Http, base: string) {
  const client = createApiClient({ baseUrl: base === '' ? location.origin : base, fetch: (request) => http.fetch(request) })

  async function data<Data>(call: Promise<Answer<Data>>): Promise<Data> {
    let answer: Answer<Data>
    try {
      answer = await call
    } catch (error) {
      throw Problem.of(error)
    }
    if (!answer.response.ok) throw ofBody(answer)
    return answer.data as Data
  }

  async function allPages<Item>(page: (cursor: string | undefined) => Promise<Answer<Page>>): Promise<Item[]> {
    const items: Item[] = []
    let cursor: string | undefined
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const answer: Page = await data(page(cursor))
      items.push(...((answer.items ?? []) as Item[]))
      cursor = answer.cursor
      if (cursor === undefined) break
    }
    return items
  }

  const at = (id: string) => ({ params: { path: { id } } })
  const setup = async (call: Promise<Answer<Parameters<typeof readSetupAnswer>[0]>>): Promise<SetupAnswer> => readSetupAnswer(await data(call))

  return {
    me: () => data(client.GET('/api/v1/me')) as Promise<Me>,
    connectors: () =>
      allPages<Connector>((cursor) =>
        client.GET('/api/v1/connectors', { params: { query: cursor === undefined ? { limit: PAGE, state: 'primary' } : { cursor } } }),
      ),
    connector: (id: string) => data(client.GET('/api/v1/connectors/{id}', at(id))) as Promise<Connector>,
    connections: () =>
      allPages<Connection>((cursor) =>
        client.GET('/api/v1/connections', { params: { query: cursor === undefined ? { limit: PAGE, order_by: 'created_at DESC' } : { cursor } } }),
      ),
    connection: (id: string) => data(client.GET('/api/v1/connections/{id}', at(id))) as Promise<Connection>,
    initiate: (connectorId: string, returnTo: string) =>
      setup(client.POST('/api/v1/connections/_initiate', { body: { connector_id: connectorId, return_to_url: returnTo } })),
    /** @param omitted optional scopes that the third party is not to be asked for */
    setupStep: (id: string, omitted: readonly string[] = []) =>
      setup(
        client.GET('/api/v1/connections/{id}/_setup_step', {
          params: { ...at(id).params, query: omitted.length === 0 ? {} : { omit_scopes: omitted.join(' ') } },
        }),
      ),
    submit: (id: string, stepId: string, values: object, returnTo: string) =>
      setup(
        client.POST('/api/v1/connections/{id}/_submit', {
          ...at(id),
          body: { step_id: stepId, data: values as never, return_to_url: returnTo },
        }),
      ),
    retry: (id: string, returnTo: string) =>
      setup(client.POST('/api/v1/connections/{id}/_retry', { ...at(id), body: { return_to_url: returnTo } })),
    reauth: (id: string, returnTo: string) =>
      setup(client.POST('/api/v1/connections/{id}/_reauth', { ...at(id), body: { return_to_url: returnTo } })),
    reconfigure: (id: string) => setup(client.POST('/api/v1/connections/{id}/_reconfigure', at(id))),
    abort: (id: string) => data(client.POST('/api/v1/connections/{id}/_abort', at(id)) as Promise<Answer<unknown>>),
    cancelSetup: (id: string) => data(client.POST('/api/v1/connections/{id}/_cancel_setup', at(id)) as Promise<Answer<unknown>>),
    test: (id: string) => data(client.POST('/api/v1/connections/{id}/_test', at(id))) as Promise<TestResult>,
    disconnect: (id: string) => data(client.POST('/api/v1/connections/{id}/_disconnect', at(id))),
    task: (token: string) => data(client.GET('/api/v1/tasks/{token}', { params: { path: { token } } })) as Promise<Task>,
    options: async (id: string, name: string) =>
      (await data(
        client.GET('/api/v1/connections/{id}/_data_source/{name}', { params: { path: { id, name } } }) as Promise<Answer<unknown>>,
      )) as { value: string | number; label: string }[],
    sessions: async () => {
      const response = await own('GET', '/_list')
      return ((await response.json()) as { items: Session[] }).items
    },
    endSession: (id: string) => own('DELETE', `/${encodeURIComponent(id)}`),
    signOut: () => own('POST', '/_terminate'),
  }

  async function own(method: string, path: string): Promise<Response> {
    const url = new URL(`${base}${SESSION}${path}`, location.href)
    let response: Response
    try {
      response = await http.fetch(new Request(url, { method, credentials: 'include' }))
    } catch (error) {
      throw Problem.of(error)
    }
    if (!response.ok) throw await Problem.ofResponse(response)
    return response
  }
}

export type Api = ReturnType<typeof createApi>

function ofBody({ error, response }: Answer<unknown>): Problem {
  const body = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined)
  const fields = Array.isArray(body['fields']) ? (body['fields'] as { path: string; message: string }[]) : []
  const requestId = text('request_id') ?? response.headers.get('X-AuthProxy-Request-Id') ?? undefined
  return new Problem(response.status, text('code') ?? `http_${response.status}`, text('error') ?? response.statusText, requestId, fields)
}
