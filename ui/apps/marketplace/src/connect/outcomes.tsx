import { AfterAWhile, EmptyState, Notice, ToneIcon } from '@authproxy/components'
import { Button, Loader } from '@mantine/core'
import type { TextKey } from '../i18n/messages'
import { LinkButton } from '../shell/LinkButton'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { failureKind, type SetupState } from './machine'
import type { Intent } from './SetupFlow'
import styles from './Connect.module.css'

const SLOW_MS = 10_000

export function Verifying({ name, onCancel }: { name: string; onCancel: () => void }) {
  const { t } = useI18n()
  return (
    <>
      <div className={styles.stepHead}>
        <h2 className={styles.waiting}>
          <Loader size="xs" aria-hidden="true" />
          {t('connect.verifying.title')}
        </h2>
        <p className={styles.lead}>{t('connect.verifying.text', { name })}</p>
      </div>
      <AfterAWhile ms={SLOW_MS}>
        <Notice
          tone="neutral"
          announce="status"
          action={
            <LinkButton to="/connections" variant="default">
              {t('connect.verifying.leave')}
            </LinkButton>
          }
        >
          {t('connect.verifying.slow')}
        </Notice>
        <div className={styles.actions}>
          <Button variant="subtle" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        </div>
      </AfterAWhile>
    </>
  )
}

const FAILURES: Record<NonNullable<ReturnType<typeof failureKind>>, TextKey> = {
  denied: 'connect.failed.denied',
  probe: 'connect.failed.probe',
  account: 'connect.failed.account',
  scope: 'connect.failed.scope',
}

interface FailedProps {
  name: string
  state: Extract<SetupState, { at: 'failed' }>
  onRetry: () => void
  onCancel: () => void
}

export function Failed({ name, state, onRetry, onCancel }: FailedProps) {
  const { t } = useI18n()
  const kind = failureKind(state.error)
  return (
    <>
      <div className={styles.stepHead}>
        <h2 className={styles.waiting}>
          <ToneIcon tone="failed" size={20} />
          {t('connect.failed.title')}
        </h2>
        <p className={styles.lead}>{kind === null ? t('connect.failed.text', { name }) : t(FAILURES[kind])}</p>
        {kind === null ? <blockquote className={styles.quote}>{state.error}</blockquote> : <p className={styles.code}>{state.error}</p>}
      </div>
      {state.problem === undefined ? null : <ActionError problem={state.problem} />}
      <div className={styles.actions}>
        {state.canRetry ? (
          <Button loading={state.busy} onClick={onRetry}>
            {t('action.retry')}
          </Button>
        ) : null}
        <Button variant="subtle" onClick={onCancel} disabled={state.busy}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  )
}

interface DoneProps {
  name: string
  intent: Intent
  account: string | undefined
  /** Whether it is known if there is an account. */
  known: boolean
}

export function Done({ name, intent, account, known }: DoneProps) {
  const { t } = useI18n()
  const { start, host } = useApp()
  const title =
    intent === 'reconfigure'
      ? t('connect.done.saved')
      : account === undefined
        ? t('connect.done.titlePlain', { name })
        : t('connect.done.title', { account })
  const single = start.connector !== undefined
  return (
    <>
      <div className={styles.stepHead} aria-busy={!known}>
        <span className={styles.done}>
          <ToneIcon tone="ok" size={40} />
        </span>
        <h2 className={styles.doneTitle}>{known ? title : ' '}</h2>
        <p className={styles.lead}>{t('connect.done.text', { name })}</p>
      </div>
      <div className={styles.actions}>
        {single && host.reachable ? (
          <Button onClick={() => host.send({ type: 'closed', reason: 'completed' })}>{t('connect.done.action')}</Button>
        ) : (
          <LinkButton to="/connections">
            {t('connect.done.action')}
          </LinkButton>
        )}
        {single || intent !== 'connect' ? null : (
          <LinkButton to="/connectors" variant="subtle">
            {t('connect.done.more')}
          </LinkButton>
        )}
      </div>
    </>
  )
}

export function Gone({ connectorId }: { connectorId: string }) {
  const { t } = useI18n()
  return (
    <EmptyState
      title={t('connect.gone.title')}
      action={
        <>
          <LinkButton to="/connect/$id" params={{ id: connectorId }}>
            {t('connect.gone.action')}
          </LinkButton>
          <LinkButton to="/connections" variant="subtle">
            {t('nav.connections')}
          </LinkButton>
        </>
      }
    >
      {t('connect.gone.text')}
    </EmptyState>
  )
}

export function Cancelled({ connectorId }: { connectorId: string }) {
  const { t } = useI18n()
  return (
    <EmptyState
      title={t('connect.closed.title')}
      action={
        <LinkButton to="/connect/$id" params={{ id: connectorId }}>
          {t('connect.closed.again')}
        </LinkButton>
      }
    >
      {t('connect.closed.text')}
    </EmptyState>
  )
}
