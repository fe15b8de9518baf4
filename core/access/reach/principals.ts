import { many, type PolicyDocument, type Statement } from '../../policy/document'
import { includesAction } from '../../policy/lint/actions'
import type { Names } from './names'

/** Who opens a role without a federated sign-in. */
export interface TrustedPrincipal {
  readonly type: 'AWS' | 'Service' | '*'
  /** An ARN, an account, a service, or `*`. */
  readonly id: string
}

const OPENING = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'] as const

const known = new WeakMap<PolicyDocument, readonly TrustedPrincipal[]>()

/** The AWS principals and services that a trust policy lets in, whatever it asks of them. */
export function principalsOf(trust: PolicyDocument): readonly TrustedPrincipal[] {
  const found = known.get(trust) ?? readPrincipals(trust)
  known.set(trust, found)
  return found
}

function readPrincipals({ Statement: statements }: PolicyDocument): readonly TrustedPrincipal[] {
  const found = statements.flatMap((each): TrustedPrincipal[] => {
    if (each.Effect !== 'Allow') return []
    const { Principal: principal, NotPrincipal } = each
    const everybody =
      NotPrincipal !== undefined || principal === '*' || principal === undefined || many(principal.AWS).includes('*')
    // Whoever is not named may come through any provider of the account, too.
    if (everybody) return OPENING.some((action) => actsAs(each, action)) ? [{ type: '*', id: '*' }] : []
    if (!actsAs(each, 'sts:assumerole')) return []
    return [
      ...many(principal.AWS).map((id): TrustedPrincipal => ({ type: 'AWS', id: narrowed(each, id) })),
      ...many(principal.Service).map((id): TrustedPrincipal => ({ type: 'Service', id })),
    ]
  })
  return [...new Map(found.map((each) => [`${each.type} ${each.id}`, each])).values()]
}

/** An account's root stands for everybody in it; a condition may say who of them. */
function narrowed({ Condition = {} }: Statement, id: string): string {
  if (!/^(?:\d{12}|arn:[\w-]+:iam::\d{12}:root)$/.test(id)) return id
  for (const [operator, keys] of Object.entries(Condition)) {
    if (!/^Arn(?:Equals|Like)$/.test(operator)) continue
    for (const [key, values] of Object.entries(keys)) {
      const [only, ...more] = new Set(many(values))
      if (key.toLowerCase() === 'aws:principalarn' && only !== undefined && more.length === 0) return only
    }
  }
  return id
}

/** Whether a statement is about an action, which is given in lower case. */
export const actsAs = ({ Action, NotAction }: Statement, action: string): boolean =>
  includesAction({ actions: many(Action), notActions: many(NotAction) } as Parameters<typeof includesAction>[0], action)

/** The hub's function that follows events about services: it may write trust policies, and opens no data. */
export const isTrustSync = (id: string, { mesh }: Pick<Names, 'mesh'>): boolean =>
  new RegExp(`^arn:[\\w-]+:iam::\\d{12}:role/${mesh}-hub/${mesh}-trust-sync-hook$`).test(id)
