import { IconCheck, IconCopy } from '@tabler/icons-react'
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import styles from './CopyText.module.css'

const SHOWN_MS = 2_000

/** A code that is copied by a click; the answer stands where the question was. */
export function CopyText({ text, label, copied }: { text: string; label: string; copied: string }) {
  const [done, setDone] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
      setTimeout(() => setDone(false), SHOWN_MS)
    } catch {
      // Not allowed in this frame: the text can still be selected.
    }
  }
  return (
    <span className={styles.row}>
      <code className={styles.code}>{text}</code>
      <UnstyledButton className={styles.button} onClick={() => void copy()} aria-label={`${label}: ${text}`}>
        {done ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
        <span aria-live="polite">{done ? copied : label}</span>
      </UnstyledButton>
    </span>
  )
}
