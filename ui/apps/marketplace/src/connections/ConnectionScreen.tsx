import { AppLogo, Bone, CopyText, Loading, Notice, RelativeTime, StateBadge } from '@authproxy/components'
import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { may } from '../api/permissions'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connection } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError, LoadError } from '../shared/problems'
import { statusOf } from '../shared/status'
import { useApp } from '../shell/AppContext'
import { Missing } from '../shell/Missing'
import { useTitle } from '../shell/useTitle'
import { DisconnectDialog } from './DisconnectDialog'
import { FixButton } from './FixButton'
import { TestPanel } from './TestPanel'
import { useRerun } from './useRerun'
import styles from './Connections.module.css'

const BUSY_MS = 3_000

export default function ConnectionScreen() {
  const { id } = useParams({ from: '/connections/$id' })
  const { t } = useI18n()
  const { api } = useApp()
  const connection = useQuery({
    ...queries.connection(api, id),
    refetchInterval: ({ state }) => (state.data?.state === 'disconnecting' || state.data?.setup_step === 'verify' ? BUSY_MS : false),
  })
  useTitle(connection.data?.connector.display_name)
  const navigate = useNavigate()
  // Beside the connection and not in it: the dialog says how it ended, when the connection is not there any more.
  const [ending, setEnding] = useState<Connection | null>(null)
  return (
    <>
      <Link to="/connections" className={styles.back}>
        <IconArrowLeft size={16} aria-hidden="true" />
        {t('nav.connections')}
      </Link>
      {connection.isPending ? (
        <DetailSkeleton />
      ) : connection.data === undefined || isMissing(connection.error) ? (
        isMissing(connection.error) ? (
          <Missing title={t('connection.missing.title')} text={t('connection.missing.text')} />
        ) : (
          <LoadError level={1} title={t('connection.failed')} problem={Problem.of(connection.error)} onRetry={() => void connection.refetch()} />
        )
      ) : (
        <Detail connection={connection.data} onDisconnect={setEnding} />
      )}
      {ending === null ? null : (
        <DisconnectDialog
          connection={ending}
          onClose={() => setEnding(null)}
          onDone={() => void navigate({ to: '/connections' })}
        />
      )}
    </>
  )
}

function isMissing(error: Error | null): boolean {
  if (error === null) return false
  const { status, code } = Problem.of(error)
  return status === 404 || code === 'invalid_id'
}

interface DetailProps {
  connection: Connection
  onDisconnect: (connection: Connection) => void
}

function Detail({ connection, onDisconnect }: DetailProps) {
  const { t } = useI18n()
  const status = statusOf(connection)
  const { connector } = connection
  const name = connector.display_name
  return (
    <article className={styles.detail}>
      <header className={styles.detailHead}>
        <AppLogo src={connector.logo} name={name} size="large" />
        <div className={styles.who}>
          <h1>{name}</h1>
          {connection.account?.name === undefined ? null : <p className={styles.quiet}>{connection.account.name}</p>}
        </div>
        <StateBadge tone={status.tone}>{t(status.label)}</StateBadge>
      </header>
      {status.reason === undefined ? null : (
        <Notice tone={status.tone} action={<FixButton connection={connection} />}>
          {t(status.reason, { name })}
          {status.code === undefined ? null : <div className={styles.code}>{status.code}</div>}
        </Notice>
      )}
      <Facts connection={connection} />
      <Actions connection={connection} onDisconnect={onDisconnect} />
    </article>
  )
}

function Facts({ connection }: { connection: Connection }) {
  const { t, language } = useI18n()
  const fact = (label: string, value: ReactNode) => (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
  const time = (at: string | undefined) => (at === undefined ? t('connection.never') : <RelativeTime at={at} locale={language} />)
  return (
    <dl className={styles.facts}>
      {fact(t('connection.connectedOn'), time(connection.created_at))}
      {fact(t('connection.checked'), time(connection.health_checked_at))}
      {connection.last_used_at === undefined ? null : fact(t('connection.used'), time(connection.last_used_at))}
      {fact(t('connection.id'), <CopyText text={connection.id} label={t('action.copy')} copied={t('action.copied')} />)}
    </dl>
  )
}

function Actions({ connection, onDisconnect }: DetailProps) {
  const { t } = useI18n()
  const { api } = useApp()
  const me = useQuery(queries.me(api))
  const rerun = useRerun(connection)
  const name = connection.connector.display_name
  const mayUpdate = connection.state === 'ready' && may(me.data, 'connections', 'update')
  const busy = (what: string) => rerun.isPending && rerun.variables === what
  return (
    <div className={styles.actions}>
      {mayUpdate ? <TestPanel connection={connection} /> : null}
      {mayUpdate && statusOf(connection).fix !== 'reconnect' ? (
        <Action
          title={t('connection.reconnect')}
          text={t('connection.reconnect.text', { name })}
          button={
            <Button variant="default" loading={busy('reconnect')} onClick={() => rerun.mutate('reconnect')}>
              {t('connection.reconnect')}
            </Button>
          }
        />
      ) : null}
      {mayUpdate && connection.connector.has_configure === true ? (
        <Action
          title={t('connection.reconfigure')}
          text={t('connection.reconfigure.text')}
          button={
            <Button variant="default" loading={busy('reconfigure')} onClick={() => rerun.mutate('reconfigure')}>
              {t('connection.reconfigure')}
            </Button>
          }
        />
      ) : null}
      {rerun.isError ? <ActionError problem={Problem.of(rerun.error)} /> : null}
      {may(me.data, 'connections', 'disconnect') && connection.state !== 'disconnecting' ? (
        <Action
          title={t('connection.disconnect')}
          text={t('connection.disconnect.text')}
          button={
            <Button variant="default" className={styles.dangerButton} onClick={() => onDisconnect(connection)}>
              {t('connection.disconnect')}
            </Button>
          }
        />
      ) : null}
    </div>
  )
}

export function Action({ title, text, button, children }: { title: string; text: string; button: ReactNode; children?: ReactNode }) {
  return (
    <section className={styles.action}>
      <div className={styles.actionText}>
        <h2>{title}</h2>
        <p className={styles.quiet}>{text}</p>
      </div>
      {button}
      {children}
    </section>
  )
}

function DetailSkeleton() {
  const { t } = useI18n()
  return (
    <Loading label={t('app.loading')}>
      <div className={styles.detail}>
        <div className={styles.detailHead}>
          <Bone width={64} height={64} round />
          <div className={styles.who}>
            <Bone width={200} height={28} />
            <Bone width={160} />
          </div>
        </div>
        <Bone height={60} />
        <Bone height={44} width="70%" />
      </div>
    </Loading>
  )
}
