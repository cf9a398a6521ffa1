import { announce, AppLogo, Bone, EmptyState, Loading, Notice, ToneIcon } from '@authproxy/components'
import { Button, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connection, Connector } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { LoadError } from '../shared/problems'
import { SearchField } from '../shared/SearchField'
import { needsAttention } from '../shared/status'
import { MANY, placed, useColumns, useRows, type Place } from '../shared/useRows'
import { useApp } from '../shell/AppContext'
import { useTitle } from '../shell/useTitle'
import { categories, categoryName, search, summary } from './filter'
import styles from './Catalogue.module.css'

export default function CatalogueScreen() {
  const { t } = useI18n()
  const { api, config } = useApp()
  useTitle(t('catalogue.title'))
  const connectors = useQuery(queries.connectors(api))
  const connections = useQuery(queries.connections(api))
  return (
    <>
      <header className={styles.head}>
        <h1>{t('catalogue.title')}</h1>
        <p className={styles.intro}>
          {config.productName === undefined ? t('catalogue.introPlain') : t('catalogue.intro', { product: config.productName })}
        </p>
      </header>
      {connections.isError && connectors.isSuccess ? (
        <div className={styles.partial}>
          <Notice
            tone="attention"
            announce="status"
            action={
              <Button variant="default" onClick={() => void connections.refetch()}>
                {t('action.retry')}
              </Button>
            }
          >
            {t('catalogue.partial')}
          </Notice>
        </div>
      ) : null}
      {connectors.isPending ? (
        <CatalogueSkeleton />
      ) : connectors.isError ? (
        <LoadError title={t('catalogue.failed')} problem={Problem.of(connectors.error)} onRetry={() => void connectors.refetch()} />
      ) : connectors.data.length === 0 ? (
        <EmptyState title={t('catalogue.empty.title')}>{t('catalogue.empty.text')}</EmptyState>
      ) : (
        <Catalogue connectors={connectors.data} connections={connections.data ?? []} />
      )}
    </>
  )
}

function Catalogue({ connectors, connections }: { connectors: Connector[]; connections: Connection[] }) {
  const { t, n } = useI18n()
  const navigate = useNavigate({ from: '/connectors' })
  const { q = '', category } = useSearch({ from: '/connectors' })
  const input = useRef<HTMLInputElement>(null)
  const query = useDeferredValue(q)
  const found = useMemo(() => search(connectors, query, category), [connectors, query, category])
  const filtered = query !== '' || category !== undefined
  const count = filtered ? n('catalogue.found', found.length) : n('catalogue.count', found.length)
  useEffect(() => {
    if (filtered) announce(count)
  }, [count, filtered])
  const look = (next: { q?: string | undefined; category?: string | undefined }) =>
    void navigate({ search: compact(next), replace: true, resetScroll: false })
  return (
    <>
      <search className={styles.tools}>
        <SearchField
          ref={input}
          className={styles.search}
          label={t('catalogue.search')}
          query={q}
          onQuery={(next) => look({ q: next, category })}
          rightSection={
            q === '' ? null : (
              <UnstyledButton
                className={styles.clear}
                aria-label={t('catalogue.clear')}
                onClick={() => {
                  look({ category })
                  input.current?.focus()
                }}
              >
                <IconX size={18} aria-hidden="true" />
              </UnstyledButton>
            )
          }
        />
        <Categories connectors={connectors} chosen={category} onChoose={(next) => look({ q, category: next })} />
      </search>
      <p className={styles.count}>{count}</p>
      {found.length === 0 ? (
        <EmptyState
          title={t('catalogue.none.title', { query: q })}
          action={
            <Button variant="default" onClick={() => look({})}>
              {t('catalogue.none.action')}
            </Button>
          }
        >
          {t('catalogue.none.text')}
        </EmptyState>
      ) : (
        <Grid connectors={found} connections={connections} />
      )}
    </>
  )
}

const CARD_HEIGHT = 104
const GAP = 16

