import type { ReactNode } from 'react'
import { ToneIcon, type Tone } from '../display/StateBadge'
import styles from './States.module.css'

export interface EmptyStateProps {
  title: string
  children?: ReactNode
  action?: ReactNode
  /** A drawing or logo row above the title. */
  figure?: ReactNode
  level?: 1 | 2
}

/** Nothing is here: what this place is for, and the one thing to do about it. */
export function EmptyState({ title, children, action, figure, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className={styles.state}>
      {figure}
      <Heading className={styles.title}>{title}</Heading>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {action === undefined ? null : <div className={styles.actions}>{action}</div>}
    </section>
  )
}

export interface ErrorStateProps {
  title: string
  /** What happened and what to do, in words. */
  children: ReactNode
  actions?: ReactNode
  /** The code and request id, in small type. */
  details?: ReactNode
  level?: 1 | 2
}

/** Something failed. Spoken at once, since the user waits for an answer. */
export function ErrorState({ title, children, actions, details, level = 2 }: ErrorStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className={styles.state} role="alert">
      <ToneIcon tone="failed" size={28} />
      <Heading className={styles.title}>{title}</Heading>
      <div className={styles.text}>{children}</div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      {details === undefined ? null : <div className={styles.details}>{details}</div>}
    </section>
  )
}

export interface NoticeProps {
  tone: Tone
  title?: string
  children?: ReactNode
  action?: ReactNode
  /** Whether a screen reader should interrupt (`alert`) or wait (`status`); absent: it was there from the start. */
  announce?: 'alert' | 'status'
}

/** One thing worth knowing, in the place that it is about. */
export function Notice({ tone, title, children, action, announce }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={announce}>
      <ToneIcon tone={tone} size={18} />
      <div className={styles.noticeText}>
        {title === undefined ? null : <strong>{title}</strong>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action === undefined ? null : <div className={styles.noticeAction}>{action}</div>}
    </div>
  )
}
