import { describe, expect, test } from 'vitest'
import { takeStartParameters } from '../src/boot/startParameters'
import { Http } from '../src/session/http'
import { RedirectLimit } from '../src/session/redirectLimit'
import { handOff } from '../src/session/signIn'

function memory() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    text: () => [...values.values()].join(),
  }
}

function answering(...answers: Response[]) {
  const requests: Request[] = []
  const http = new Http(async (input) => {
    requests.push(input as Request)
    return answers.shift() ?? Response.json({})
  })
  return { http, requests }
}

const refusal = () => Response.json({ error: 'no', code: 'unauthenticated', request_id: 'req_1', redirect_url: 'https://host.example/login' }, { status: 401 })

describe('start parameters', () => {
  function take(href: string, storage = memory(), globals: { AUTHPROXY_AUTH_TOKEN?: unknown } = {}) {
    let shown = href
    const history = { state: null, replaceState: (_: unknown, __: string, url?: string | URL | null) => void (shown = String(url)) }
    const start = takeStartParameters({ location: { href }, history, storage, globals, framed: false })
    return { start, shown, storage }
  }

  test('take the token out of the address and keep it nowhere', () => {
    const { start, shown, storage } = take('https://m.example/connectors?auth_token=secret&q=mail&lang=de')
    expect(start.token).toBe('secret')
    expect(shown).toBe('https://m.example/connectors?q=mail')
    expect(storage.text()).not.toContain('secret')
  })

  test('survive a reload, but for the token and the wish for a fresh session', () => {
    const { storage } = take('https://m.example/?embed=1&fresh=1&lang=ja&auth_token=secret')
    const { start } = take('https://m.example/', storage)
    expect(start).toMatchObject({ embedded: true, fresh: false, language: 'ja' })
    expect(start.token).toBeUndefined()
  })

  test('take the token of the page once', () => {
    const globals = { AUTHPROXY_AUTH_TOKEN: 'secret' }
    expect(take('https://m.example/', memory(), globals).start.token).toBe('secret')
    expect(globals).toEqual({})
  })
})

describe('the hand-off', () => {
  test('follows the redirect three times within a minute and then stops', async () => {
    let now = 0
    const limit = new RedirectLimit(memory(), () => now)
    const go = () => handOff(answering(refusal()).http, '', 'https://m.example/', 'bad', limit)
    expect([(await go()).is, (await go()).is, (await go()).is, (await go()).is]).toEqual(['redirect', 'redirect', 'redirect', 'going_in_circles'])
    now = 60_001
    expect((await go()).is).toBe('redirect')
  })

  test('counts from the beginning after a sign-in that worked', async () => {
    const limit = new RedirectLimit(memory(), () => 0)
    for (let i = 0; i < 3; i++) limit.take()
    expect((await handOff(answering(Response.json({ actor_id: 'act_1' })).http, '', 'https://m.example/', 't', limit)).is).toBe('signed_in')
    expect(limit.take()).toBe(true)
  })

  test('goes to no address that is not a web address', async () => {
    const answer = Response.json({ error: 'no', code: 'x', redirect_url: 'javascript:alert(1)' }, { status: 401 })
    expect((await handOff(answering(answer).http, '', '', undefined, new RedirectLimit(memory()))).is).toBe('refused')
  })
})

describe('requests', () => {
  const post = () => new Request('https://m.example/api', { method: 'POST', body: '{}' })

  test('carry the newest XSRF token with changes only', async () => {
    const { http, requests } = answering(Response.json({}, { headers: { 'X-XSRF-TOKEN': 'x1' } }))
    await http.fetch(new Request('https://m.example/api'))
    await http.fetch(post())
    await http.fetch(new Request('https://m.example/api'))
    expect(requests.map((request) => request.headers.get('X-XSRF-TOKEN'))).toEqual([null, 'x1', null])
  })

  test('wait for the next session and are made once more', async () => {
    const { http, requests } = answering(refusal(), Response.json({ ok: true }))
    http.onSessionLost(async () => true)
    expect((await http.fetch(post())).status).toBe(200)
    expect(await requests[1]?.text()).toBe('{}')
  })

  test('fail as they are when there is no next session', async () => {
    const { http, requests } = answering(refusal())
    expect((await http.fetch(post())).status).toBe(401)
    expect(requests).toHaveLength(1)
  })
})
