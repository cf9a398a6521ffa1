import { AfterAWhile, EmptyState, ErrorState } from '@authproxy/components'
import { Button, Loader } from '@mantine/core'
import type { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18nProvider'
import { ProblemDetails, useProblemText } from '../shared/problems'
import { Bare } from '../shell/Bare'
import styles from './screens.module.css'

const SLOW_MS = 10_000

export function Starting({ redirecting = false }: { redirecting?: boolean }) {
  const { t } = useI18n()
  return (
    <Bare>
      <AfterAWhile>
        <div className={styles.starting} role="status">
          <Loader size="sm" aria-hidden="true" />
          <span>{t(redirecting ? 'session.redirecting' : 'session.starting')}</span>
        </div>
      </AfterAWhile>
      <AfterAWhile ms={SLOW_MS}>
        <p className={styles.slow}>
          {t('session.slow')}{' '}
          <Button variant="default" onClick={() => location.reload()}>
            {t('error.reload')}
          </Button>
        </p>
      </AfterAWhile>
    </Bare>
  )
}

export function SignInRequired({ url, onRetry }: { url: string; onRetry: () => void }) {
  const { t } = useI18n()
  return (
    <Bare>
      <EmptyState
        level={1}
        title={t('session.required.title')}
        action={
          <>
            <Button component="a" href={url} target="_top">
              {t('session.required.action')}
            </Button>
            <Button variant="subtle" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          </>
        }
      >
        {t('session.required.text')}
      </EmptyState>
    </Bare>
  )
}

export function GoingInCircles({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useI18n()
  return (
    <Bare>
      <ErrorState
        level={1}
        title={t('session.loop.title')}
        actions={<Button onClick={onRetry}>{t('action.retry')}</Button>}
        details={<ProblemDetails problem={problem} />}
      >
        {t('session.loop.text')}
      </ErrorState>
    </Bare>
  )
}

export function Refused({ problem }: { problem: Problem }) {
  const { t } = useI18n()
  return (
    <Bare>
      <ErrorState level={1} title={t('session.refused.title')} details={<ProblemDetails problem={problem} />}>
        {t('session.refused.text')}
      </ErrorState>
    </Bare>
  )
}

export function SignInFailed({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useI18n()
  const words = useProblemText()
  return (
    <Bare>
      <ErrorState
        level={1}
        title={t('error.title')}
        actions={<Button onClick={onRetry}>{t('action.retry')}</Button>}
        details={<ProblemDetails problem={problem} />}
      >
        {words(problem)}
      </ErrorState>
    </Bare>
  )
}

export function SignedOut({ onSignIn }: { onSignIn: () => void }) {
  const { t } = useI18n()
  return (
    <Bare>
      <EmptyState level={1} title={t('session.signedOut.title')} action={<Button onClick={onSignIn}>{t('action.signIn')}</Button>}>
        {t('session.signedOut.text')}
      </EmptyState>
    </Bare>
  )
}
