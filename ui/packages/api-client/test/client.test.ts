import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAdminApiClient, createApiClient } from '../src/index.js'

function recording(answers: Response[]) {
  const requests: Request[] = []
  const fetch = async (request: Request) => {
    requests.push(request)
    return answers.shift() ?? Response.json({ items: [] })
  }
  return { requests, fetch }
}

test('sends a fresh token with each call', async () => {
  const { requests, fetch } = recording([])
  let count = 0
  const api = createApiClient({ baseUrl: 'http://127.0.0.1:1', fetch, token: () => `t${++count}` })

  const first = await api.GET('/api/v1/connections', { params: { query: { label_selector: 'env=prod', limit: 5 } } })
  await api.GET('/api/v1/namespaces/{path}', { params: { path: { path: 'root.a' } } })

  assert.deepEqual(first.data?.items, [])
  assert.equal(requests[0]?.url, 'http://127.0.0.1:1/api/v1/connections?label_selector=env%3Dprod&limit=5')
  assert.equal(requests[0]?.headers.get('authorization'), 'Bearer t1')
  assert.equal(requests[1]?.url, 'http://127.0.0.1:1/api/v1/namespaces/root.a')
  assert.equal(requests[1]?.headers.get('authorization'), 'Bearer t2')
})

test('hands the XSRF token of a session on to changes only', async () => {
  const { requests, fetch } = recording([Response.json({}, { headers: { 'X-XSRF-TOKEN': 'x1' } })])
  const admin = createAdminApiClient({ baseUrl: 'http://127.0.0.1:1', fetch })

  await admin.GET('/api/v1/me')
  await admin.GET('/api/v1/me')
  await admin.POST('/api/v1/namespaces', { body: { path: 'root.a' } })

  assert.equal(requests[1]?.headers.get('x-xsrf-token'), null)
  assert.equal(requests[2]?.headers.get('x-xsrf-token'), 'x1')
  assert.equal(requests[2]?.headers.get('authorization'), null)
})

test('gives the error body as it is', async () => {
  const body = { error: 'not found', code: 'not_found', request_id: 'req_1' }
  const { fetch } = recording([Response.json(body, { status: 404 })])
  const api = createApiClient({ baseUrl: 'http://127.0.0.1:1', fetch, token: 't' })

  const { data, error, response } = await api.GET('/api/v1/actors/{id}', { params: { path: { id: 'act_x' } } })

  assert.equal(data, undefined)
  assert.equal(response.status, 404)
  assert.deepEqual(error, body)
})
