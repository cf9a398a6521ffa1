import { useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Problem } from '../api/problem'
import { baseUrl } from '../boot/config'
import type { StartParameters } from '../boot/startParameters'
import type { Host } from '../embed/host'
import { useApp } from '../shell/AppContext'
import { listen, tell } from './channel'
import { SessionExpired } from './SessionExpired'
import { handOff, initiate, type SignIn } from './signIn'
import { RedirectLimit } from './redirectLimit'
import { GoingInCircles, Refused, SignedOut, SignInFailed, SignInRequired, Starting } from './screens'

export type SessionState =
  | { is: 'starting' }
  | { is: 'redirecting' }
  | { is: 'ready' }
  /** The session ended below a page that is in use. */
  | { is: 'expired'; url: string | null }
  /** Framed, and the host gave no token. */
  | { is: 'sign_in_required'; url: string }
  | { is: 'going_in_circles'; problem: Problem }
  | { is: 'refused'; problem: Problem }
  | { is: 'failed'; problem: Problem }
  | { is: 'signed_out' }

interface SessionActions {
  signOut: () => Promise<void>
}

const SessionContext = createContext<SessionActions | null>(null)

export function useSession(): SessionActions {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('outside of a session')
  return session
}

const here = () => location.href
const isSignedOut = () => location.pathname === '/signed-out'

/** In a frame the browser may still hold the session of whoever sat here before: the host says who it is now. */
async function freshToken(start: StartParameters, host: Host): Promise<string | undefined> {
  if (!start.embedded || !start.fresh || !host.reachable) return undefined
  return (await host.requestToken(undefined)) ?? undefined
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const { http, host, start, api } = useApp()
  const queries = useQueryClient()
  const [state, setState] = useState<SessionState>(() => ({ is: isSignedOut() ? 'signed_out' : 'starting' }))
  const limit = useMemo(() => new RedirectLimit(sessionStorage), [])
  const token = useRef(start.token)
  const begun = useRef(false)
  const waiting = useRef<((again: boolean) => void)[]>([])

  /** Asks the host for a token, as often as a token is refused, but not for ever. */
  const askHost = useCallback(
    async (url: string): Promise<boolean> => {
      if (!host.reachable || !limit.take()) return false
      const fresh = await host.requestToken(url)
      if (fresh === null) return false
      const result = await initiate(http, baseUrl, here(), fresh)
      if (result.is === 'signed_in') limit.reset()
      return result.is === 'signed_in'
    },
    [host, http, limit],
  )

  const follow = useCallback(
    async (result: SignIn): Promise<SessionState> => {
      switch (result.is) {
        case 'signed_in':
          return { is: 'ready' }
        case 'redirect':
          if (start.embedded) return (await askHost(result.url)) ? { is: 'ready' } : { is: 'sign_in_required', url: result.url }
          location.assign(result.url)
          return { is: 'redirecting' }
        default:
          return result
      }
    },
    [askHost, start.embedded],
  )

  const begin = useCallback(async () => {
    const once = token.current ?? (await freshToken(start, host))
    token.current = undefined
    const signIn = start.embedded ? initiate(http, baseUrl, here(), once) : handOff(http, baseUrl, here(), once, limit)
    setState(await follow(await signIn))
  }, [follow, host, http, limit, start])

  const resume = useCallback((again: boolean) => {
    for (const go of waiting.current.splice(0)) go(again)
  }, [])

  useEffect(() => {
    if (begun.current || isSignedOut()) return
    begun.current = true
    void begin()
  }, [begin])

  useEffect(() => {
    http.onSessionLost(
      () =>
        new Promise<boolean>((resolve) => {
          waiting.current.push(resolve)
          if (waiting.current.length > 1) return
          void (async () => {
            // Perhaps another tab, or the host, has made a new session already.
            const result = await initiate(http, baseUrl, here())
            if (result.is === 'signed_in' || (result.is === 'redirect' && (await askHost(result.url)))) return resume(true)
            setState({ is: 'expired', url: result.is === 'redirect' ? result.url : null })
          })()
        }),
    )
  }, [askHost, http, resume])

  const signedInAgain = useCallback(async (): Promise<boolean> => {
    const result = await initiate(http, baseUrl, here())
    if (result.is !== 'signed_in') return false
    setState({ is: 'ready' })
    resume(true)
    return true
  }, [http, resume])

  const signOut = useCallback(async () => {
    await api.signOut()
    tell({ type: 'signed_out' })
    host.send({ type: 'closed', reason: 'signed_out' })
    queries.clear()
    history.replaceState(null, '', '/signed-out')
    setState({ is: 'signed_out' })
  }, [api, host, queries])

  useEffect(
    () =>
      listen((note) => {
        if (note.type === 'changed') void queries.invalidateQueries()
        if (note.type === 'signed_out') setState({ is: 'signed_out' })
      }),
    [queries],
  )

  const actions = useMemo(() => ({ signOut }), [signOut])
  const retry = () => {
    limit.reset()
    setState({ is: 'starting' })
    void begin()
  }
  const enter = () => {
    history.replaceState(null, '', '/connectors')
    location.reload()
  }
  switch (state.is) {
    case 'starting':
      return <Starting />
    case 'redirecting':
      return <Starting redirecting />
    case 'sign_in_required':
      return <SignInRequired url={state.url} onRetry={retry} />
    case 'going_in_circles':
      return <GoingInCircles problem={state.problem} onRetry={retry} />
    case 'refused':
      return <Refused problem={state.problem} />
    case 'failed':
      return <SignInFailed problem={state.problem} onRetry={retry} />
    case 'signed_out':
      return <SignedOut onSignIn={enter} />
    default:
      return (
        <SessionContext value={actions}>
          {children}
          {state.is === 'expired' ? <SessionExpired url={state.url} onBack={signedInAgain} /> : null}
        </SessionContext>
      )
  }
}
