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

function stepsOf({ auth, has_configure: configure }: Connector): TextKey[] {
  if (auth === undefined) return []
  const steps = [signInStep(auth.type.toLowerCase(), auth.grant_type)]
  if (configure === true) steps.push('connector.steps.configure')
  return [...steps, 'connector.steps.check']
}

function signInStep(type: string, grant: string | undefined): TextKey {
  if (type === 'oauth2') {
    return grant === undefined || grant === 'authorization_code' ? 'connector.steps.oauth' : 'connector.steps.machine'
  }
  return type === 'no-auth' ? 'connector.steps.none' : 'connector.steps.key'
}
