import { Problem } from '../api/problem'
import type { FormAnswer, SetupAnswer } from '../api/setup'

/** Why a page of the third party is to be opened: for the first time, or because something kept it from being finished. */
export type LeaveReason = 'first' | 'closed' | 'blocked' | 'again'

/** Where a set-up stands on this screen. */
export type SetupState =
  | { at: 'loading' }
  | { at: 'form'; answer: FormAnswer; busy: boolean; problem?: Problem }
  | { at: 'leave'; reason: LeaveReason; busy: boolean; problem?: Problem }
  | { at: 'away' }
  | { at: 'verifying' }
  | { at: 'failed'; error: string; canRetry: boolean; busy: boolean; problem?: Problem }
  | { at: 'complete' }
  | { at: 'gone' }
  | { at: 'broken'; problem: Problem }

export type SetupEvent =
  | { type: 'answered'; answer: SetupAnswer }
  /** The screen asks the server for something. */
  | { type: 'asked' }
  | { type: 'refused'; problem: Problem }
  | { type: 'opened' }
  | { type: 'blocked' }
  | { type: 'closed' }
  | { type: 'reload' }

const GONE = new Set(['no_active_step', 'not_found', 'invalid_transition'])

/** The next state. What does not fit the state changes nothing: windows and answers come in any order. */
export function next(state: SetupState, event: SetupEvent): SetupState {
  switch (event.type) {
    case 'answered':
      return answered(state, event.answer)
    case 'asked':
      return 'busy' in state ? { ...withoutProblem(state), busy: true } : state
    case 'refused':
      return refused(state, event.problem)
    case 'opened':
      return state.at === 'leave' || state.at === 'away' ? { at: 'away' } : state
    case 'blocked':
      return state.at === 'leave' || state.at === 'away' ? { at: 'leave', reason: 'blocked', busy: false } : state
    case 'closed':
      return state.at === 'away' ? { at: 'leave', reason: 'closed', busy: false } : state
    case 'reload':
      return { at: 'loading' }
  }
}

function answered(state: SetupState, answer: SetupAnswer): SetupState {
  switch (answer.type) {
    case 'form':
      return { at: 'form', answer, busy: false }
    case 'redirect':
      return redirected(state)
    case 'verifying':
      return state.at === 'verifying' ? state : { at: 'verifying' }
    case 'complete':
      return { at: 'complete' }
    case 'error':
      return { at: 'failed', error: answer.error, canRetry: answer.canRetry, busy: false }
  }
}

/** A consent that is still wanted after the window came back was not given. */
function redirected(state: SetupState): SetupState {
  if (state.at === 'leave') return { ...withoutProblem(state), busy: false }
  return { at: 'leave', reason: state.at === 'away' ? 'again' : 'first', busy: false }
}

function refused(state: SetupState, problem: Problem): SetupState {
  if (GONE.has(problem.code)) return { at: 'gone' }
  // The other tab was faster: what it left behind is looked up.
  if (problem.code === 'step_mismatch') return { at: 'loading' }
  if ('busy' in state) return { ...state, busy: false, problem }
  // A look that failed once is repeated; the state on the screen still holds.
  if (problem.isTemporary && (state.at === 'verifying' || state.at === 'away')) return state
  return { at: 'broken', problem }
}

function withoutProblem<State extends { problem?: Problem }>(state: State): State {
  const copy = { ...state }
  delete copy.problem
  return copy
}

/** What a failure's text means to a person; null: only its own words help. */
export function failureKind(error: string): 'denied' | 'probe' | 'account' | 'scope' | null {
  if (/^access_denied\b/.test(error)) return 'denied'
  if (/^probe /.test(error)) return 'probe'
  if (/account_changed/.test(error)) return 'account'
  if (/scope/.test(error)) return 'scope'
  return null
}
