import type { Principal } from '../document'
import { invalidPolicy } from './errors'
import { remember } from './memo'
import type { RequestPrincipal } from './types'
import { entries, texts } from './values'

/** Whether an element names the principal. */
type Names = (who: RequestPrincipal) => boolean

const EVERYONE: Names = () => true

/**
 * Reads `Principal`. An account stands for every principal in it, a role for its sessions, and `*` for everyone.
 *
 * @throws {EvaluationError} `invalid-policy` for an unknown type, for a canonical user, which cannot be told from an
 * ARN, and for a wildcard anywhere but as the whole of `*` or `{"AWS": "*"}`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const readPrincipal = (element: Principal): Names => read('Principal', element, covers)

/**
 * Reads `NotPrincipal` and tells whether the statement applies, which it does to everyone whom the element does not
 * name exactly. Here an account does not stand for its principals nor a role for its sessions: AWS's examples list
 * all three to leave out a single session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function readNotPrincipal(element: Principal): Names {
  const excepted = read('NotPrincipal', element, isExactly)
  return (who) => !excepted(who)
}

function read(field: string, element: Principal, aws: (entry: Identity, who: Identity) => boolean): Names {
  if (element === '*') return EVERYONE
  const lists = entries(field, element)
  if (lists.length === 0) throw invalidPolicy(`${field} names nobody`)
  const names = lists.map(([type, value]): Names => {
    const ids = texts(`${field}.${type}`, value)
    if (type === 'AWS' && ids.includes('*')) return EVERYONE
    if (ids.some((id) => /[*?]/.test(id))) throw invalidPolicy(`a wildcard may not stand in ${field}.${type}`)
    if (type === 'Federated' || type === 'Service') return (who) => who.type === type && ids.includes(who.id)
    if (type !== 'AWS') throw invalidPolicy(`${field}.${type} is not supported`)
    const identities = ids.map(identity)
    return (who) => who.type === 'AWS' && identities.some((entry) => aws(entry, identity(who.id)))
  })
  return (who) => names.some((name) => name(who))
}

/** What a principal's id says: a role and its sessions share account and role name. */
interface Identity {
  readonly id: string
  readonly kind: 'account' | 'role' | 'session' | 'other'
  /** `undefined` for a bare account id, which has the same meaning in every partition. */
  readonly partition?: string
  readonly account?: string
  /** Of a role or session, without its path. */
  readonly role?: string
}

const identity = remember((id): Identity => {
  if (/^\d{12}$/.test(id)) return { id, kind: 'account', account: id }
  const [, partition, service, account, resource = ''] = /^arn:([^:]+):(iam|sts)::(\d{12}):(.+)$/.exec(id) ?? []
  if (partition === undefined || account === undefined) return { id, kind: 'other' }
  const place = { id, partition, account }
  if (service === 'iam' && resource === 'root') return { ...place, kind: 'account' }
  if (service === 'iam' && resource.startsWith('role/')) {
    return { ...place, kind: 'role', role: resource.slice(resource.lastIndexOf('/') + 1) }
  }
  const session = service === 'sts' ? /^assumed-role\/([^/]+)\/[^/]+$/.exec(resource) : null
  return session?.[1] === undefined ? { ...place, kind: 'other' } : { ...place, kind: 'session', role: session[1] }
})

const samePlace = (a: Identity, b: Identity): boolean =>
  a.account !== undefined &&
  a.account === b.account &&
  (a.partition === undefined || b.partition === undefined || a.partition === b.partition)

const isExactly = (entry: Identity, who: Identity): boolean =>
  entry.id === who.id || (entry.kind === 'account' && who.kind === 'account' && samePlace(entry, who))

function covers(entry: Identity, who: Identity): boolean {
  if (entry.id === who.id) return true
  if (!samePlace(entry, who)) return false
  return entry.kind === 'account' || (entry.kind === 'role' && who.kind === 'session' && entry.role === who.role)
}
