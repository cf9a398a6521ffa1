import { AfterAWhile, EmptyState } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { baseUrl } from '../boot/config'
import { useI18n } from '../i18n/I18nProvider'
import { tell } from '../session/channel'
import { initiate } from '../session/signIn'
import { useApp } from '../shell/AppContext'
import { Bare } from '../shell/Bare'
import { comeBack, SIGNED_IN } from './flows'

/** How long a window that should close by itself may stay before it says that it can be closed. */
const CLOSING_MS = 400

function connectUrl(connectorId: string, connectionId: string): string {
  return `/connect/${encodeURIComponent(connectorId)}?connection=${encodeURIComponent(connectionId)}`
}

/**
 * Where a round trip ends. In a window that was opened for it: tells the page that opened it and goes away. In the page's own
 * window: goes on where the page was. Needs no session of its own, and makes one only where it was sent to do so.
 */
export function ReturnScreen() {
  const { t } = useI18n()
  const { http, start } = useApp()
  // Read once: the screen never changes its address.
  const [connectionId] = useState(() => new URLSearchParams(location.search).get('connection_id'))
  const onward = connectionId === null ? '/connections' : `/connections/${encodeURIComponent(connectionId)}`
  useEffect(() => {
    const flow = new URLSearchParams(location.search).get(SIGNED_IN)
    if (flow !== null) {
      void initiate(http, baseUrl, location.href, start.token).then(() => {
        tell({ type: 'signed_in', flow })
        window.close()
      })
      return
    }
    const place = window.opener === null ? comeBack() : null
    if (place !== null) {
      location.replace(connectUrl(place.connectorId, place.connectionId))
      return
    }
    tell({ type: 'returned' })
    window.close()
  }, [http, start.token])
  return (
    <Bare>
      <AfterAWhile ms={CLOSING_MS}>
        <EmptyState
          level={1}
          title={t('return.closing.title')}
          action={
            <Button component="a" href={onward} variant="default">
              {t('return.closing.here')}
            </Button>
          }
        >
          {t('return.closing.text')}
        </EmptyState>
      </AfterAWhile>
    </Bare>
  )
}
