import { bucketName, type NameScope } from '../names'
import type { Grants } from './grants'
import type { LocationGrant, LocationPermission } from './types'

/** The template that lets a role write the files behind its tables. */
export const WRITER_POLICY = 'data-writer'
/** The template that lets a role read files where an entry says `files: true`. */
export const FILES_POLICY = 'files-reader'

const INSERTS: readonly LocationPermission[] = ['s3:PutObject']
/** Deleting rows takes away files, and writes the ones that say which rows are gone. */
const DELETES: readonly LocationPermission[] = ['s3:DeleteObject', 's3:PutObject']

/**
 * What IAM opens of the buckets behind the grants. Whoever may create tables in a database writes all of its bucket;
 * others write below the tables that they may insert into or delete from, and delete only where they hold DELETE.
 */
export function locationsOf(grants: Grants, scope: NameScope, writes: boolean): LocationGrant[] {
  const files = grants.files.map(({ dataset, table, source }): LocationGrant => {
    const permissions: LocationPermission[] = ['s3:GetObject']
    return { dataset, bucket: bucketName(scope, dataset), prefix: `${table}/`, permissions, source }
  })
  if (!writes) return merge(files)
  const makers = grants.databases.flatMap(({ dataset, permissions, source }): LocationGrant[] =>
    dataset !== null && permissions.includes('CREATE_TABLE')
      ? [
          {
            dataset,
            bucket: bucketName(scope, dataset),
            prefix: '',
            permissions: ['DATA_LOCATION_ACCESS', ...DELETES],
            source,
          },
        ]
      : [],
  )
  const writers = grants.tables.flatMap(({ dataset, table, permissions, sources }): LocationGrant[] =>
    (permissions.includes('INSERT') || permissions.includes('DELETE')) &&
    !makers.some((each) => each.dataset === dataset)
      ? [
          {
            dataset,
            bucket: bucketName(scope, dataset),
            prefix: `${table}/`,
            permissions: permissions.includes('DELETE') ? DELETES : INSERTS,
            source: sources.INSERT ?? sources.DELETE,
          },
        ]
      : [],
  )
  return merge([...files, ...makers, ...writers])
}

/** One grant a place, sorted. */
function merge(locations: readonly LocationGrant[]): LocationGrant[] {
  const places = new Map<string, LocationGrant>()
  for (const each of locations) {
    const key = `${each.bucket}/${each.prefix}`
    const known = places.get(key)
    const permissions = [...new Set([...(known?.permissions ?? []), ...each.permissions])].sort()
    places.set(key, { ...(known ?? each), permissions })
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}
