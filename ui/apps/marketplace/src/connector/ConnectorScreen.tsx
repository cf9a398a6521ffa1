import { AppLogo, Bone, Loading, StateBadge } from '@authproxy/components'
import { Button } from '@mantine/core'
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { may } from '../api/permissions'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connection, Connector } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { useInitiate } from '../connect/useInitiate'
import { ActionError, LoadError } from '../shared/problems'
import { statusOf } from '../shared/status'
import { useApp } from '../shell/AppContext'
import { useTitle } from '../shell/useTitle'
import { Missing } from '../shell/Missing'
import { HowItWorks } from './HowItWorks'
import { Scopes } from './Scopes'
import styles from './Connector.module.css'

const Markdown = lazy(async () => ({ default: (await import('@authproxy/components/markdown')).Markdown }))

export default function ConnectorScreen() {
  const { id } = useParams({ from: '/connectors/$id' })
  const { t } = useI18n()
  const { api } = useApp()
  const connector = useQuery(queries.connector(api, id))
  useTitle(connector.data?.display_name)
  return (
    <>
      <Link to="/connectors" className={styles.back}>
        <IconArrowLeft size={16} aria-hidden="true" />
        {t('nav.apps')}
      </Link>
      {connector.isPending ? (
        <ConnectorSkeleton />
      ) : connector.isError ? (
        isMissing(connector.error) ? (
          <Missing title={t('connector.missing.title')} text={t('connector.missing.text')} />
        ) : (
          <LoadError level={1} title={t('connector.failed')} problem={Problem.of(connector.error)} onRetry={() => void connector.refetch()} />
        )
      ) : (
        <ConnectorPage connector={connector.data} />
      )}
    </>
  )
}

function isMissing(error: Error): boolean {
  const { status, code } = Problem.of(error)
  return status === 404 || code === 'invalid_id'
}

function ConnectorPage({ connector }: { connector: Connector }) {
  const { t } = useI18n()
  const { api } = useApp()
  const me = useQuery(queries.me(api))
  const all = useQuery(queries.connections(api))
  const mine = (all.data ?? []).filter((connection) => connection.connector.id === connector.id)
  const navigate = useNavigate()
  const initiate = useInitiate()
  const connect = useMutation({
    mutationFn: () => initiate(connector.id),
    onSuccess: (answer) =>
      navigate({ to: '/connect/$id', params: { id: connector.id }, search: { connection: answer.id } }),
  })
  const description = connector.description ?? ''
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <AppLogo src={connector.logo} name={connector.display_name} size="large" />
        <div className={styles.names}>
          <h1>{connector.display_name}</h1>
          {connector.highlight === undefined ? null : <p className={styles.highlight}>{connector.highlight}</p>}
        </div>
        {may(me.data, 'connections', 'create') ? (
          <Button className={styles.connect} loading={connect.isPending} onClick={() => connect.mutate()}>
            {t(mine.length === 0 ? 'connector.connect' : 'connector.connectAnother')}
          </Button>
        ) : null}
      </header>
      {connect.isError ? <ActionError problem={Problem.of(connect.error)} /> : null}
      <div className={styles.columns}>
        <div className={styles.main}>
          {mine.length === 0 ? null : <Mine connections={mine} />}
          {description === '' ? null : (
            <section className={styles.section}>
              <h2>{t('connector.about')}</h2>
              <Suspense fallback={<Bone width="80%" />}>
                <Markdown text={description} />
              </Suspense>
            </section>
          )}
          <HowItWorks connector={connector} />
        </div>
        <Aside connector={connector} />
      </div>
    </article>
  )
}

function Aside({ connector }: { connector: Connector }) {
  const { t } = useI18n()
  const scopes = connector.auth?.scopes ?? []
  if (scopes.length === 0 && connector.status_page_url === undefined) return null
  return (
    <aside className={styles.aside}>
      {scopes.length === 0 ? null : (
        <section className={styles.section}>
          <h2>{t('connector.access')}</h2>
          <p className={styles.quiet}>{t('connector.access.intro', { name: connector.display_name })}</p>
          <Scopes scopes={scopes} />
        </section>
      )}
      {connector.status_page_url !== undefined && /^https:\/\//i.test(connector.status_page_url) ? (
        <a className={styles.outside} href={connector.status_page_url} target="_blank" rel="noopener noreferrer">
          {t('connector.status', { name: connector.display_name })}
          <IconExternalLink size={16} aria-hidden="true" />
          <span className="ap-visually-hidden">({t('connector.opensNewTab')})</span>
        </a>
      ) : null}
    </aside>
  )
}

function Mine({ connections }: { connections: Connection[] }) {
  const { t } = useI18n()
  return (
    <section className={styles.section}>
      <h2>{t('connector.yours')}</h2>
      <ul className={styles.mine}>
        {connections.map((connection) => {
          const status = statusOf(connection)
          return (
            <li key={connection.id}>
              <Link to="/connections/$id" params={{ id: connection.id }} className={styles.mineLink}>
                <span className={styles.account}>{connection.account?.name ?? connection.connector.display_name}</span>
                <StateBadge tone={status.tone}>{t(status.label)}</StateBadge>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ConnectorSkeleton() {
  const { t } = useI18n()
  return (
    <Loading label={t('app.loading')}>
      <div className={styles.head}>
        <Bone width={64} height={64} round />
        <div className={styles.names}>
          <Bone width={220} height={28} />
          <Bone width={300} />
        </div>
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Bone width="30%" height={18} />
          <Bone width="90%" />
          <Bone width="70%" />
        </div>
      </div>
    </Loading>
  )
}
