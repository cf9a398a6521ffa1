import { Dialog, Notice } from '@authproxy/components'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { baseUrl } from '../boot/config'
import { useI18n } from '../i18n/I18nProvider'
import { signInReturnUrl } from '../connect/flows'
import { useApp } from '../shell/AppContext'
import { listen, newFlow } from './channel'
import { Popup } from './popup'
import { initiate } from './signIn'

/**
 * Lies over the page that was in use. The sign-in happens in a window of its own, so that the page below keeps everything,
 * secrets included.
 */
export function SessionExpired({ url, onBack }: { url: string | null; onBack: () => Promise<boolean> }) {
  const { t } = useI18n()
  const { http, host } = useApp()
  const [state, setState] = useState<'asking' | 'away' | 'blocked' | 'still'>('asking')
  const flow = useRef(newFlow())

  useEffect(
    () =>
      listen((note) => {
        if (note.type === 'signed_in' && note.flow === flow.current) void onBack().then((back) => back || setState('still'))
      }),
    [onBack],
  )
  useEffect(
    () =>
      host.on('token', ({ token }) => {
        void initiate(http, baseUrl, location.href, token).then(onBack)
      }),
    [host, http, onBack],
  )

  const signIn = async () => {
    const popup = Popup.open(t('connect.away.popupTitle'), t('session.redirecting'))
    if (popup === null) return setState('blocked')
    setState('away')
    const result = await initiate(http, baseUrl, signInReturnUrl(flow.current))
    if (result.is === 'redirect') return popup.go(result.url)
    popup.close()
    if (result.is !== 'signed_in' || !(await onBack())) setState('still')
  }

  const canSignIn = url !== null
  return (
    <Dialog
      title={t('session.expired.title')}
      onClose={() => {}}
      nearPointer={host.reachable}
      footer={
        canSignIn ? (
          <>
            {state === 'blocked' ? (
              <Button variant="default" component="a" href={url} target={host.reachable ? '_top' : '_self'}>
                {t('session.expired.here')}
              </Button>
            ) : null}
            <Button onClick={() => void signIn()} data-autofocus>
              {t('action.signIn')}
            </Button>
          </>
        ) : undefined
      }
    >
      <p>{t(host.reachable ? 'session.expired.hosts' : 'session.expired.text')}</p>
      {state === 'away' ? <Notice tone="busy" announce="status">{t('session.expired.waiting')}</Notice> : null}
      {state === 'blocked' ? <Notice tone="attention" announce="alert">{t('session.expired.blocked')}</Notice> : null}
      {state === 'still' ? <Notice tone="attention" announce="alert">{t('session.expired.still')}</Notice> : null}
    </Dialog>
  )
}
