import { IconCheck } from '@tabler/icons-react'
import type { Connector } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { pathOf, type Stop } from './stops'
import styles from './Connect.module.css'

/** What has been done, what is done now and what comes: the same list from the first look to the end. */
export function Path({ connector, current }: { connector: Connector; current: Stop | null }) {
  const { t } = useI18n()
  const stops = pathOf(connector, current)
  if (stops.length < 2) return null
  return (
    <ol className={styles.path} aria-label={t('path.label')}>
      {stops.map(({ stop, label, is }) => (
        <li key={stop} className={styles.stop} data-is={is} aria-current={is === 'now' ? 'step' : undefined}>
          <span className={styles.mark}>{is === 'done' ? <IconCheck size={14} stroke={2.6} aria-hidden="true" /> : null}</span>
          <span>
            {t(label, { name: connector.display_name })}
            {is === 'done' ? <span className="ap-visually-hidden"> ({t('path.done')})</span> : null}
          </span>
        </li>
      ))}
    </ol>
  )
}
