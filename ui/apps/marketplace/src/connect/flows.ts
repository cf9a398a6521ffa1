/** A set-up that left this tab for a page of the third party. */
export interface Place {
  connectorId: string
  connectionId: string
}

const AWAY = 'authproxy.away'
export const SIGNED_IN = 'signed_in'

/** Where the third party's page sends the browser in the end. */
export function returnUrl(): string {
  return `${location.origin}/return`
}

/** Where the host application sends a sign-in window in the end. */
export function signInReturnUrl(flow: string): string {
  return `${returnUrl()}?${SIGNED_IN}=${flow}`
}

/** Notes that this tab itself leaves, since no window may be opened. */
export function leaveHere(place: Place): void {
  sessionStorage.setItem(AWAY, JSON.stringify(place))
}

/** The place that this tab left, once. */
export function comeBack(): Place | null {
  const text = sessionStorage.getItem(AWAY)
  sessionStorage.removeItem(AWAY)
  try {
    return text === null ? null : (JSON.parse(text) as Place)
  } catch {
    return null
  }
}
