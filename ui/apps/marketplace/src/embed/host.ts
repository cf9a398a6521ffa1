import { envelope, readMessage, trustedOrigin, type FromHost, type ToHost } from './protocol'

type Listener<Type extends FromHost['type']> = (message: Extract<FromHost, { type: Type }>) => void

/** The page around this app, if there is one that may be talked to. */
export class Host {
  private readonly origin: string | null
  private readonly parent: Window | null

  constructor(parentOrigin: string | undefined, allowed: readonly string[]) {
    this.parent = window.parent === window ? null : window.parent
    this.origin = this.parent === null ? null : trustedOrigin(parentOrigin, allowed)
  }

  /** Whether somebody listens. */
  get reachable(): boolean {
    return this.origin !== null
  }

  send(message: ToHost): void {
    if (this.parent !== null && this.origin !== null) this.parent.postMessage(envelope(message), this.origin)
  }

  /** Calls back for each message of that type; the result ends it. */
  on<Type extends FromHost['type']>(type: Type, listener: Listener<Type>): () => void {
    const receive = (event: MessageEvent) => {
      const message = readMessage(event, this.origin, this.parent)
      if (message?.type === type) listener(message as Extract<FromHost, { type: Type }>)
    }
    window.addEventListener('message', receive)
    return () => window.removeEventListener('message', receive)
  }

  /** Asks for a sign-in token; null when nobody answers in time. */
  async requestToken(redirectUrl: string | undefined, waitMs = 5_000): Promise<string | null> {
    if (!this.reachable) return null
    return new Promise((resolve) => {
      const finish = (token: string | null) => {
        clearTimeout(timer)
        stop()
        resolve(token)
      }
      const timer = setTimeout(() => finish(null), waitMs)
      const stop = this.on('token', (message) => finish(message.token))
      this.send({ type: 'sign_in_required', ...(redirectUrl === undefined ? {} : { redirect_url: redirectUrl }) })
    })
  }

  /** Escape belongs to the dialog around this frame, but its key never gets there; the result ends it. */
  closeOnEscape(): () => void {
    const press = (event: KeyboardEvent) => {
      const ours = document.querySelector('dialog[open], [aria-expanded="true"]') !== null
      if (event.key === 'Escape' && !event.isComposing && !ours) this.send({ type: 'closed', reason: 'cancelled' })
    }
    // Before anybody else hears of it: what it closes here is still open then.
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }

  /** Keeps the host informed of the height that shows everything; the result ends it. */
  reportHeight(element: HTMLElement): () => void {
    if (!this.reachable) return () => {}
    let last = 0
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(element.getBoundingClientRect().height)
      if (height !== last) this.send({ type: 'resize', height: (last = height) })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }
}
