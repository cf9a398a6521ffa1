import { Notice } from '@authproxy/components'
import { Button, Loader } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { Connector } from '../api/types'
import { Scopes } from '../connector/Scopes'
import { useI18n } from '../i18n/I18nProvider'
import { ActionError } from '../shared/problems'
import type { SetupState } from './machine'
import type { Setup } from './useSetup'
import styles from './Connect.module.css'

interface LeaveProps {
  connector: Connector
  state: Extract<SetupState, { at: 'leave' }>
  setup: Setup
  onCancel: () => void
}

/** Before a page of the third party opens: what happens there, and what it will ask for. */
export function Leave({ connector, state, setup, onCancel }: LeaveProps) {
  const { t } = useI18n()
  const name = connector.display_name
  const scopes = connector.auth?.scopes ?? []
  const { reason, busy, problem } = state
  return (
    <>
      <div className={styles.stepHead}>
        <h2>{t('connect.leave.title', { name })}</h2>
        <p className={styles.lead}>{t('connect.leave.text', { name })}</p>
      </div>
      {reason === 'first' ? null : (
        <Notice tone="attention" announce="alert" title={t(`connect.leave.${reason}.title`, { name })}>
          {t(`connect.leave.${reason}.text`, { name })}
        </Notice>
      )}
      {scopes.length === 0 ? null : (
        <section className={styles.part}>
          <h3>{t('connector.access')}</h3>
          <Scopes scopes={scopes} choice={{ omitted: setup.omitted, omit: setup.omit, disabled: busy }} />
        </section>
      )}
      {problem === undefined ? null : <ActionError problem={problem} />}
      <div className={styles.actions}>
        <Button loading={busy} onClick={setup.leave} rightSection={<IconExternalLink size={18} aria-hidden="true" />}>
          {t('connect.leave.action', { name })}
        </Button>
        {reason === 'blocked' ? (
          <Button variant="default" onClick={setup.leaveHere} disabled={busy}>
            {t('connect.leave.blocked.action')}
          </Button>
        ) : null}
        <Button variant="subtle" onClick={onCancel} disabled={busy}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  )
}

/** While the user is there. */
export function Away({ name, setup, onCancel }: { name: string; setup: Setup; onCancel: () => void }) {
  const { t } = useI18n()
  return (
    <>
      <div className={styles.stepHead}>
        <h2 className={styles.waiting}>
          <Loader size="xs" aria-hidden="true" />
          {t('connect.away.title', { name })}
        </h2>
        <p className={styles.lead}>{t('connect.away.text')}</p>
      </div>
      <div className={styles.actions}>
        <Button variant="default" onClick={setup.showWindow}>
          {t('connect.away.show')}
        </Button>
        <Button variant="default" onClick={setup.leave}>
          {t('connect.away.again')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </>
  )
}
