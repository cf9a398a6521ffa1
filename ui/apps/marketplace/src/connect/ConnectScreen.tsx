import { Bone, Loading } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connector } from '../api/types'
import { signInText } from '../connector/HowItWorks'
import { Scopes } from '../connector/Scopes'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError, LoadError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { Missing } from '../shell/Missing'
import { useTitle } from '../shell/useTitle'
import { Frame } from './Frame'
import { SetupFlow } from './SetupFlow'
import { useInitiate } from './useInitiate'
import styles from './Connect.module.css'

/** Connecting one app: begins here when the address names no connection yet, else goes on where it was left. */
export default function ConnectScreen() {
  const { id } = useParams({ from: '/connect/$id' })
  const { connection, intent } = useSearch({ from: '/connect/$id' })
  const { t } = useI18n()
  const { api } = useApp()
  const connector = useQuery(queries.connector(api, id))
  const title = connector.data === undefined ? undefined : t(TITLES[intent ?? 'connect'], { name: connector.data.display_name })
  useTitle(title)
  if (connector.isPending) return <ConnectSkeleton />
  if (connector.isError) {
    const problem = Problem.of(connector.error)
    return problem.status === 404 || problem.code === 'invalid_id' ? (
      <Missing title={t('connector.missing.title')} text={t('connector.missing.text')} />
    ) : (
      <LoadError level={1} title={t('connector.failed')} problem={problem} onRetry={() => void connector.refetch()} />
    )
  }
  return connection === undefined ? (
    <Frame connector={connector.data} title={title} current={null}>
      <Begin connector={connector.data} />
    </Frame>
  ) : (
    <SetupFlow key={connection} connector={connector.data} connectionId={connection} intent={intent ?? 'connect'} title={title} />
  )
}

const TITLES = {
  connect: 'connect.title',
  reconnect: 'connect.title.reconnect',
  reconfigure: 'connect.title.reconfigure',
} as const

function Begin({ connector }: { connector: Connector }) {
  const { t } = useI18n()
  const { host } = useApp()
  const navigate = useNavigate()
  const initiate = useInitiate()
  const connect = useMutation({
    mutationFn: () => initiate(connector.id),
    onSuccess: (answer) =>
      navigate({ to: '/connect/$id', params: { id: connector.id }, search: { connection: answer.id }, replace: true }),
  })
  const scopes = connector.auth?.scopes ?? []
  const failed = connect.isError ? Problem.of(connect.error) : undefined
  useEffect(() => {
    if (failed !== undefined) host.send({ type: 'error', code: failed.code, message: failed.message })
  }, [failed, host])
  return (
    <div className={styles.panel}>
      <div className={styles.stepHead}>
        <h2>{t('connector.steps')}</h2>
        <p className={styles.lead}>{t(signInText(connector), { name: connector.display_name })}</p>
      </div>
      {scopes.length === 0 ? null : (
        <section className={styles.part}>
          <h3>{t('connector.access')}</h3>
          <Scopes scopes={scopes} />
        </section>
      )}
      {failed === undefined ? null : <ActionError problem={failed} />}
      <div className={styles.actions}>
        <Button loading={connect.isPending} onClick={() => connect.mutate()}>
          {t('connector.connect')}
        </Button>
        {host.reachable ? (
          <Button variant="subtle" onClick={() => host.send({ type: 'closed', reason: 'cancelled' })}>
            {t('action.cancel')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function ConnectSkeleton() {
  const { t } = useI18n()
  return (
    <Loading label={t('app.loading')}>
      <div className={styles.screen}>
        <div className={styles.side}>
          <div className={styles.head}>
            <Bone width={44} height={44} round />
            <Bone width={180} height={22} />
          </div>
        </div>
        <div className={styles.content}>
          <div className={styles.panel}>
            <Bone width="50%" height={18} />
            <Bone height={44} />
            <Bone width={140} height={44} />
          </div>
        </div>
      </div>
    </Loading>
  )
}
