import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18nProvider'
import { useApp } from './AppContext'
import { Brand } from './Brand'
import { OfflineBanner } from './OfflineBanner'
import styles from './Shell.module.css'

/** The frame of every screen: in somebody else's frame only the tabs are left of it. */
export function Shell() {
  const { t } = useI18n()
  const { start, config } = useApp()
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const first = useRef(pathname)
  useEffect(() => {
    // After a change of screens the keyboard goes on at its heading, not where the last screen had its link.
    if (first.current === pathname) return
    first.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  const single = start.connector !== undefined || (start.embedded && pathname.startsWith('/connect/'))
  return (
    <div className={styles.shell} data-embedded={start.embedded}>
      <a href="#content" className={styles.skip}>
        {t('app.skip')}
      </a>
      {single ? null : (
        <header className={styles.header}>
          <div className={styles.headerInner}>
            {start.embedded ? null : (
              <Link to="/connectors" className={styles.brandLink}>
                <Brand />
              </Link>
            )}
            <nav className={styles.nav} aria-label={t('nav.main')}>
              <Link to="/connectors" className={styles.tab} activeProps={{ 'data-active': true }}>
                {t('nav.apps')}
              </Link>
              <Link to="/connections" className={styles.tab} activeProps={{ 'data-active': true }}>
                {t('nav.connections')}
              </Link>
              {start.embedded ? null : (
                <Link to="/account" className={styles.tab} activeProps={{ 'data-active': true }}>
                  {t('nav.account')}
                </Link>
              )}
            </nav>
          </div>
        </header>
      )}
      <OfflineBanner />
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      {config.showBranding && !start.embedded ? <footer className={styles.footer}>AuthProxy</footer> : null}
    </div>
  )
}
