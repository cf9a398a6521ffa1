import type { ReactNode } from 'react'
import { useApp } from './AppContext'
import { Brand } from './Brand'
import styles from './Shell.module.css'

/** A screen without navigation: nobody is signed in, or there is just one thing to do. */
export function Bare({ children }: { children: ReactNode }) {
  const { start } = useApp()
  return (
    <div className={styles.bare} data-embedded={start.embedded}>
      {start.embedded ? null : (
        <header className={styles.bareHeader}>
          <Brand />
        </header>
      )}
      <main id="content" className={styles.bareMain}>
        {children}
      </main>
    </div>
  )
}
