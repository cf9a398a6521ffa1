import type { ApiComponents } from '@authproxy/api-client'

type Schemas = ApiComponents['schemas']

export interface Scope {
  id: string
  required: boolean
  /** Whether the user may leave it out. */
  omittable: boolean
  reason?: string
}

/** How a connector signs in. */
export interface ConnectorAuth {
  type: string
  grant_type?: string
  scopes?: Scope[]
}

export type Connector = Schemas['ConnectorResponse'] & { id: string; display_name: string; auth?: ConnectorAuth }

export type Connection = Omit<Schemas['ConnectionResponse'], 'connector'> & {
  id: string
  state: string
  connector: Connector
  last_used_at?: string
}

export type TestResult = Schemas['TestResponse']
export type Task = Schemas['TaskResponse']
export type Me = Schemas['MeResponse']

export interface Session {
  id: string
  created_at: string
  last_seen_at: string
  expires_at: string
  ip?: string
  user_agent?: string
  current: boolean
}
