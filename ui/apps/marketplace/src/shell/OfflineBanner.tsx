import { Notice } from '@authproxy/components'
import { useNetwork } from '@mantine/hooks'
import { useI18n } from '../i18n/I18nProvider'
import styles from './Shell.module.css'

export function OfflineBanner() {
  const { online } = useNetwork()
  const { t } = useI18n()
  return (
    <div role="status" className={styles.banner}>
      {online ? null : (
        <Notice tone="attention" title={t('offline.title')}>
          {t('offline.text')}
        </Notice>
      )}
    </div>
  )
}
