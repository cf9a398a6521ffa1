/** What windows of this app tell each other. */
export type Note =
  /** A round trip to another page is over, in the window that made it. */
  | { type: 'returned' }
  | { type: 'signed_in'; flow: string }
  /** Connections changed: other tabs look again. */
  | { type: 'changed' }
  | { type: 'signed_out' }

const NAME = 'authproxy'
const TYPES = new Set(['returned', 'signed_in', 'changed', 'signed_out'])

/** Also by the line to the opener: a frame of another site shares no channel with a window of this one. */
export function tell(note: Note): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage(note)
  channel.close()
  const opener = window.opener as Window | null
  if (opener !== null) opener.postMessage({ source: NAME, note }, location.origin)
}

/** Calls back for each note of another window; the result ends it. */
export function listen(listener: (note: Note) => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = ({ data }: MessageEvent) => {
    if (isNote(data)) listener(data)
  }
  const receive = ({ origin, data }: MessageEvent) => {
    const message = data as { source?: unknown; note?: unknown } | null
    if (origin === location.origin && message?.source === NAME && isNote(message.note)) listener(message.note)
  }
  window.addEventListener('message', receive)
  return () => {
    channel.close()
    window.removeEventListener('message', receive)
  }
}

function isNote(data: unknown): data is Note {
  return typeof data === 'object' && data !== null && TYPES.has((data as { type?: string }).type ?? '')
}

/** A name for one round trip: tabs that did not begin it leave it alone. */
export function newFlow(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
