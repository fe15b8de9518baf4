import { compareText } from '../../../core/model/diagnostic'
import type { EnvironmentAccess, RoleAccess } from '../../../core/model/graph'
import { pathsOf } from '../../../core/model/graph/paths'

/** What a session of a role reaches of one resource, with the same facts. */
export interface Reached {
  /** The mesh's name of the dataset; null for home storage and for the database `default`. */
  readonly dataset: string | null
  readonly database: string | null
  readonly table: string | null
  /** `s3://bucket/prefix/`, the session's own folder in home storage. */
  readonly location: string | null
  /** Sorted. */
  readonly permissions: readonly string[]
  /** Sorted visible names; null means all. */
  readonly columns: readonly string[] | null
  /** A filter; null means all. */
  readonly rows: string | null
  readonly grantable: boolean
  /** The session tag that the folder is named after, and that the session lacks: it reaches nothing then. */
  readonly lacks: string | null
}

/** The data behind a role, for a session with these tags: home storage has folders named after them. */
export function reachedBy(
  environment: EnvironmentAccess,
  role: RoleAccess,
  tags: Readonly<Record<string, string>>,
): Reached[] {
  // What a role reaches is the same for each of its groups and services.
  const anybody = { ...role, services: ['any'], groups: [{ name: 'anybody', code: '', source: undefined }] }
  const found = new Map<string, Reached>()
  for (const path of pathsOf({ ...environment, roles: [anybody] })) {
    const { dataset, database, table, columns, rows, grantable } = path
    const { location, lacks } = ownFolder(dataset === null, path.location, tags)
    const each = { dataset, database, table, location, columns, rows, grantable, lacks }
    const key = JSON.stringify(each)
    found.set(key, { ...each, permissions: [...(found.get(key)?.permissions ?? []), path.permission].sort() })
  }
  return [...found.values()].sort((a, b) => compareText(orderOf(a), orderOf(b)))
}

/** The folder of home storage that the session's tags name; `<tag>` stays where the session has no such tag. */
function ownFolder(
  isHome: boolean,
  location: string | null,
  tags: Readonly<Record<string, string>>,
): Pick<Reached, 'location' | 'lacks'> {
  const tag = isHome ? /<([^>]*)>/.exec(location ?? '')?.[1] : undefined
  if (location === null || tag === undefined) return { location, lacks: null }
  // AWS compares the keys of session tags without case.
  const value = Object.entries(tags).find(([key]) => key.toLowerCase() === tag.toLowerCase())?.[1]
  if (value === undefined) return { location, lacks: tag }
  return { location: location.replace(`<${tag}>`, () => value), lacks: null }
}

/** Datasets by name, in each the database, the tables, the locations; what belongs to no dataset at the end. */
function orderOf({ dataset, table, location, permissions }: Reached): string {
  const kind = location !== null ? 2 : table !== null ? 1 : 0
  return JSON.stringify([dataset === null ? 1 : 0, dataset, kind, table, location, permissions])
}
