import { isSafeImage } from '@authproxy/components'
import { useI18n } from '../i18n/I18nProvider'
import { useApp, useAppearance } from './AppContext'
import styles from './Shell.module.css'

/** Whose marketplace this is: the host's logo and name. */
export function Brand() {
  const { config } = useApp()
  const { logo } = useAppearance()
  const { t } = useI18n()
  const name = config.title ?? config.productName ?? t('app.title')
  return (
    <span className={styles.brand}>
      {isSafeImage(logo) ? <img src={logo} alt="" className={styles.brandLogo} referrerPolicy="no-referrer" /> : null}
      <span>{name}</span>
    </span>
  )
}
