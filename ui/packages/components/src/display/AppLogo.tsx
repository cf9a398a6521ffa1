import { useState } from 'react'
import { isSafeImage } from '../theme/tokens'
import styles from './AppLogo.module.css'

const SIZES = { small: 32, medium: 44, large: 64 } as const

/** The logo of a third party; its first letter when there is none, or none that may be shown or loads. */
export function AppLogo({ src, name, size = 'medium' }: { src?: string | undefined; name: string; size?: keyof typeof SIZES }) {
  const [broken, setBroken] = useState(false)
  const px = SIZES[size]
  const safe = isSafeImage(src) && !broken
  return (
    <span className={styles.tile} data-size={size} aria-hidden="true">
      {safe ? (
        <img
          src={src}
          alt=""
          width={px}
          height={px}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      ) : (
        <span className={styles.letter}>{[...name.trim()][0]?.toUpperCase() ?? '?'}</span>
      )}
    </span>
  )
}
