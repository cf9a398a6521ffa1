import { describe, expect, test } from 'vitest'
import { Problem } from '../src/api/problem'
import type { FormAnswer, SetupAnswer } from '../src/api/setup'
import type { Connector } from '../src/api/types'
import { stopsOf } from '../src/connect/stops'
import { dropDraft, dropDrafts, findDraft, keepDraft } from '../src/connect/drafts'
import { failureKind, next, type SetupEvent, type SetupState } from '../src/connect/machine'

const form: FormAnswer = { type: 'form', id: 'cxn_1', stepId: 'a', title: 'A', currentStep: 0, totalSteps: 2, schema: {}, data: {} }
const redirect: SetupAnswer = { type: 'redirect', id: 'cxn_1', url: 'https://p.example' }
const run = (...events: SetupEvent[]) => events.reduce<SetupState>(next, { at: 'loading' })
const answered = (answer: SetupAnswer): SetupEvent => ({ type: 'answered', answer })

describe('a set-up', () => {
  test('goes from form to consent to check to the end', () => {
    expect(run(answered(form)).at).toBe('form')
    expect(run(answered(form), { type: 'asked' })).toMatchObject({ busy: true })
    expect(run(answered(redirect))).toMatchObject({ at: 'leave', reason: 'first' })
    expect(run(answered(redirect), { type: 'opened' }).at).toBe('away')
    expect(run({ type: 'opened' }, answered({ type: 'verifying', id: 'cxn_1' })).at).toBe('verifying')
    expect(run(answered({ type: 'complete', id: 'cxn_1' })).at).toBe('complete')
  })

  test('explains a window that was closed, blocked, or came back too early', () => {
    const away = [answered(redirect), { type: 'opened' } as const]
    expect(run(...away, { type: 'closed' })).toMatchObject({ at: 'leave', reason: 'closed' })
    expect(run(answered(redirect), { type: 'blocked' })).toMatchObject({ at: 'leave', reason: 'blocked' })
    expect(run(...away, answered(redirect))).toMatchObject({ at: 'leave', reason: 'again' })
  })

  test('ignores a window that closes after it has done its part', () => {
    expect(run(answered(form), { type: 'closed' }).at).toBe('form')
    expect(run(answered({ type: 'complete', id: 'cxn_1' }), { type: 'blocked' }).at).toBe('complete')
  })

  test('keeps a form whose data was refused', () => {
    const problem = new Problem(400, 'validation_failed', 'no', 'req_1', [{ path: 'x', message: 'y' }])
    expect(run(answered(form), { type: 'asked' }, { type: 'refused', problem })).toEqual({ at: 'form', answer: form, busy: false, problem })
  })

  test('looks again when another tab was faster, and says when all is over', () => {
    const refused = (code: string): SetupEvent => ({ type: 'refused', problem: new Problem(400, code, '') })
    expect(run(answered(form), refused('step_mismatch')).at).toBe('loading')
    expect(run(answered(form), refused('no_active_step')).at).toBe('gone')
  })

  test('goes on checking through a failed look', () => {
    const problem = new Problem(0, 'offline', '')
    expect(run(answered({ type: 'verifying', id: 'x' }), { type: 'refused', problem }).at).toBe('verifying')
    expect(run({ type: 'refused', problem }).at).toBe('broken')
  })

  test('knows the usual failures', () => {
    expect(failureKind('access_denied: no')).toBe('denied')
    expect(failureKind('probe "jobs" failed: status 401')).toBe('probe')
    expect(failureKind('account_changed: other')).toBe('account')
    expect(failureKind('server_error')).toBeNull()
  })
})

test('a draft holds no secret', () => {
  sessionStorage.clear()
  keepDraft(sessionStorage, 'cxn_1', 'a', { name: 'acme', key: 's3cret' }, new Set(['key']))
  expect(findDraft(sessionStorage, 'cxn_1', 'a')).toEqual({ name: 'acme' })
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('s3cret')
  dropDraft(sessionStorage, 'cxn_1', 'a')
  expect(findDraft(sessionStorage, 'cxn_1', 'a')).toBeNull()
})

test('the drafts of a set-up that was given up go, and no others', () => {
  sessionStorage.clear()
  for (const [connection, step] of [['cxn_1', 'a'], ['cxn_1', 'b'], ['cxn_12', 'a']] as const) {
    keepDraft(sessionStorage, connection, step, { name: 'acme' }, new Set())
  }
  dropDrafts(sessionStorage, 'cxn_1')
  expect(findDraft(sessionStorage, 'cxn_1', 'a')).toBeNull()
  expect(findDraft(sessionStorage, 'cxn_1', 'b')).toBeNull()
  expect(findDraft(sessionStorage, 'cxn_12', 'a')).toEqual({ name: 'acme' })
})

test('the path has the questions that come before the sign-in', () => {
  const forms = { preconnect: true, credentials: true, configure: true }
  const connector: Connector = { id: 'cxr_1', display_name: 'Acme', auth: { type: 'api-key' }, has_configure: true, forms }
  expect(stopsOf(connector).map(({ stop }) => stop)).toEqual(['details', 'signIn', 'settings', 'ready'])
  expect(stopsOf({ ...connector, forms: { ...forms, preconnect: false } })[0]?.stop).toBe('signIn')
})
