import { CopyText, ErrorState, Notice } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useCallback } from 'react'
import type { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18nProvider'
import styles from './problems.module.css'

/** A problem in words, with what to do about it. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useI18n()
  return useCallback(
    (problem) => {
      if (problem.isOffline) return t('error.offline')
      if (problem.isTemporary) return t('error.temporary')
      if (problem.status === 403) return t('error.forbidden')
      if (problem.status === 404) return t('error.notFound')
      if (problem.status === 409 || problem.status === 412) return t('error.conflict')
      return t('error.other')
    },
    [t],
  )
}

/** For whoever is asked for help: what the server said, and the request it said it to. */
export function ProblemDetails({ problem }: { problem: Problem }) {
  const { t } = useI18n()
  const server = problem.status !== 0 || problem.code === 'unexpected'
  return (
    <div className={styles.details}>
      {server && problem.message !== '' ? <span lang="en">{problem.message}</span> : null}
      <code>{problem.code}</code>
      {problem.requestId === undefined ? null : (
        <span className={styles.request}>
          {t('error.requestId')} <CopyText text={problem.requestId} label={t('action.copy')} copied={t('action.copied')} />
        </span>
      )}
    </div>
  )
}

/** A whole screen, or a part of one, that could not be loaded. */
export function LoadError({ title, problem, onRetry, level }: { title: string; problem: Problem; onRetry: () => void; level?: 1 | 2 }) {
  const { t } = useI18n()
  const words = useProblemText()
  return (
    <ErrorState
      title={title}
      {...(level === undefined ? {} : { level })}
      actions={
        <Button variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      }
      details={<ProblemDetails problem={problem} />}
    >
      {words(problem)}
    </ErrorState>
  )
}

/** An action that was refused, in the place where it was asked for. */
export function ActionError({ problem }: { problem: Problem }) {
  const { t } = useI18n()
  const words = useProblemText()
  return (
    <Notice tone="failed" title={t('error.title')} announce="alert">
      {words(problem)}
      <ProblemDetails problem={problem} />
    </Notice>
  )
}
