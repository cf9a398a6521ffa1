import { Problem, readJson } from '../api/problem'
import type { Http } from './http'
import type { RedirectLimit } from './redirectLimit'

export type SignIn =
  | { is: 'signed_in' }
  /** The host application has to say who this is. */
  | { is: 'redirect'; url: string }
  /** It was asked too often already. */
  | { is: 'going_in_circles'; url: string; problem: Problem }
  /** Nobody is signed in and no host application is known. */
  | { is: 'refused'; problem: Problem }
  | { is: 'failed'; problem: Problem }

export const SESSION = '/api/v1/session'

/** Makes or finds the session: with a token from it, without one from the cookie. */
export async function initiate(http: Http, base: string, returnTo: string, token?: string): Promise<SignIn> {
  try {
    const response = await http.plain(`${base}${SESSION}/_initiate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ return_to_url: returnTo }),
    })
    if (response.ok) return { is: 'signed_in' }
    const copy = response.clone()
    const problem = await Problem.ofResponse(response)
    if (response.status !== 401) return { is: 'failed', problem }
    const url = (await readJson(copy))['redirect_url']
    return typeof url === 'string' && /^https?:\/\//i.test(url) ? { is: 'redirect', url } : { is: 'refused', problem }
  } catch (error) {
    return { is: 'failed', problem: Problem.of(error) }
  }
}

/** The whole hand-off of a page that is not framed: a redirect counts against the limit. */
export async function handOff(
  http: Http,
  base: string,
  returnTo: string,
  token: string | undefined,
  limit: RedirectLimit,
): Promise<SignIn> {
  const result = await initiate(http, base, returnTo, token)
  if (result.is === 'signed_in') limit.reset()
  if (result.is !== 'redirect' || limit.take()) return result
  const problem = new Problem(401, 'sign_in_loop', 'the sign-in was refused three times within a minute')
  return { is: 'going_in_circles', url: result.url, problem }
}
