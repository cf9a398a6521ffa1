import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { Problem } from '../api/problem'
import type { SetupAnswer } from '../api/setup'
import { useI18n } from '../i18n/I18nProvider'
import { listen, tell } from '../session/channel'
import { Popup } from '../session/popup'
import { useApp } from '../shell/AppContext'
import { dropDraft, findDraft, keepDraft } from './drafts'
import { leaveHere, returnUrl, type Place } from './flows'
import { next, type SetupState } from './machine'

const VERIFY_EVERY_MS = 2_000
const LOOK_EVERY_MS = 2_500
const WATCH_EVERY_MS = 400
/** After a window is gone the server may still be busy with what it brought. */
const GRACE_MS = 1_500
/** The name of the draft that holds what was left out. */
const CONSENT = 'consent'
const NO_SECRETS: ReadonlySet<string> = new Set()

export interface Setup {
  state: SetupState
  submit: (values: object) => void
  /** Opens the third party's page; to be called by the handler of a click, and by nothing else. */
  leave: () => void
  /** The same in this window, when the browser allows no other. */
  leaveHere: () => void
  /** Optional scopes that the user does not want to give. */
  omitted: ReadonlySet<string>
  omit: (scope: string, omitted: boolean) => void
  showWindow: () => void
  retry: () => void
  reload: () => void
}

/** Runs one connection's set-up: asks, sends, opens windows, watches them, polls. The states are in the machine. */
export function useSetup(place: Place): Setup {
  const { connectionId: id } = place
  const { api, start } = useApp()
  const { t } = useI18n()
  const client = useQueryClient()
  const [state, dispatch] = useReducer(next, { at: 'loading' })
  const popup = useRef<Popup | null>(null)
  const at = state.at
  const { omitted, omit } = useOmitted(id)

  const ask = useCallback(async (call: () => Promise<SetupAnswer>) => {
    dispatch({ type: 'asked' })
    try {
      dispatch({ type: 'answered', answer: await call() })
    } catch (error) {
      dispatch({ type: 'refused', problem: Problem.of(error) })
    }
  }, [])

  const look = useCallback(() => ask(() => api.setupStep(id)), [api, ask, id])

  useEffect(() => {
    if (at !== 'loading') return
    const key = ['setup', id]
    const answer = client.getQueryData<SetupAnswer>(key)
    client.removeQueries({ queryKey: key })
    if (answer === undefined) void look()
    else dispatch({ type: 'answered', answer })
  }, [at, client, id, look])

  useEffect(() => {
    if (at !== 'verifying') return
    const timer = setInterval(() => void look(), VERIFY_EVERY_MS)
    return () => clearInterval(timer)
  }, [at, look])

  useEffect(() => {
    if (at !== 'complete') return
    dropDraft(sessionStorage, id, CONSENT)
    void client.invalidateQueries({ queryKey: ['connections'] })
    tell({ type: 'changed' })
  }, [at, client, id])

  // Also before a window is opened: one that an earlier load of this page opened may still be there.
  useAbsence(id, at === 'away' || at === 'leave', {
    popup,
    onReturn: useCallback(() => {
      popup.current?.close()
      void look()
    }, [look]),
    onClosed: useCallback(() => dispatch({ type: 'closed' }), []),
  })

  const freshUrl = useCallback(async (): Promise<string | null> => {
    dispatch({ type: 'asked' })
    try {
      const answer = await api.setupStep(id, [...omitted])
      if (answer.type === 'redirect' && answer.url !== '') return answer.url
      dispatch({ type: 'answered', answer })
    } catch (error) {
      dispatch({ type: 'refused', problem: Problem.of(error) })
    }
    return null
  }, [api, id, omitted])

  const inThisWindow = useCallback(async () => {
    const url = await freshUrl()
    if (url === null) return
    leaveHere(place)
    window.open(url, '_top')
  }, [freshUrl, place])

  const leave = useCallback(async () => {
    popup.current?.close()
    const opened = Popup.open(t('connect.away.popupTitle'), t('connect.away.popupText'))
    if (opened === null) {
      if (start.embedded) dispatch({ type: 'blocked' })
      else await inThisWindow()
      return
    }
    popup.current = opened
    const url = await freshUrl()
    if (url === null) return opened.close()
    opened.go(url)
    dispatch({ type: 'opened' })
  }, [freshUrl, inThisWindow, start.embedded, t])

  useEffect(() => () => popup.current?.close(), [])

  const stepId = state.at === 'form' ? state.answer.stepId : ''
  const send = useCallback(
    async (values: object) => {
      const answer = await api.submit(id, stepId, values, returnUrl())
      // Not before: a refused form, or a sign-in that leaves the page, must not cost what was typed.
      dropDraft(sessionStorage, id, stepId)
      return answer
    },
    [api, id, stepId],
  )
  return {
    state,
    submit: useCallback((values) => void ask(() => send(values)), [ask, send]),
    leave: useCallback(() => void leave(), [leave]),
    leaveHere: useCallback(() => void inThisWindow(), [inThisWindow]),
    omitted,
    omit,
    showWindow: useCallback(() => popup.current?.focus(), []),
    retry: useCallback(() => void ask(() => api.retry(id, returnUrl())), [api, ask, id]),
    reload: useCallback(() => dispatch({ type: 'reload' }), []),
  }
}

/** What the user left out, kept over reloads of this tab. */
function useOmitted(id: string): Pick<Setup, 'omitted' | 'omit'> {
  const [omitted, setOmitted] = useState<ReadonlySet<string>>(() => {
    const kept = findDraft(sessionStorage, id, CONSENT)?.omitted
    return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [])
  })
  const omit = useCallback(
    (scope: string, leftOut: boolean) => {
      const next = new Set(omitted)
      if (leftOut) next.add(scope)
      else next.delete(scope)
      keepDraft(sessionStorage, id, CONSENT, next.size === 0 ? {} : { omitted: [...next] }, NO_SECRETS)
      setOmitted(next)
    },
    [id, omitted],
  )
  return { omitted, omit }
}

interface Absence {
  popup: { readonly current: Popup | null }
  onReturn: () => void
  onClosed: () => void
}

/**
 * Waits for a round trip to end. Three signs are watched, since each may be missing: the returning window's note, the
 * connection's own state, and the window being gone. Looking at the connection costs the round trip nothing; asking for the
 * step would begin another one.
 */
function useAbsence(id: string, waiting: boolean, { popup, onReturn, onClosed }: Absence): void {
  const { api } = useApp()
  useEffect(() => {
    if (!waiting) return
    let before: string | undefined
    let over = false
    const step = async () => {
      const { state, setup_step } = await api.connection(id)
      return `${state}/${setup_step ?? ''}`
    }
    const lookAgain = async () => {
      try {
        const now = await step()
        const moved = before !== undefined && now !== before
        before = now
        if (moved && !over) onReturn()
      } catch {
        // The next look may work; a connection that is gone is found when the step is asked for.
      }
    }
    void lookAgain()
    const looking = setInterval(() => void lookAgain(), LOOK_EVERY_MS)
    let goneSince: number | null = null
    const watching = setInterval(() => {
      if (popup.current?.closed !== true) return
      goneSince ??= Date.now()
      if (Date.now() - goneSince >= GRACE_MS && !over) onClosed()
    }, WATCH_EVERY_MS)
    const stop = listen((note) => {
      if (note.type === 'returned') void lookAgain()
    })
    return () => {
      over = true
      clearInterval(looking)
      clearInterval(watching)
      stop()
    }
  }, [api, id, onClosed, onReturn, popup, waiting])
}
