import { AppLogo } from '@authproxy/components'
import type { ReactNode } from 'react'
import type { Connector } from '../api/types'
import { Path } from './Path'
import type { Stop } from './stops'
import styles from './Connect.module.css'

interface FrameProps {
  connector: Connector
  title: string | undefined
  current: Stop | null
  children: ReactNode
}

/** What stays while the steps change: whom one connects to, and how far it is. */
export function Frame({ connector, title, current, children }: FrameProps) {
  return (
    <article className={styles.screen}>
      <header className={styles.side}>
        <div className={styles.head}>
          <AppLogo src={connector.logo} name={connector.display_name} />
          <h1>{title}</h1>
        </div>
        <Path connector={connector} current={current} />
      </header>
      <div className={styles.content}>{children}</div>
    </article>
  )
}
