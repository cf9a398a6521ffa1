import '@authproxy/components/styles.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/api'
import { Problem } from './api/problem'
import { baseUrl, loadConfig, type UiConfig } from './boot/config'
import { takeStartParameters, type StartParameters } from './boot/startParameters'
import { ReturnScreen } from './connect/ReturnScreen'
import { Host } from './embed/host'
import { I18nProvider, rememberedLanguage, type I18nProviderProps } from './i18n/I18nProvider'
import { loadMessages, pickLanguage } from './i18n/messages'
import { createAppRouter } from './router'
import { Http } from './session/http'
import { SessionProvider } from './session/SessionProvider'
import { AppContext, useApp, type App } from './shell/AppContext'
import { Look } from './shell/Look'

const MOST_RETRIES = 2

function createQueryClient(): QueryClient {
  const retry = (failures: number, error: Error) => failures < MOST_RETRIES && Problem.of(error).isTemporary
  const queries = { retry, networkMode: 'always', refetchOnReconnect: true } as const
  return new QueryClient({ defaultOptions: { queries, mutations: { networkMode: 'always' } } })
}

function createApp(config: UiConfig, start: StartParameters): App {
  const http = new Http()
  return { config, start, http, host: new Host(start.parentOrigin, config.embedOrigins), api: createApi(http, baseUrl) }
}

/** The screens for somebody who is signed in. */
function Screens() {
  const { host, start } = useApp()
  const router = useMemo(() => createAppRouter(), [])
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    host.send({ type: 'ready' })
    return element.current === null ? undefined : host.reportHeight(element.current)
  }, [host])
  useEffect(() => (start.connector !== undefined && host.reachable ? host.closeOnEscape() : undefined), [host, start.connector])
  return (
    <div ref={element}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </div>
  )
}

function Root({ app, first }: { app: App; first: I18nProviderProps['first'] }) {
  const queries = useMemo(() => createQueryClient(), [])
  const onHostLanguage = useMemo<I18nProviderProps['onHostLanguage']>(
    () => (listener) => app.host.on('language', ({ language }) => listener(language)),
    [app.host],
  )
  return (
    <AppContext value={app}>
      <Look>
        <I18nProvider first={first} overrides={app.config.texts} onHostLanguage={onHostLanguage}>
          <QueryClientProvider client={queries}>{location.pathname === '/return' ? <ReturnScreen /> : <Screens />}</QueryClientProvider>
        </I18nProvider>
      </Look>
    </AppContext>
  )
}

async function main(): Promise<void> {
  const start = takeStartParameters({
    location,
    history,
    storage: sessionStorage,
    globals: window as { AUTHPROXY_AUTH_TOKEN?: unknown },
    framed: window.parent !== window,
  })
  if (start.connector !== undefined && location.pathname === '/') {
    history.replaceState(null, '', `/connect/${start.connector}`)
  }
  const config = await loadConfig()
  const language = pickLanguage([start.language, rememberedLanguage(), ...navigator.languages, config.defaultLanguage])
  const messages = await loadMessages(language, config.texts[language])
  const element = document.getElementById('root')
  if (element === null) throw new Error('there is no #root')
  createRoot(element).render(<Root app={createApp(config, start)} first={{ language, messages }} />)
}

void main()
