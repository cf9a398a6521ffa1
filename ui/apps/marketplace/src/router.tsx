import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Problem } from './api/problem'
import { Crashed } from './shell/Crashed'
import { NotFound } from './shell/Missing'
import { Shell } from './shell/Shell'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>

/**
 * A screen's code, loaded when it is wanted. Where that fails the router loads the page again, since the files may have been
 * replaced; without a network that would end on a page of the browser.
 */
const withNetwork =
  <Screen,>(load: () => Promise<Screen>) =>
  async () => {
    try {
      return await load()
    } catch (error) {
      throw navigator.onLine ? error : new Problem(0, 'offline', 'the screen could not be loaded')
    }
  }

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crashed })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/connectors', replace: true })
  },
})

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/connectors',
  validateSearch: (search: Record<string, unknown>): { q?: string; category?: string } => ({
    ...optional('q', text(search['q'])),
    ...optional('category', text(search['category'])),
  }),
  component: lazyRouteComponent(withNetwork(() => import('./catalogue/CatalogueScreen'))),
})

const connector = createRoute({
  getParentRoute: () => root,
  path: '/connectors/$id',
  component: lazyRouteComponent(withNetwork(() => import('./connector/ConnectorScreen'))),
})

const INTENTS = new Set(['reconnect', 'reconfigure'])

const connect = createRoute({
  getParentRoute: () => root,
  path: '/connect/$id',
  validateSearch: (search: Record<string, unknown>): { connection?: string; intent?: 'reconnect' | 'reconfigure' } => {
    const intent = text(search['intent'])
    return {
      ...optional('connection', text(search['connection'])),
      ...optional('intent', intent !== undefined && INTENTS.has(intent) ? (intent as 'reconnect' | 'reconfigure') : undefined),
    }
  },
  component: lazyRouteComponent(withNetwork(() => import('./connect/ConnectScreen'))),
})

const connections = createRoute({
  getParentRoute: () => root,
  path: '/connections',
  validateSearch: (search: Record<string, unknown>): { q?: string; show?: 'attention' } => ({
    ...optional('q', text(search['q'])),
    ...optional('show', search['show'] === 'attention' ? ('attention' as const) : undefined),
  }),
  component: lazyRouteComponent(withNetwork(() => import('./connections/ConnectionsScreen'))),
})

const connection = createRoute({
  getParentRoute: () => root,
  path: '/connections/$id',
  validateSearch: (search: Record<string, unknown>): { test?: boolean } => optional('test', search['test'] === true ? true : undefined),
  component: lazyRouteComponent(withNetwork(() => import('./connections/ConnectionScreen'))),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(withNetwork(() => import('./account/AccountScreen'))),
})

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([start, catalogue, connector, connect, connections, connection, account]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
