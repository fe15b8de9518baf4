import { many } from '../../../policy/document'
import { SERVICES } from './actions'
import type { DeclaredRole } from './places'
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
}

/** Actions of services that no path leads to: a template of a mesh's own may have them, some of them never. */
export function outsideServices({ statement }: PlacedStatement, role: DeclaredRole): Beyond[] {
  if (statement.Effect !== 'Allow') return []
  return many(statement.Action).flatMap((action) => {
    const service = action.split(':')[0]?.toLowerCase() ?? ''
    // With a wildcard it names known services, too, and shows there.
    if (SERVICES.has(service) || /[*?]/.test(service)) return []
    if (role.hasOwnTemplate && !FORBIDDEN.has(service)) return []
    return [{ cause: service, message: `may ${action}, which nothing in the mesh calls for` }]
  })
}

/** Buckets by name that are none of the environment's: only a template of a mesh's own has a reason to name one. */
export function outsideBuckets(
  { statement }: PlacedStatement,
  role: DeclaredRole,
  buckets: ReadonlySet<string>,
): Beyond[] {
  if (statement.Effect !== 'Allow' || role.hasOwnTemplate) return []
  return many(statement.Resource).flatMap((pattern) => {
    const [, bucket] = /^arn:[^:]*:s3:::([^/*?$]+)(?:\/|$)/.exec(pattern) ?? []
    if (bucket === undefined || buckets.has(bucket)) return []
    return [{ cause: `bucket ${bucket}`, message: `names the bucket ${bucket}, which is not its environment's` }]
  })
}
