import { many, type PolicyDocument } from '../../../../policy/document'
import { meshRole, NOBODY, type DeclaredRole, type Places } from '../places'
import type { Asker } from '../statements/decide'

/** Somebody who knocks at a bucket or a key. */
export interface Principal extends Asker {
  readonly label: string
  /** Whether it belongs to the environment's account. */
  readonly isLocal: boolean
  /** Whether it is a role on the mesh's path in that account. */
  readonly isOfMesh: boolean
  /** What the files declare it to be. @default - nothing */
  readonly role?: DeclaredRole
}

/** Every role of the environment, others of its account, and strangers. */
export function principalsOf(places: Places): Principal[] {
  const { partition, account, mesh } = places.access
  const stranger = account === '999999999999' ? '888888888888' : '999999999999'
  const iam = (id: string, what: string): string => `arn:${partition}:iam::${id}:${what}`
  const aws = (arn: string, more: Partial<Principal> = {}): Principal => ({
    principal: { type: 'AWS', id: sessionOf(arn) },
    arn,
    label: arn,
    isLocal: false,
    isOfMesh: false,
    ...more,
  })
  const first = places.roles[0]?.arn ?? meshRole(places, NOBODY)
  const services = ['s3', 'logging.s3', 'glue', 'athena', 'lakeformation', 'cloudtrail', 'delivery.logs']
  return [
    ...places.roles.map((role) => aws(role.arn, { isLocal: true, isOfMesh: true, role, label: role.name })),
    ...[NOBODY, `${NOBODY}/${NOBODY}`].map((each) => aws(meshRole(places, each), { isLocal: true, isOfMesh: true })),
    ...['root', `role/${NOBODY}`, `role/${mesh}-${NOBODY}`, `role/${NOBODY}/${mesh}/x`, `user/${NOBODY}`].map((each) =>
      aws(iam(account, each), { isLocal: true }),
    ),
    ...['root', `role/${NOBODY}`].map((each) => aws(iam(stranger, each))),
    aws(first.replace(`:${account}:`, `:${stranger}:`)),
    { principal: { type: 'AWS', id: '*' }, arn: undefined, label: 'anybody', isLocal: false, isOfMesh: false },
    ...services.map((each) => service(`${each}.amazonaws.com`)),
  ]
}

/** Those whom a policy itself names, so that nobody is let in whom nobody thought of. */
export function namedIn({ Statement: statements }: PolicyDocument, { access }: Places): Principal[] {
  const named = statements.flatMap(({ Principal: element }) =>
    element === undefined || element === '*'
      ? []
      : Object.entries(element).flatMap(([type, ids]) => many(ids).map((id) => ({ type, id }))),
  )
  return named.flatMap(({ type, id }): Principal[] => {
    if (type === 'Service') return [service(id)]
    if (type !== 'AWS' || id === '*') return []
    const arn = /^\d{12}$/.test(id) ? `arn:${access.partition}:iam::${id}:root` : id
    // Whoever is of the account is among those that are asked anyway, or an account's root.
    if (arn.split(':')[4] === access.account) return []
    return [{ principal: { type: 'AWS', id: arn }, arn, label: arn, isLocal: false, isOfMesh: false }]
  })
}

const service = (id: string): Principal => ({
  principal: { type: 'Service', id },
  arn: undefined,
  label: id,
  isLocal: false,
  isOfMesh: false,
})

/** A role acts through its sessions. */
const sessionOf = (arn: string): string =>
  arn.replace(/:iam:(.*):role\/(?:.*\/)?([^/]+)$/, ':sts:$1:assumed-role/$2/session')
