import { useEffect, useState } from 'react'
import { exactTime, relativeTime } from './time'

const MINUTE = 60_000

/** A moment as "3 minutes ago", kept true while it is shown, with the exact time on hover and for copying. */
export function RelativeTime({ at, locale }: { at: string; locale: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE)
    return () => clearInterval(timer)
  }, [])
  const moment = Date.parse(at)
  if (Number.isNaN(moment)) return null
  return (
    <time dateTime={at} title={exactTime(moment, locale)}>
      {relativeTime(moment, now, locale)}
    </time>
  )
}
