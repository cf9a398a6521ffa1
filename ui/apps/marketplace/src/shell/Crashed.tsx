import { ErrorState } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18nProvider'

/**
 * A defect of ours, or a part of the app that an update has replaced: loading again helps with both. Without a network it
 * would end on a page of the browser, so it waits for one.
 */
export function Crashed({ error }: { error: unknown }) {
  const { t } = useI18n()
  const { online } = useNetwork()
  const wasOffline = useRef(!navigator.onLine)
  useEffect(() => {
    if (online && wasOffline.current && navigator.onLine) location.reload()
  }, [online])
  return (
    <ErrorState
      level={1}
      title={t('error.title')}
      actions={online ? <Button onClick={() => location.reload()}>{t('error.reload')}</Button> : undefined}
      details={<code>{error instanceof Error ? error.message : String(error)}</code>}
    >
      {t(online ? 'error.crash' : 'error.offline')}
    </ErrorState>
  )
}
