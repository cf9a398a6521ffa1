type Values = Record<string, unknown>
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = (connectionId: string, stepId: string) => `authproxy.draft.${connectionId}.${stepId}`

/** What was typed, for reloads of this tab. Secrets are never written down. */
export function keepDraft(store: Store, connectionId: string, stepId: string, values: Values, secrets: ReadonlySet<string>): void {
  const open = Object.fromEntries(Object.entries(values).filter(([name, value]) => !secrets.has(name) && value !== undefined))
  try {
    if (Object.keys(open).length === 0) store.removeItem(key(connectionId, stepId))
    else store.setItem(key(connectionId, stepId), JSON.stringify(open))
  } catch {
    // Full or forbidden: then a reload begins with an empty form.
  }
}

export function findDraft(store: Store, connectionId: string, stepId: string): Values | null {
  try {
    const text = store.getItem(key(connectionId, stepId))
    const values: unknown = text === null ? null : JSON.parse(text)
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as Values) : null
  } catch {
    return null
  }
}

export function dropDraft(store: Store, connectionId: string, stepId: string): void {
  store.removeItem(key(connectionId, stepId))
}

/** All of a set-up that is over: the next one begins with what is stored, not with what was given up. */
export function dropDrafts(store: Storage, connectionId: string): void {
  for (const name of Object.keys(store).filter((each) => each.startsWith(key(connectionId, '')))) store.removeItem(name)
}
