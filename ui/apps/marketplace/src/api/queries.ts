import { queryOptions } from '@tanstack/react-query'
import type { Api } from './api'

const MINUTE = 60_000

/** What is asked of the server, and for how long an answer is good. */
export const queries = {
  connectors: (api: Api) => queryOptions({ queryKey: ['connectors'], queryFn: api.connectors, staleTime: 5 * MINUTE }),
  connector: (api: Api, id: string) =>
    queryOptions({ queryKey: ['connectors', id], queryFn: () => api.connector(id), staleTime: 5 * MINUTE }),
  connections: (api: Api) => queryOptions({ queryKey: ['connections'], queryFn: api.connections, staleTime: MINUTE / 2 }),
  connection: (api: Api, id: string) =>
    queryOptions({ queryKey: ['connections', id], queryFn: () => api.connection(id), staleTime: MINUTE / 6 }),
  /** A connection as it is after its set-up, whatever was known of it before. */
  outcome: (api: Api, id: string, finished: boolean) =>
    queryOptions({ queryKey: ['outcome', id], queryFn: () => api.connection(id), enabled: finished, staleTime: 0, gcTime: 0 }),
  /** A connection while its set-up is at one step. */
  phase: (api: Api, id: string, step: string, wanted: boolean) =>
    queryOptions({ queryKey: ['phase', id, step], queryFn: () => api.connection(id), enabled: wanted, gcTime: 0 }),
  me: (api: Api) => queryOptions({ queryKey: ['me'], queryFn: api.me, staleTime: 5 * MINUTE }),
  sessions: (api: Api) => queryOptions({ queryKey: ['sessions'], queryFn: api.sessions }),
}
