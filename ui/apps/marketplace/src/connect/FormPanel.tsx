import { Bone, Notice } from '@authproxy/components'
import { secretFields, withDefaults } from '@authproxy/components/forms/validate'
import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { findDraft, keepDraft } from './drafts'
import type { SetupState } from './machine'
import { Progress } from './Progress'
import type { Intent } from './SetupFlow'
import { useFormTexts } from './useFormTexts'
import styles from './Connect.module.css'

const SchemaForm = lazy(async () => ({ default: (await import('@authproxy/components/forms')).SchemaForm }))

interface FormPanelProps {
  connectionId: string
  state: Extract<SetupState, { at: 'form' }>
  intent: Intent
  onSubmit: (values: object) => void
  onCancel: () => void
}

export function FormPanel({ connectionId, state, intent, onSubmit, onCancel }: FormPanelProps) {
  const { t } = useI18n()
  const { api } = useApp()
  const { answer, busy, problem } = state
  const texts = useFormTexts()
  const secrets = useMemo(() => secretFields(answer.schema), [answer.schema])
  const draft = useMemo(() => findDraft(sessionStorage, connectionId, answer.stepId), [connectionId, answer.stepId])
  const initial = useMemo(() => ({ ...withDefaults(answer.schema, answer.data), ...draft }), [answer.schema, answer.data, draft])
  const keep = useCallback(
    (values: Record<string, unknown>) => keepDraft(sessionStorage, connectionId, answer.stepId, values, secrets),
    [connectionId, answer.stepId, secrets],
  )
  const loadOptions = useCallback((name: string) => api.options(connectionId, name), [api, connectionId])
  const findings = useMemo(() => (problem === undefined ? undefined : [...problem.fields]), [problem])
  const last = answer.currentStep + 1 >= answer.totalSteps
  const isCredentials = answer.stepId === 'credentials'
  return (
    <>
      <Progress current={answer.currentStep} total={answer.totalSteps} />
      <div className={styles.stepHead}>
        <h2>{isCredentials ? t('path.key') : answer.title}</h2>
        {answer.description === undefined ? null : <p className={styles.lead}>{answer.description}</p>}
      </div>
      {isCredentials && secrets.size > 0 ? (
        <p className={styles.lock}>
          <IconLock size={18} aria-hidden="true" />
          {t('connect.key.about')}
        </p>
      ) : null}
      {draft === null || secrets.size === 0 ? null : <Notice tone="neutral">{t('connect.draftKept')}</Notice>}
      <Suspense fallback={<Bone height={44} />}>
        <SchemaForm
          schema={answer.schema}
          uiSchema={answer.uiSchema}
          initial={initial}
          onChange={keep}
          onSubmit={onSubmit}
          texts={texts}
          loadOptions={loadOptions}
          disabled={busy}
          {...(findings === undefined ? {} : { serverFindings: findings })}
        >
          {problem === undefined ? null : problem.code === 'validation_failed' && problem.fields.length > 0 ? (
            <Notice tone="failed" announce="alert">
              {t('connect.invalid')}
            </Notice>
          ) : (
            <ActionError problem={problem} />
          )}
          <div className={styles.actions}>
            <Button type="submit" loading={busy}>
              {t(!last ? 'connect.continue' : intent === 'reconfigure' ? 'connect.save' : 'connect.submit')}
            </Button>
            <Button variant="subtle" onClick={onCancel} disabled={busy}>
              {t('action.cancel')}
            </Button>
          </div>
        </SchemaForm>
      </Suspense>
    </>
  )
}
