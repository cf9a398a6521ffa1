import { AppLogo, Bone, EmptyState, Loading, Notice, RelativeTime, StateBadge } from '@authproxy/components'
import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState, type RefObject } from 'react'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connection } from '../api/types'
import { LinkButton } from '../shell/LinkButton'
import { useI18n } from '../i18n/I18nProvider'
import { LoadError } from '../shared/problems'
import { SearchField } from '../shared/SearchField'
import { needsAttention, statusOf } from '../shared/status'
import { placed, useRows, type Place } from '../shared/useRows'
import { useApp } from '../shell/AppContext'
import { useTitle } from '../shell/useTitle'
import { ConnectionMenu } from './ConnectionMenu'
import { DisconnectDialog } from './DisconnectDialog'
import { FixButton } from './FixButton'
import styles from './Connections.module.css'

/** From here on searching is quicker than looking. */
const MANY = 8

export default function ConnectionsScreen() {
  const { t } = useI18n()
  const { api } = useApp()
  useTitle(t('connections.title'))
  const connections = useQuery({ ...queries.connections(api), refetchInterval: ({ state }) => (isBusy(state.data) ? 3_000 : false) })
  const [ending, setEnding] = useState<Ending | null>(null)
  const shown = connections.data?.filter((connection) => connection.state !== 'disconnected')
  return (
    <>
      <header className={styles.head}>
        <h1>{t('connections.title')}</h1>
        <p className={styles.intro}>{t('connections.intro')}</p>
      </header>
      {connections.isPending ? (
        <ConnectionsSkeleton />
      ) : connections.isError ? (
        <LoadError title={t('connections.failed')} problem={Problem.of(connections.error)} onRetry={() => void connections.refetch()} />
      ) : shown === undefined || shown.length === 0 ? (
        <NothingYet />
      ) : (
        <List connections={shown} onDisconnect={setEnding} />
      )}
      {ending === null ? null : (
        <DisconnectDialog connection={ending.connection} onClose={() => setEnding(null)} returnTo={ending.opener} />
      )}
    </>
  )
}

function isBusy(connections: Connection[] | undefined): boolean {
  return connections?.some(({ state, setup_step }) => state === 'disconnecting' || setup_step === 'verify') === true
}

function NothingYet() {
  const { t } = useI18n()
  const { api } = useApp()
  const connectors = useQuery(queries.connectors(api))
  const some = connectors.data?.slice(0, 5) ?? []
  return (
    <EmptyState
      title={t('connections.empty.title')}
      figure={
        some.length === 0 ? undefined : (
          <div className={styles.logos}>
            {some.map((connector) => (
              <AppLogo key={connector.id} src={connector.logo} name={connector.display_name} />
            ))}
          </div>
        )
      }
      action={
        <LinkButton to="/connectors">
          {t('action.browse')}
        </LinkButton>
      }
    >
      {t('connections.empty.text')}
    </EmptyState>
  )
}

/** The dialog stands on its own: the row that it was opened from goes with the connection. */
interface Ending {
  connection: Connection
  opener: RefObject<HTMLElement | null>
}

interface ListProps {
  connections: Connection[]
  onDisconnect: (ending: Ending) => void
}

