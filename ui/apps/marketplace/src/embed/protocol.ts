import type { ThemeChoice } from '@authproxy/components'
import { themeOf } from '../boot/startParameters'

/** What the app tells the page that frames it. */
export type ToHost =
  | { type: 'ready' }
  | { type: 'connected'; connection_id: string; connector_id: string; account?: string }
  | { type: 'closed'; reason: 'completed' | 'cancelled' | 'signed_out' }
  | { type: 'error'; code: string; message: string }
  | { type: 'resize'; height: number }
  | { type: 'sign_in_required'; redirect_url?: string }

/** What that page may tell the app. */
export type FromHost =
  | { type: 'token'; token: string }
  | { type: 'theme'; theme: ThemeChoice }
  | { type: 'language'; language: string }

const VERSION = 1
const MAX_TOKEN = 16_384

export function envelope(message: ToHost): object {
  return { source: 'authproxy', version: VERSION, ...message }
}

/** The one origin that messages are exchanged with, or null: only an exact match with the operator's list counts. */
export function trustedOrigin(parentOrigin: string | undefined, allowed: readonly string[]): string | null {
  if (parentOrigin === undefined || parentOrigin === '*' || parentOrigin === 'null') return null
  try {
    const { origin } = new URL(parentOrigin)
    return origin === parentOrigin && allowed.includes(origin) ? origin : null
  } catch {
    return null
  }
}

interface Incoming {
  origin: string
  source: unknown
  data: unknown
}

/** Reads a message, or null for everything that is not one of the host's, from the host's own window and origin. */
export function readMessage(event: Incoming, origin: string | null, host: unknown): FromHost | null {
  if (origin === null || event.origin !== origin || event.source !== host) return null
  if (typeof event.data !== 'object' || event.data === null) return null
  const data = event.data as Record<string, unknown>
  if (data['source'] !== 'authproxy-host' || data['version'] !== VERSION) return null
  switch (data['type']) {
    case 'token':
      return isText(data['token'], MAX_TOKEN) ? { type: 'token', token: data['token'] } : null
    case 'language':
      return isText(data['language'], 35) ? { type: 'language', language: data['language'] } : null
    case 'theme':
      return typeof data['theme'] === 'object' && data['theme'] !== null ? { type: 'theme', theme: themeOf(data['theme']) } : null
    default:
      return null
  }
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= most
}
