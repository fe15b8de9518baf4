import type { LocationGrant, LocationPermission } from '../../../../model/graph'
import { NOBODY, type DeclaredRole, type Places } from '../places'

/** How an action on objects follows from what a path gives; what is not here follows from nothing. */
export const OBJECT_RIGHTS: ReadonlyMap<string, LocationPermission> = new Map([
  ['s3:GetObject', 's3:GetObject'],
  ['s3:PutObject', 's3:PutObject'],
  ['s3:DeleteObject', 's3:DeleteObject'],
  ['s3:AbortMultipartUpload', 's3:PutObject'],
  ['s3:ListMultipartUploadParts', 's3:PutObject'],
])

/**
 * What Lake Formation needs of the bucket that it reads and writes with a location role.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html
 */
const REGISTERED: readonly LocationPermission[] = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']

/** What a role may do in dataset buckets, by bucket. */
export function locationsOf({ access }: Places, role: DeclaredRole): ReadonlyMap<string, readonly LocationGrant[]> {
  const own = access.datasets.find((each) => each.name === role.dataset)
  if (own) {
    const all = { dataset: own.name, bucket: own.bucket, prefix: '', permissions: REGISTERED, source: undefined }
    return new Map([[own.bucket, [all]]])
  }
  const found = new Map<string, LocationGrant[]>()
  // Home storage depends on the session's tags: verifyHome looks at it.
  const inDatasets = role.access?.locations.filter((each) => each.dataset !== null) ?? []
  for (const each of inDatasets) found.set(each.bucket, [...(found.get(each.bucket) ?? []), each])
  return found
}

/** Every bucket of the environment that a role's own policies decide about. */
export function bucketsFor({ access, results }: Places, role: DeclaredRole): string[] {
  const home = access.home && role.access?.kind !== 'home' ? [access.home.bucket] : []
  return [...access.datasets.map((each) => each.bucket), results.bucket, ...home]
}

/** Buckets that are nobody's: one of no mesh, and those whose names go on from where one of the mesh ends. */
export function strangers({ access, results }: Places): string[] {
  const own = [
    ...access.datasets.map((each) => each.bucket),
    results.bucket,
    ...(access.home ? [access.home.bucket] : []),
  ]
  return [NOBODY, ...own.map((each) => `${each}x`).filter((each) => !own.includes(each))]
}
