import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconProgress } from '@tabler/icons-react'
import styles from './StateBadge.module.css'

/** The four states, and one for something that is going on. */
export type Tone = 'ok' | 'attention' | 'failed' | 'neutral' | 'busy'

const ICONS = {
  ok: IconCircleCheck,
  attention: IconAlertTriangle,
  failed: IconCircleX,
  neutral: IconCircleDashed,
  busy: IconProgress,
} as const

export function ToneIcon({ tone, size = 16 }: { tone: Tone; size?: number }) {
  const Icon = ICONS[tone]
  return <Icon size={size} stroke={1.9} aria-hidden="true" className={styles.icon} data-tone={tone} />
}

/** A state as icon and words: the colour only repeats them. */
export function StateBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <ToneIcon tone={tone} />
      {children}
    </span>
  )
}
