import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import type { Scope } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import styles from './Connector.module.css'

interface ScopesProps {
  scopes: Scope[]
  /** What is left out and how that is changed; absent where nothing can be chosen. */
  choice?: ScopeChoice
}

export interface ScopeChoice {
  omitted: ReadonlySet<string>
  omit: (scope: string, omitted: boolean) => void
  disabled: boolean
}

/** Scopes in words: the connector's reason says what is for; the technical name is there for who looks for it. */
export function Scopes({ scopes, choice }: ScopesProps) {
  return (
    <ul className={styles.scopes}>
      {scopes.map((scope) => (
        <li key={scope.id}>
          {choice === undefined || !scope.omittable ? <Stated scope={scope} /> : <Chosen scope={scope} choice={choice} />}
        </li>
      ))}
    </ul>
  )
}

function Stated({ scope }: { scope: Scope }) {
  const { t } = useI18n()
  return (
    <div className={styles.scope}>
      {scope.required ? (
        <IconCheck size={18} aria-hidden="true" className={styles.scopeIcon} />
      ) : (
        <IconCircleDashed size={18} aria-hidden="true" className={styles.scopeIconOptional} />
      )}
      <div>
        <Words scope={scope} />
        {scope.required ? null : <span className={styles.optional}>{t('connector.access.optional')}</span>}
      </div>
    </div>
  )
}

/** A part of the access that may be left out. */
function Chosen({ scope, choice }: { scope: Scope; choice: ScopeChoice }) {
  const { t } = useI18n()
  return (
    <label className={`${styles.scope} ${styles.scopeChoice}`}>
      <input
        type="checkbox"
        className={styles.scopeBox}
        checked={!choice.omitted.has(scope.id)}
        disabled={choice.disabled}
        onChange={(event) => choice.omit(scope.id, !event.currentTarget.checked)}
      />
      <div>
        <Words scope={scope} />
        <span className={styles.optional}>{t('connector.access.choice')}</span>
      </div>
    </label>
  )
}

function Words({ scope }: { scope: Scope }) {
  const { t } = useI18n()
  return (
    <span title={`${t('connector.access.technical')}: ${scope.id}`}>
      {scope.reason ?? t('connector.access.unknown', { scope: scope.id })}
    </span>
  )
}
