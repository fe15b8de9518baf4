import { many } from '../../../policy/document'
import { SERVICES } from './actions'
import { escalatesBecause } from '../../../policy/lint/escalations'
import { onlyReads } from './own-templates/only-reads'
import type { PlacedStatement } from './statements'

/** Services with which a role could change who has access, whatever its template is for. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'account',
  'cognito-identity',
  'cognito-idp',
  'identitystore',
  'organizations',
  'ram',
  's3-object-lambda',
  's3-outposts',
  's3express',
  's3tables',
  'sso',
  'sso-directory',
])

/** Something that a statement does, and what tells it from others. */
export interface Beyond {
  readonly cause: string
  readonly message: string
  /** What of the statement says so. @default - the statement as a whole */
  readonly text?: string
  /** What a template of a mesh's own may do here. @default - it may not */
  readonly exception?: string
}

/**
 * Actions of services that no path leads to. A template of a mesh's own may have those that only read: with others a role
 * changes rows, code or commands by which somebody gets what no path gives.
 */
export function outsideServices({ statement }: PlacedStatement): Beyond[] {
  if (statement.Effect !== 'Allow') return []
  if (statement.NotAction !== undefined) {
    return [
      { cause: 'NotAction', text: 'NotAction', message: `may everything but ${many(statement.NotAction).join(', ')}` },
    ]
  }
  return many(statement.Action).flatMap((action): Beyond[] => {
    const service = action.split(':')[0]?.toLowerCase() ?? ''
    if (SERVICES.has(service)) return []
    const message = `may ${action}, which nothing in the mesh calls for`
    // What gives the rights of another role breaks a rule about policies, which tells it.
    const mayBe = !FORBIDDEN.has(service) && (onlyReads(action) || escalatesBecause(action.toLowerCase()) !== undefined)
    return [{ cause: service, message, text: JSON.stringify(action), ...(mayBe && { exception: action }) }]
  })
}

/** Buckets by name that are none of the environment's: only a template of a mesh's own has a reason to name one. */
export function outsideBuckets({ statement }: PlacedStatement, buckets: ReadonlySet<string>): Beyond[] {
  if (statement.Effect !== 'Allow') return []
  return many(statement.Resource).flatMap((pattern): Beyond[] => {
    const [, bucket] = /^arn:[^:]*:s3:::([^/*?$]+)(?:\/|$)/.exec(pattern) ?? []
    if (bucket === undefined || buckets.has(bucket)) return []
    const message = `names the bucket ${bucket}, which is not its environment's`
    const action = `${many(statement.Action).join(', ')} in the bucket ${bucket}`
    return [{ cause: `bucket ${bucket}`, message, text: bucket, exception: action }]
  })
}

/** Keys, catalogues, identities and the like of other accounts. */
export function outsideAccounts({ statement }: PlacedStatement, own: string): Beyond[] {
  if (statement.Effect !== 'Allow') return []
  return many(statement.Resource).flatMap((pattern): Beyond[] => {
    const [, , service = '', , account = ''] = pattern.split(':')
    if (account === '' || account === own || !(SERVICES.has(service) || /[*?$]/.test(service))) return []
    return [{ cause: 'account', message: `names ${pattern}, which is not of its account`, text: pattern }]
  })
}
