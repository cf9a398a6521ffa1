import type { Connector } from '../api/types'
import type { TextKey } from '../i18n/messages'
import { useI18n } from '../i18n/I18nProvider'
import styles from './Connector.module.css'

/** What happens after "Connect", before anybody has to press it. */
export function HowItWorks({ connector }: { connector: Connector }) {
  const { t } = useI18n()
  const steps = stepsOf(connector)
  if (steps.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{t('connector.steps')}</h2>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{t(step, { name: connector.display_name })}</li>
        ))}
      </ol>
    </section>
  )
}

function stepsOf(connector: Connector): TextKey[] {
  if (connector.auth === undefined) return []
  const steps = [signInText(connector)]
  if (connector.has_configure === true) steps.push('connector.steps.configure')
  return [...steps, 'connector.steps.check']
}

/** How one signs in to a connector; what is said while that is not known is true of all. */
export function signInText({ auth }: Connector): TextKey {
  switch (auth?.type.toLowerCase()) {
    case 'oauth2':
      return (auth?.grant_type ?? 'authorization_code') === 'authorization_code' ? 'connector.steps.oauth' : 'connector.steps.machine'
    case 'no-auth':
      return 'connector.steps.none'
    case undefined:
      return 'catalogue.introPlain'
    default:
      return 'connector.steps.key'
  }
}
