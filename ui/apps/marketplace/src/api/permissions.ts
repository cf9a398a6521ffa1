import type { Me } from './types'

interface Permission {
  resources?: string[]
  verbs?: string[]
}

const allows = (permissions: readonly Permission[], resource: string, verb: string) =>
  permissions.some(
    ({ resources = [], verbs = [] }) =>
      (resources.includes('*') || resources.includes(resource)) && (verbs.includes('*') || verbs.includes(verb)),
  )

/** Whether an action is worth offering. The server decides; while nothing is known everything is offered. */
export function may(me: Me | undefined, resource: string, verb: string): boolean {
  if (me === undefined) return true
  const own = allows((me.permissions ?? []) as Permission[], resource, verb)
  return own && (me.token_permissions === undefined || allows(me.token_permissions as Permission[], resource, verb))
}
