import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import type { Scope } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import styles from './Connector.module.css'

/** Scopes in words: the connector's reason says what is for; the technical name is there for who looks for it. */
export function Scopes({ scopes }: { scopes: Scope[] }) {
  const { t } = useI18n()
  return (
    <ul className={styles.scopes}>
      {scopes.map((scope) => (
        <li key={scope.id} className={styles.scope}>
          {scope.required ? (
            <IconCheck size={18} aria-hidden="true" className={styles.scopeIcon} />
          ) : (
            <IconCircleDashed size={18} aria-hidden="true" className={styles.scopeIconOptional} />
          )}
          <div>
            <span title={`${t('connector.access.technical')}: ${scope.id}`}>
              {scope.reason ?? t('connector.access.unknown', { scope: scope.id })}
            </span>
            {scope.required ? null : <span className={styles.optional}>{t('connector.access.optional')}</span>}
          </div>
        </li>
      ))}
    </ul>
  )
}
