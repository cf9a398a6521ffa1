const STORED = 'authproxy.redirects'
const WINDOW_MS = 60_000
const MOST = 3

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Counts this tab's trips to the host application's sign-in: at most three within a minute, so that two programs that do not
 * understand each other do not send a browser in circles.
 */
export class RedirectLimit {
  constructor(
    private readonly store: Store,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes one trip; false when there is none left. */
  take(): boolean {
    const recent = this.recent()
    if (recent.length >= MOST) return false
    this.store.setItem(STORED, JSON.stringify([...recent, this.now()]))
    return true
  }

  /** A sign-in worked, or a person asks to try once more. */
  reset(): void {
    this.store.removeItem(STORED)
  }

  private recent(): number[] {
    try {
      const times: unknown = JSON.parse(this.store.getItem(STORED) ?? '[]')
      const since = this.now() - WINDOW_MS
      return Array.isArray(times) ? times.filter((time): time is number => typeof time === 'number' && time > since) : []
    } catch {
      return []
    }
  }
}
