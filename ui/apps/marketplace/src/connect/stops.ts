import type { Connector } from '../api/types'
import type { TextKey } from '../i18n/messages'
import type { SetupState } from './machine'

export type Stop = 'details' | 'signIn' | 'settings' | 'ready'

/** Where forms belong that the answer itself does not place. */
export type Phase = 'before' | 'after' | 'unknown'

export interface PathStop {
  stop: Stop
  label: TextKey
  is: 'done' | 'now' | 'later'
}

/** The stops of a set-up that a person meets, as far as the connector tells. */
export function stopsOf({ auth, forms, has_configure: configure }: Connector): { stop: Stop; label: TextKey }[] {
  const stops: { stop: Stop; label: TextKey }[] = []
  if (forms?.preconnect === true) stops.push({ stop: 'details', label: 'path.details' })
  const type = auth?.type.toLowerCase()
  const consent = type === 'oauth2' && (auth?.grant_type ?? 'authorization_code') === 'authorization_code'
  if (consent) stops.push({ stop: 'signIn', label: 'path.signIn' })
  else if (type === 'api-key' || type === 'basic') stops.push({ stop: 'signIn', label: 'path.key' })
  if (configure === true) stops.push({ stop: 'settings', label: 'path.settings' })
  return [...stops, { stop: 'ready', label: 'path.ready' }]
}

/** Which stop a state belongs to. */
export function stopOf(state: SetupState, phase: Phase): Stop | null {
  switch (state.at) {
    case 'form':
      if (state.answer.stepId === 'credentials') return 'signIn'
      return phase === 'before' ? 'details' : phase === 'after' ? 'settings' : null
    case 'leave':
    case 'away':
    case 'failed':
    case 'verifying':
      return phase === 'before' ? 'details' : 'signIn'
    case 'complete':
      return 'ready'
    default:
      return null
  }
}

/** The phase that the connection's own column names. */
export function phaseOf(setupStep: string | undefined): Phase {
  if (setupStep?.startsWith('preconnect:') === true) return 'before'
  return setupStep?.startsWith('configure:') === true ? 'after' : 'unknown'
}

export function pathOf(connector: Connector, current: Stop | null): PathStop[] {
  const stops = stopsOf(connector)
  const at = stops.findIndex(({ stop }) => stop === current)
  return stops.map((stop, index) => ({
    ...stop,
    is: current === 'ready' || index < at ? 'done' : index === at ? 'now' : 'later',
  }))
}
