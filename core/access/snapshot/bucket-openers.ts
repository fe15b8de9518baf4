import { many, type PolicyDocument } from '../../policy/document'
import { actsAs } from '../reach/principals'

const OBJECT_ACTIONS = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] as const

/** Whom a bucket's policy lets in by itself: principal → what of its objects. Services act on their own behalf. */
export function bucketOpeners({ Statement: statements }: PolicyDocument): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const each of statements) {
    if (each.Effect !== 'Allow') continue
    const acts = OBJECT_ACTIONS.filter((action) => actsAs(each, action.toLowerCase()))
    if (acts.length === 0) continue
    const { Principal: principal } = each
    const who =
      principal === undefined || principal === '*'
        ? ['*']
        : [...many(principal.AWS), ...many(principal.Federated), ...many(principal.CanonicalUser)]
    for (const id of who) found.set(id, new Set([...(found.get(id) ?? []), ...acts]))
  }
  return new Map([...found].map(([id, acts]) => [id, [...acts].sort()]))
}
