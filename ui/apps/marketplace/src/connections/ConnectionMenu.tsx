import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, type RefObject } from 'react'
import { may } from '../api/permissions'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Connection } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError } from '../shared/problems'
import { statusOf } from '../shared/status'
import { useApp } from '../shell/AppContext'
import { useRerun } from './useRerun'
import styles from './Connections.module.css'

interface ConnectionMenuProps {
  connection: Connection
  /** Given what had the focus, which it gets back. */
  onDisconnect: (opener: RefObject<HTMLElement | null>) => void
}

/** Everything that can be done with a connection, from the list. */
export function ConnectionMenu({ connection, onDisconnect }: ConnectionMenuProps) {
  const { t } = useI18n()
  const { api } = useApp()
  const me = useQuery(queries.me(api))
  const navigate = useNavigate()
  const rerun = useRerun(connection)
  const opener = useRef<HTMLButtonElement>(null)
  const name = connection.connector.display_name
  const label = connection.account?.name === undefined ? name : `${name}, ${connection.account.name}`
  const ready = connection.state === 'ready'
  const mayUpdate = ready && may(me.data, 'connections', 'update')
  return (
    <>
      <Menu position="bottom-end" width={240} returnFocus withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button ref={opener} variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />} aria-label={t('connections.actionsFor', { name: label })}>
            {t('connections.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate({ to: '/connections/$id', params: { id: connection.id } })}>{t('connection.details')}</Menu.Item>
          {mayUpdate ? (
            <>
              <Menu.Item onClick={() => void navigate({ to: '/connections/$id', params: { id: connection.id }, search: { test: true } })}>
                {t('connection.test')}
              </Menu.Item>
              {statusOf(connection).fix === 'reconnect' ? null : (
                <Menu.Item onClick={() => rerun.mutate('reconnect')}>{t('connection.reconnect')}</Menu.Item>
              )}
              {connection.connector.has_configure === true ? (
                <Menu.Item onClick={() => rerun.mutate('reconfigure')}>{t('connection.reconfigure')}</Menu.Item>
              ) : null}
            </>
          ) : null}
          {may(me.data, 'connections', 'disconnect') && connection.state !== 'disconnecting' ? (
            <Menu.Item className={styles.danger} onClick={() => onDisconnect(opener)}>
              {t('connection.disconnect')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {rerun.isError ? <ActionError problem={Problem.of(rerun.error)} /> : null}
    </>
  )
}
