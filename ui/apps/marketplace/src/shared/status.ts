import type { Tone } from '@authproxy/components'
import type { Connection } from '../api/types'
import type { TextKey } from '../i18n/messages'

/** A connection's state in words: a short one, the reason, and what a person can do about it. */
export interface Status {
  tone: Tone
  label: TextKey
  reason?: TextKey
  /** The reason as the server gives it, for small type. */
  code?: string
  fix?: 'reconnect' | 'continue'
}

const REASONS: Record<string, Omit<Status, 'code'>> = {
  needs_reauth: { tone: 'failed', label: 'connection.state.reauth', reason: 'connection.reason.needs_reauth', fix: 'reconnect' },
  client_rejected: { tone: 'failed', label: 'connection.state.unhealthy', reason: 'connection.reason.client_rejected' },
  probe_failed: { tone: 'attention', label: 'connection.state.unhealthy', reason: 'connection.reason.probe_failed', fix: 'reconnect' },
  credential_rejected: {
    tone: 'failed',
    label: 'connection.state.reauth',
    reason: 'connection.reason.credential_rejected',
    fix: 'reconnect',
  },
  scope_reduced: { tone: 'attention', label: 'connection.state.scope', reason: 'connection.reason.scope_reduced', fix: 'reconnect' },
}

type Facts = Pick<Connection, 'state' | 'health' | 'health_reason' | 'setup_step'>

export function statusOf(connection: Facts): Status {
  switch (connection.state) {
    case 'ready':
      return readyStatus(connection)
    case 'created':
      return connection.setup_step?.endsWith('_failed') === true
        ? { tone: 'failed', label: 'connection.state.setupFailed', reason: 'connection.reason.setupFailed', fix: 'continue' }
        : { tone: 'attention', label: 'connection.state.setup', reason: 'connection.reason.setup', fix: 'continue' }
    case 'disconnecting':
      return { tone: 'busy', label: 'connection.state.disconnecting', reason: 'connection.reason.disconnecting' }
    case 'disconnected':
      return { tone: 'neutral', label: 'connection.state.disconnected' }
    default:
      return { tone: 'neutral', label: 'connection.state.disabled', reason: 'connection.reason.disabled' }
  }
}

function readyStatus({ health, health_reason: code }: Facts): Status {
  if (health !== 'unhealthy') return { tone: 'ok', label: 'connection.state.ready' }
  const known = REASONS[code?.split(':')[0] ?? '']
  const status = known ?? { tone: 'attention', label: 'connection.state.unhealthy', reason: 'connection.reason.other', fix: 'reconnect' }
  return code === undefined ? status : { ...status, code }
}

/** Whether a person has to do something. */
export function needsAttention(connection: Facts): boolean {
  return statusOf(connection).fix !== undefined
}
