import { expect, test } from 'vitest'
import { envelope, readMessage, trustedOrigin } from '../src/embed/protocol'

const ORIGIN = 'https://host.example'
const host = {}
const message = (data: object, changes: object = {}) => ({
  origin: ORIGIN,
  source: host,
  data: { source: 'authproxy-host', version: 1, ...data },
  ...changes,
})

test('only an exact origin of the list is talked to', () => {
  expect(trustedOrigin(ORIGIN, [ORIGIN])).toBe(ORIGIN)
  for (const other of [undefined, '*', 'null', 'https://host.example/', 'https://host.example.evil.test', 'http://host.example', 'nonsense']) {
    expect(trustedOrigin(other, [ORIGIN, '*', 'null'])).toBeNull()
  }
})

test('a token is taken from the host alone', () => {
  const token = { type: 'token', token: 't' }
  expect(readMessage(message(token), ORIGIN, host)).toEqual(token)
  expect(readMessage(message(token, { origin: 'https://evil.test' }), ORIGIN, host)).toBeNull()
  expect(readMessage(message(token, { source: {} }), ORIGIN, host)).toBeNull()
  expect(readMessage(message(token), null, host)).toBeNull()
})

test('what is not of the protocol is nothing', () => {
  for (const data of [{ type: 'token', token: 5 }, { type: 'token', token: '' }, { type: 'eval', code: '1' }, { type: 'token', token: 't', version: 2 }]) {
    expect(readMessage(message(data), ORIGIN, host)).toBeNull()
  }
  expect(readMessage(message({}, { data: 'text' }), ORIGIN, host)).toBeNull()
})

test('a theme keeps what makes sense', () => {
  const theme = { accent: '#123456', radius: '4', color_scheme: 'pink', font: 7 }
  expect(readMessage(message({ type: 'theme', theme }), ORIGIN, host)).toEqual({ type: 'theme', theme: { accent: '#123456', radius: 4 } })
})

test('messages say whose they are', () => {
  expect(envelope({ type: 'ready' })).toEqual({ source: 'authproxy', version: 1, type: 'ready' })
})
