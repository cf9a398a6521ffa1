import { Bone, Loading, RelativeTime, announce } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Problem } from '../api/problem'
import { queries } from '../api/queries'
import type { Session } from '../api/types'
import { isLanguage, LANGUAGES } from '../i18n/messages'
import { useI18n } from '../i18n/I18nProvider'
import { useSession } from '../session/SessionProvider'
import { ActionError, LoadError } from '../shared/problems'
import { useApp, useAppearance } from '../shell/AppContext'
import { useTitle } from '../shell/useTitle'
import { describeAgent } from './userAgent'
import styles from './Account.module.css'

export default function AccountScreen() {
  const { t } = useI18n()
  const { api } = useApp()
  const { signOut } = useSession()
  useTitle(t('account.title'))
  const me = useQuery(queries.me(api))
  const leave = useMutation({ mutationFn: signOut })
  const name = me.data?.actor?.external_id
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <div className={styles.names}>
          <h1>{t('account.title')}</h1>
          {name === undefined ? null : <p className={styles.quiet}>{t('account.signedInAs', { name })}</p>}
        </div>
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('action.signOut')}
        </Button>
      </header>
      {leave.isError ? <ActionError problem={Problem.of(leave.error)} /> : null}
      <Preferences />
      <Sessions />
    </div>
  )
}

function Preferences() {
  const { t, language, choose } = useI18n()
  const appearance = useAppearance()
  return (
    <section className={styles.section}>
      <h2>{t('account.appearance')}</h2>
      <div className={styles.preferences}>
        <label className={styles.field}>
          <span>{t('account.language')}</span>
          <select
            className={styles.select}
            value={language}
            onChange={(event) => {
              if (isLanguage(event.currentTarget.value)) choose(event.currentTarget.value)
            }}
          >
            {Object.entries(LANGUAGES).map(([code, own]) => (
              <option key={code} value={code} lang={code}>
                {own}
              </option>
            ))}
          </select>
        </label>
        {appearance.choose === undefined ? null : (
          <label className={styles.field}>
            <span>{t('account.scheme')}</span>
            <select
              className={styles.select}
              value={appearance.scheme}
              onChange={(event) => appearance.choose?.(event.currentTarget.value as 'light' | 'dark' | 'system')}
            >
              {(['system', 'light', 'dark'] as const).map((scheme) => (
                <option key={scheme} value={scheme}>
                  {t(`account.scheme.${scheme}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </section>
  )
}

function Sessions() {
  const { t } = useI18n()
  const { api } = useApp()
  const sessions = useQuery(queries.sessions(api))
  return (
    <section className={styles.section}>
      <h2>{t('account.sessions')}</h2>
      <p className={styles.quiet}>{t('account.sessions.text')}</p>
      {sessions.isPending ? (
        <Loading label={t('app.loading')}>
          <Bone height={60} />
        </Loading>
      ) : sessions.isError ? (
        <LoadError title={t('account.sessions.failed')} problem={Problem.of(sessions.error)} onRetry={() => void sessions.refetch()} />
      ) : (
        <ul className={styles.list}>
          {[...sessions.data]
            .sort((a, b) => Number(b.current) - Number(a.current) || b.last_seen_at.localeCompare(a.last_seen_at))
            .map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
        </ul>
      )}
    </section>
  )
}

function SessionRow({ session }: { session: Session }) {
  const { t, language } = useI18n()
  const { api } = useApp()
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.endSession(session.id),
    onSuccess: async () => {
      announce(t('account.session.ended'))
      await client.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const agent = describeAgent(session.user_agent)
  const name = agent === null ? t('account.session.unknown') : t('account.session.browser', agent)
  return (
    <li className={styles.row}>
      <div className={styles.names}>
        <span className={styles.name}>
          {name}
          {session.current ? <span className={styles.current}>{t('account.session.current')}</span> : null}
        </span>
        <span className={styles.quiet}>
          {t('account.session.seen')} <RelativeTime at={session.last_seen_at} locale={language} /> · {t('account.session.began')}{' '}
          <RelativeTime at={session.created_at} locale={language} />
          {session.ip === undefined ? null : ` · ${session.ip}`}
        </span>
        {end.isError ? <ActionError problem={Problem.of(end.error)} /> : null}
      </div>
      {session.current ? null : (
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()} aria-label={t('account.session.endFor', { name })}>
          {t('account.session.end')}
        </Button>
      )}
    </li>
  )
}
