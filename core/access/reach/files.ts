import { datasetPrefix } from '../../model/names'
import { many, type PolicyDocument, type Statement } from '../../policy/document'
import { covers, hasWildcard, matches } from '../../policy/lint/patterns'
import { datasetOfBucket } from './dataset-bucket'
import type { Names } from './names'
import { actsAs } from './principals'
import { target, type Target } from './targets'

/** What opens objects; others come with them, or open nothing by themselves. */
const ACTIONS = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'] as const

/** Reading older versions, and changing what protects objects, is more than any path says. */
const BESIDE = ['s3:getobjectversion', 's3:deleteobjectversion', 's3:putobjectacl', 's3:putobjectretention'] as const

/** A policy of a role, and the resource that it stands in. */
export interface RolePolicy {
  readonly address: string
  readonly document: PolicyDocument
}

/** Folders of a bucket that are no data: query results and scripts of the role itself. */
export interface OwnFolders {
  readonly bucket: string
  /** With a slash at the end. */
  readonly prefixes: readonly string[]
}

/** What a statement opens of S3: patterns of objects. */
interface Opened {
  readonly action: (typeof ACTIONS)[number]
  readonly resource: string
}

const known = new WeakMap<Statement, readonly Opened[] | string>()

function openedBy(each: Statement): readonly Opened[] | string {
  const opened = known.get(each) ?? readStatement(each)
  known.set(each, opened)
  return opened
}

function readStatement(each: Statement): readonly Opened[] | string {
  const acts = ACTIONS.filter((action) => actsAs(each, action.toLowerCase()))
  if (acts.length === 0) return []
  if (each.NotResource !== undefined) return 'opens all objects but some'
  return acts.flatMap((action) => many(each.Resource).map((resource) => ({ action, resource })))
}

export interface FilesRead {
  readonly targets: readonly Target[]
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/**
 * The storage locations that a role's policies open. Conditions of an Allow are not taken for limits, so that this says
 * rather too much; a Deny without a condition takes away, and every other Deny is compared as it is written.
 */
export function filesOf(policies: readonly RolePolicy[], names: Names, own: OwnFolders | undefined): FilesRead {
  const places = new Map<string, Target>()
  const faults = new Map<string, string>()
  const denies = policies.flatMap(({ document }) =>
    document.Statement.filter((each) => each.Effect === 'Deny' && each.Condition === undefined),
  )
  for (const { address, document } of policies) {
    for (const statement of document.Statement) {
      if (statement.Effect !== 'Allow') continue
      const opened = openedBy(statement)
      if (typeof opened === 'string') faults.set(address, opened)
      else if (BESIDE.some((action) => actsAs(statement, action)))
        faults.set(address, 'opens versions of objects, or what protects them')
      for (const { action, resource } of typeof opened === 'string' ? [] : opened) {
        if (denies.some((each) => actsAs(each, action.toLowerCase()) && deniesAll(each, resource))) continue
        for (const { location, dataset } of locationsOf(resource, names, own)) {
          places.set(`${location} ${action}`, target({ location, dataset, permission: action, address }))
        }
      }
    }
  }
  return { targets: [...places.values()], faults }
}

const deniesAll = ({ Resource, NotResource }: Statement, resource: string): boolean =>
  NotResource === undefined && many(Resource).some((each) => covers(each, resource))

interface Location {
  readonly location: string
  readonly dataset: string | null
}

function locationsOf(resource: string, names: Names, own: OwnFolders | undefined): Location[] {
  if (resource === '*') return everywhere(names, '*')
  const [, bucket, key] = /^arn:[\w*?-]*:s3:[^:]*:[^:]*:([^/]+)(?:\/([^]*))?$/.exec(resource) ?? []
  if (bucket === undefined) return []
  // A bucket is no object; but a star matches slashes, too, and so the objects of all buckets of that beginning.
  if (key === undefined) return bucket.includes('*') ? everywhere(names, beginning(bucket)) : []
  const prefix = folderOf(key)
  if (!hasWildcard(bucket)) {
    if (own && bucket === own.bucket && own.prefixes.some((each) => prefix.startsWith(each))) return []
    return [{ location: `s3://${bucket}/${prefix}`, dataset: datasetOfBucket(names, bucket) }]
  }
  return everywhere(names, bucket, prefix)
}

/** The datasets that a pattern of buckets matches, and the pattern itself unless it is the one that means just them. */
function everywhere(names: Names, bucket: string, prefix = ''): Location[] {
  const known = Object.values(names.databases).filter((each) => matches(bucket, each.bucket))
  const found = known.map((each): Location => ({ location: `s3://${each.bucket}/${prefix}`, dataset: each.dataset }))
  const ofDatasets = `${datasetPrefix(names)}*-${names.account}`
  return bucket === ofDatasets ? found : [...found, { location: `s3://${bucket}/${prefix}`, dataset: null }]
}

/** `novo-*` of `novo-*.csv`. */
const beginning = (bucket: string): string => bucket.slice(0, bucket.indexOf('*') + 1)

/** `home/user/<initials>/` of `home/user/${aws:PrincipalTag/initials}/*`. */
const folderOf = (key: string): string =>
  key.replace(/\*$/, '').replace(/\$\{aws:PrincipalTag\/([^},]+)[^}]*\}/gi, '<$1>')

/** Whether a location is whatever a pattern matches. */
export const isPattern = ({ location, table }: Pick<Target, 'location' | 'table'>): boolean =>
  table === '*' || (location !== null && /[*?]/.test(location))
