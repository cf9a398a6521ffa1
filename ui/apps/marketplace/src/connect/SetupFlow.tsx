import { Bone, Loading } from '@authproxy/components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { queries } from '../api/queries'
import type { Connector } from '../api/types'
import { useI18n } from '../i18n/I18nProvider'
import { LoadError } from '../shared/problems'
import { useApp } from '../shell/AppContext'
import { CancelDialog } from './CancelDialog'
import { FormPanel } from './FormPanel'
import { Frame } from './Frame'
import { Cancelled, Done, Failed, Gone, Verifying } from './outcomes'
import { Away, Leave } from './leaving'
import { phaseOf, stopOf, type Phase } from './stops'
import { useSetup } from './useSetup'
import styles from './Connect.module.css'

export type Intent = 'connect' | 'reconnect' | 'reconfigure'

export interface SetupFlowProps {
  connector: Connector
  connectionId: string
  intent: Intent
  title: string | undefined
}

export function SetupFlow({ connector, connectionId, intent, title }: SetupFlowProps) {
  const { t } = useI18n()
  const { api, host } = useApp()
  const place = useMemo(() => ({ connectorId: connector.id, connectionId }), [connector.id, connectionId])
  const setup = useSetup(place)
  const { state } = setup
  const connection = useQuery(queries.outcome(api, connectionId, state.at === 'complete' || state.at === 'gone'))
  // Loaded again after the end: that no set-up is open is then no failure.
  const doneBefore = state.at === 'gone' && intent === 'connect' && connection.data?.state === 'ready'
  const [cancelling, setCancelling] = useState(false)
  const [cancelled, setCancelled] = useState(false)
  const name = connector.display_name
  const panel = useFocusOnChange(cancelled ? 'cancelled' : state.at === 'form' ? state.answer.stepId : state.at)
  useReports(setup.state, connector.id, connectionId, connection.data?.account?.name, connection.isSuccess)

  const phase = usePhase(connector, connectionId, state.at === 'form' ? state.answer.stepId : state.at)
  const current = cancelled ? null : doneBefore ? 'ready' : stopOf(state, phase)
  const cancel = () => setCancelling(true)
  return (
    <Frame connector={connector} title={title} current={current}>
      <div ref={panel} className={styles.panel}>
        {cancelled ? (
          <Cancelled connectorId={connector.id} />
        ) : state.at === 'loading' ? (
          <Loading label={t('connect.loading')}>
            <div className={styles.part}>
              <Bone width="50%" height={18} />
              <Bone height={44} />
            </div>
          </Loading>
        ) : state.at === 'form' ? (
          <FormPanel key={state.answer.stepId} connectionId={connectionId} state={state} intent={intent} onSubmit={setup.submit} onCancel={cancel} />
        ) : state.at === 'leave' ? (
          <Leave connector={connector} state={state} setup={setup} onCancel={cancel} />
        ) : state.at === 'away' ? (
          <Away name={name} setup={setup} onCancel={cancel} />
        ) : state.at === 'verifying' ? (
          <Verifying name={name} onCancel={cancel} />
        ) : state.at === 'failed' ? (
          <Failed name={name} state={state} onRetry={setup.retry} onCancel={cancel} />
        ) : state.at === 'complete' || doneBefore ? (
          <Done name={name} intent={intent} account={connection.data?.account?.name} known={!connection.isPending} />
        ) : state.at === 'gone' ? (
          connection.isPending ? null : <Gone connectorId={connector.id} />
        ) : (
          <LoadError title={t('error.title')} problem={state.problem} onRetry={setup.reload} />
        )}
      </div>
      {cancelling ? (
        <CancelDialog
          connector={connector}
          connectionId={connectionId}
          rerun={intent !== 'connect'}
          onStay={() => setCancelling(false)}
          onCancelled={() => {
            setCancelling(false)
            host.send({ type: 'closed', reason: 'cancelled' })
            setCancelled(true)
          }}
        />
      ) : null}
    </Frame>
  )
}

const WITH_THIRD_PARTY = new Set(['leave', 'away', 'verifying', 'failed'])

/** Whether a form comes before or after the sign-in; asked only where the connector has both kinds. */
function usePhase(connector: Connector, connectionId: string, step: string): Phase {
  const { api } = useApp()
  const before = connector.forms?.preconnect === true
  const after = connector.has_configure === true
  const connection = useQuery(queries.phase(api, connectionId, step, before && after))
  if (before !== after) return WITH_THIRD_PARTY.has(step) ? 'unknown' : before ? 'before' : 'after'
  return phaseOf(connection.data?.setup_step)
}

/** Each new step takes the focus, so that a keyboard goes on in it and a screen reader reads its heading. */
function useFocusOnChange(step: string) {
  const panel = useRef<HTMLDivElement>(null)
  const last = useRef(step)
  useEffect(() => {
    if (last.current === step) return
    const first = last.current === 'loading'
    last.current = step
    if (first) return
    const heading = panel.current?.querySelector<HTMLElement>('h2')
    if (heading === null || heading === undefined) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    heading.scrollIntoView({ block: 'nearest' })
  }, [step])
  return panel
}

/** Tells the host, if there is one, once for each outcome. */
function useReports(
  state: ReturnType<typeof useSetup>['state'],
  connectorId: string,
  connectionId: string,
  account: string | undefined,
  known: boolean,
): void {
  const { host } = useApp()
  const { at } = state
  const error = state.at === 'failed' ? state.error : state.at === 'broken' ? state.problem.message : undefined
  const code = state.at === 'broken' ? state.problem.code : 'setup_failed'
  useEffect(() => {
    if (at === 'complete' && known) {
      host.send({
        type: 'connected',
        connection_id: connectionId,
        connector_id: connectorId,
        ...(account === undefined ? {} : { account }),
      })
    }
  }, [account, at, connectionId, connectorId, host, known])
  useEffect(() => {
    if (error !== undefined) host.send({ type: 'error', code, message: error })
  }, [code, error, host])
}
