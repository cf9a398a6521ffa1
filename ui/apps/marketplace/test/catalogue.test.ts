import { expect, test } from 'vitest'
import type { Connector } from '../src/api/types'
import { categories, search, summary } from '../src/catalogue/filter'
import { statusOf } from '../src/shared/status'

const connector = (display_name: string, rest: object = {}) => ({ id: display_name, display_name, ...rest }) as Connector
const all = [
  connector('Quill Mail', { labels: { category: 'communication' } }),
  connector('Émile', { highlight: 'mail for all' }),
  connector('Mailbox', { labels: { category: 'communication' } }),
]

test('the search finds words anywhere, without accents, best name first', () => {
  expect(search(all, 'mail', undefined).map(({ id }) => id)).toEqual(['Mailbox', 'Quill Mail', 'Émile'])
  expect(search(all, 'emile', undefined).map(({ id }) => id)).toEqual(['Émile'])
  expect(search(all, '', 'communication')).toHaveLength(2)
})

test('categories are counted', () => {
  expect(categories(all)).toEqual([['communication', 2]])
})

test('a description is shortened at a word and without its marks', () => {
  const text = summary({ description: `**Syncs** [events](https://x.example) ${'word '.repeat(40)}` })
  expect(text).toMatch(/^Syncs events word/)
  expect(text.length).toBeLessThanOrEqual(122)
})

test('a state has words and a way out', () => {
  expect(statusOf({ state: 'ready', health: 'unhealthy', health_reason: 'probe_failed:me' })).toMatchObject({ fix: 'reconnect', code: 'probe_failed:me' })
  expect(statusOf({ state: 'ready', health: 'unknown' })).toEqual({ tone: 'ok', label: 'connection.state.ready' })
  expect(statusOf({ state: 'created', setup_step: 'auth' }).fix).toBe('continue')
})
