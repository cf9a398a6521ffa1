import { useEffect, useState, type ReactNode } from 'react'
import styles from './Skeleton.module.css'

const PATIENCE_MS = 150

/** Shows its content only when the wait is long enough to be noticed. */
export function AfterAWhile({ children, ms = PATIENCE_MS }: { children: ReactNode; ms?: number }) {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return waited ? <>{children}</> : null
}

/** A grey bone in the place of something that is on its way. */
export function Bone({ width = '100%', height = 14, round = false }: { width?: number | string; height?: number; round?: boolean }) {
  return <span className={styles.bone} data-round={round} style={{ width, height }} />
}

/** The frame of a skeleton: says what is being loaded, once, and hides the bones from screen readers. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <AfterAWhile>
      <div role="status" className={styles.label}>
        {label}
      </div>
      <div aria-hidden="true">{children}</div>
    </AfterAWhile>
  )
}
