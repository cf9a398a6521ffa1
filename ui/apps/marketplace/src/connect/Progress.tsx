import { useI18n } from '../i18n/I18nProvider'
import styles from './Connect.module.css'

/** How far it is; a single step needs no counting. */
export function Progress({ current, total }: { current: number; total: number }) {
  const { t } = useI18n()
  if (total < 2) return null
  const words = t('connect.step', { current: current + 1, total })
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={t('connect.progress')}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={current}
      aria-valuetext={words}
    >
      <span>{words}</span>
      <div className={styles.bars}>
        {Array.from({ length: total }, (_, index) => (
          <span key={index} className={styles.bar} data-state={index < current ? 'done' : index === current ? 'now' : 'later'} />
        ))}
      </div>
    </div>
  )
}
