import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import { lastPointerY } from './pointer'
import styles from './Dialog.module.css'

export interface DialogProps {
  title: string
  /** Called for Escape and by the caller's own buttons; the dialog itself decides nothing. */
  onClose: () => void
  children: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  /** In a frame as tall as its content the middle is anywhere: the dialog opens where the user just was. */
  nearPointer?: boolean
  /** Who gets the focus in the end, where that is not who had it: an entry of a menu is gone by then. */
  returnTo?: RefObject<HTMLElement | null> | undefined
}

/** A modal dialog. The browser keeps the focus inside and gives it back when the dialog goes. */
export function Dialog({ title, onClose, children, footer, nearPointer = false, returnTo }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = element.current
    const before = returnTo?.current ?? document.activeElement
    if (dialog === null || dialog.open) return
    dialog.showModal()
    if (nearPointer) dialog.style.marginBlockStart = `${Math.max(16, lastPointerY() - 120)}px`
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [nearPointer, returnTo])
  return (
    <dialog
      ref={element}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
      {footer === undefined ? null : <div className={styles.footer}>{footer}</div>}
    </dialog>
  )
}
