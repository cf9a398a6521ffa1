import { useEffect } from 'react'
import { useI18n } from '../i18n/I18nProvider'
import { useApp } from './AppContext'

/** Names the screen in the window's title. */
export function useTitle(title: string | undefined): void {
  const { config } = useApp()
  const { t } = useI18n()
  const app = config.title ?? config.productName ?? t('app.title')
  useEffect(() => {
    document.title = title === undefined ? app : `${title} · ${app}`
  }, [title, app])
}