function List({ connections, onDisconnect }: ListProps) {
  const { t, n } = useI18n()
  const navigate = useNavigate({ from: '/connections' })
  const { q = '', show } = useSearch({ from: '/connections' })
  const attention = useMemo(() => connections.filter(needsAttention), [connections])
  const found = useMemo(() => {
    const query = q.trim().toLocaleLowerCase()
    return (show === 'attention' ? attention : connections).filter((connection) =>
      `${connection.connector.display_name} ${connection.account?.name ?? ''}`.toLocaleLowerCase().includes(query),
    )
  }, [attention, connections, q, show])
  const look = (next: { q?: string; show?: 'attention' }) => {
    const clean = { ...(next.q ? { q: next.q } : {}), ...(next.show ? { show: next.show } : {}) }
    void navigate({ search: clean, replace: true, resetScroll: false })
  }
  const keep = q === '' ? {} : { q }
  return (
    <>
      {attention.length > 0 && show === undefined && connections.length > 1 ? (
        <div className={styles.notice}>
          <Notice
            tone="attention"
            action={
              attention.length === connections.length || connections.length > MANY ? undefined : (
                <Button variant="default" onClick={() => look({ ...keep, show: 'attention' })}>
                  {t('connections.filter.attention')}
                </Button>
              )
            }
          >
            {n('connections.attention', attention.length)}
          </Notice>
        </div>
      ) : null}
      {connections.length > MANY || show !== undefined ? (
        <search className={styles.tools}>
          <SearchField
            className={styles.search}
            label={t('connections.search')}
            query={q}
            onQuery={(next) => look({ q: next, ...(show === undefined ? {} : { show }) })}
          />
          <div role="group" aria-label={t('connections.filter')} className={styles.switch}>
            <UnstyledButton className={styles.choice} aria-pressed={show === undefined} onClick={() => look(keep)}>
              {t('connections.filter.all')}
            </UnstyledButton>
            <UnstyledButton
              className={styles.choice}
              aria-pressed={show === 'attention'}
              onClick={() => look({ ...keep, show: 'attention' })}
            >
              {t('connections.filter.attention')}
            </UnstyledButton>
          </div>
        </search>
      ) : null}
      {found.length === 0 ? (
        <EmptyState
          title={t('connections.none')}
          action={
            <Button variant="default" onClick={() => look({})}>
              {t('connections.none.action')}
            </Button>
          }
        />
      ) : (
        <Rows connections={found} onDisconnect={onDisconnect} />
      )}
    </>
  )
}

const ROW_HEIGHT = 78

function Rows({ connections, onDisconnect }: ListProps) {
  const list = useRef<HTMLUListElement>(null)
  const { from, to, room, measure } = useRows(list, connections.length, 1, ROW_HEIGHT, 0)
  return (
    <ul ref={list} className={styles.list} style={room}>
      {connections.slice(from, to).map((connection, index) => (
        <Row
          key={connection.id}
          connection={connection}
          onDisconnect={onDisconnect}
          place={measure === undefined ? undefined : { at: from + index, of: connections.length, row: from + index, measure }}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  connection: Connection
  onDisconnect: ListProps['onDisconnect']
  place: Place | undefined
}

function Row({ connection, onDisconnect, place }: RowProps) {
  const { t } = useI18n()
  const { connector } = connection
  const status = statusOf(connection)
  const name = connector.display_name
  return (
    <li className={styles.row} {...placed(place)}>
      <AppLogo src={connector.logo} name={name} />
      <div className={styles.who}>
        <h2 className={styles.name}>
          <Link to="/connections/$id" params={{ id: connection.id }} className={styles.rowLink}>
            {name}
          </Link>
        </h2>
        {connection.account?.name === undefined ? null : <p className={styles.quiet}>{connection.account.name}</p>}
      </div>
      <div className={styles.how}>
        <StateBadge tone={status.tone}>{t(status.label)}</StateBadge>
        {status.reason === undefined ? (
          <When connection={connection} />
        ) : (
          <p className={styles.quiet}>{t(status.reason, { name })}</p>
        )}
      </div>
      <div className={styles.do}>
        <FixButton connection={connection} />
        <ConnectionMenu connection={connection} onDisconnect={(opener) => onDisconnect({ connection, opener })} />
      </div>
    </li>
  )
}

function When({ connection }: { connection: Connection }) {
  const { t, language } = useI18n()
  const [label, at] =
    connection.last_used_at !== undefined
      ? (['connection.used', connection.last_used_at] as const)
      : connection.health_checked_at !== undefined
        ? (['connection.checked', connection.health_checked_at] as const)
        : (['connection.connectedOn', connection.created_at ?? ''] as const)
  return (
    <p className={styles.quiet}>
      {t(label)} <RelativeTime at={at} locale={language} />
    </p>
  )
}

function ConnectionsSkeleton() {
  const { t } = useI18n()
  return (
    <Loading label={t('app.loading')}>
      <ul className={styles.list}>
        {Array.from({ length: 3 }, (_, index) => (
          <li key={index} className={styles.row}>
            <Bone width={44} height={44} round />
            <div className={styles.who}>
              <Bone width={140} height={16} />
              <Bone width={180} />
            </div>
            <div className={styles.how}>
              <Bone width={90} />
            </div>
            <div className={styles.do}>
              <Bone width={88} height={44} />
            </div>
          </li>
        ))}
      </ul>
    </Loading>
  )
}
