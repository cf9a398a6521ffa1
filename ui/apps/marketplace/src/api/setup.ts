import type { ApiComponents } from '@authproxy/api-client'
import { Problem } from './problem'

type Json = Record<string, unknown>

export interface FormAnswer {
  type: 'form'
  id: string
  stepId: string
  title: string
  description?: string
  /** 0-based. */
  currentStep: number
  totalSteps: number
  schema: Json
  uiSchema?: object
  data: Json
}

/** What a set-up wants next (contract 7.2). */
export type SetupAnswer =
  | FormAnswer
  | { type: 'redirect'; id: string; url: string }
  | { type: 'verifying'; id: string }
  | { type: 'complete'; id: string }
  | { type: 'error'; id: string; error: string; canRetry: boolean }

/** Reads an answer; the description has every member as optional, since it is one type for five. */
export function readSetupAnswer(answer: ApiComponents['schemas']['SetupResponse']): SetupAnswer {
  const id = answer.id ?? ''
  switch (answer.type) {
    case 'form':
      return readForm(id, answer)
    case 'redirect':
      return { type: 'redirect', id, url: answer.redirect_url ?? '' }
    case 'verifying':
      return { type: 'verifying', id }
    case 'complete':
      return { type: 'complete', id }
    case 'error':
      return { type: 'error', id, error: answer.error ?? '', canRetry: answer.can_retry !== false }
    default:
      throw new Problem(0, 'unexpected', `unknown set-up answer ${String(answer.type)}`)
  }
}

function readForm(id: string, answer: ApiComponents['schemas']['SetupResponse']): FormAnswer {
  const uiSchema = answer.ui_schema as object | null | undefined
  return {
    type: 'form',
    id,
    stepId: answer.step_id ?? '',
    title: answer.step_title ?? '',
    ...(answer.step_description === undefined ? {} : { description: answer.step_description }),
    currentStep: answer.current_step ?? 0,
    totalSteps: answer.total_steps ?? 1,
    schema: (answer.json_schema ?? { type: 'object' }) as Json,
    ...(uiSchema === undefined || uiSchema === null ? {} : { uiSchema }),
    data: (answer.data ?? {}) as Json,
  }
}