function Grid({ connectors, connections }: { connectors: Connector[]; connections: Connection[] }) {
  const grid = useRef<HTMLUListElement>(null)
  const count = connectors.length
  const columns = useColumns(grid, count > MANY)
  const { from, to, room, measure } = useRows(grid, count, columns, CARD_HEIGHT, columns === 1 ? 0 : GAP)
  return (
    <ul ref={grid} className={styles.grid} style={room}>
      {connectors.slice(from, to).map((connector, index) => (
        <ConnectorCard
          key={connector.id}
          connector={connector}
          connections={connections.filter((connection) => connection.connector.id === connector.id)}
          place={measure === undefined ? undefined : { at: from + index, of: count, row: (from + index) / columns, measure }}
        />
      ))}
    </ul>
  )
}

function compact(search: { q?: string | undefined; category?: string | undefined }) {
  return { ...(search.q ? { q: search.q } : {}), ...(search.category ? { category: search.category } : {}) }
}

function Categories(props: { connectors: Connector[]; chosen: string | undefined; onChoose: (category: string | undefined) => void }) {
  const { t, own } = useI18n()
  const all = useMemo(() => categories(props.connectors), [props.connectors])
  if (all.length < 2) return null
  const chip = (label: string, value: string | undefined) => (
    <UnstyledButton
      key={value ?? ''}
      className={styles.chip}
      aria-pressed={props.chosen === value}
      onClick={() => props.onChoose(value)}
    >
      {label}
    </UnstyledButton>
  )
  return (
    <div role="group" aria-label={t('catalogue.categories')} className={styles.chips}>
      {chip(t('catalogue.all'), undefined)}
      {all.map(([category]) => chip(own(`category.${category}`, categoryName(category)), category))}
    </div>
  )
}

interface ConnectorCardProps {
  connector: Connector
  connections: Connection[]
  place: Place | undefined
}

function ConnectorCard({ connector, connections, place }: ConnectorCardProps) {
  const { api } = useApp()
  const client = useQueryClient()
  const text = summary(connector)
  return (
    <li className={styles.card} {...placed(place)}>
      <AppLogo src={connector.logo} name={connector.display_name} />
      <div className={styles.cardText}>
        <h2 className={styles.name}>
          <Link
            to="/connectors/$id"
            params={{ id: connector.id }}
            className={styles.cardLink}
            onMouseEnter={() => void client.prefetchQuery(queries.connector(api, connector.id))}
          >
            {connector.display_name}
          </Link>
        </h2>
        {text === '' ? null : <p className={styles.summary}>{text}</p>}
        <CardState connections={connections} />
      </div>
    </li>
  )
}

function CardState({ connections }: { connections: Connection[] }) {
  const { t, n } = useI18n()
  const live = connections.filter((connection) => connection.state === 'ready' || connection.state === 'created')
  const ready = live.filter((connection) => connection.state === 'ready')
  if (live.length === 0) return null
  if (live.some(needsAttention)) {
    return (
      <p className={styles.state} data-tone="attention">
        <ToneIcon tone="attention" />
        {t('catalogue.attention')}
      </p>
    )
  }
  const account = ready[0]?.account?.name
  return (
    <p className={styles.state} data-tone="ok">
      <ToneIcon tone="ok" />
      <span>
        {ready.length > 1
          ? n('catalogue.connectedMany', ready.length)
          : account === undefined
            ? t('catalogue.connected')
            : t('catalogue.connectedAs', { account })}
      </span>
    </p>
  )
}

function CatalogueSkeleton() {
  const { t } = useI18n()
  return (
    <Loading label={t('app.loading')}>
      <div className={styles.tools}>
        <Bone height={44} />
      </div>
      <ul className={styles.grid}>
        {Array.from({ length: 6 }, (_, index) => (
          <li key={index} className={styles.card}>
            <Bone width={44} height={44} round />
            <div className={styles.bones}>
              <Bone width="55%" height={16} />
              <Bone width="90%" />
            </div>
          </li>
        ))}
      </ul>
    </Loading>
  )
}
