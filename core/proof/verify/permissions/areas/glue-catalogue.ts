import type { DatabaseGrant, RoleAccess } from '../../../../model/graph'
import type { Expectation } from '../area'
import type { DeclaredRole } from '../places'
import * as actions from './glue-actions'

/** What a role may do with a database or one of its tables, or with the catalogue that holds them all. */
interface CatalogueRights {
  readonly expects: (action: string, kind: string, database: string) => Expectation
  /** The only actions that `expects` may call for. */
  readonly needed: ReadonlySet<string>
}

/**
 * The catalogue is read where there is a grant and written where a grant writes. Lake Formation decides again, table
 * by table. Athena finds names through the database `default`, and `SHOW DATABASES` asks for every database.
 */
export function catalogueRights({ access, policies, hasOwnTemplate }: DeclaredRole): CatalogueRights {
  if (!access || access.databases.length === 0) {
    return { expects: () => 'never', needed: new Set() }
  }
  const granted = new Map(access.databases.map((each) => [each.database, each]))
  const queries = policies.has('data-lake-user') || policies.has('pipeline-job')
  const browses = policies.has('catalog-reader')
  const isWriter = policies.has('catalog-writer')
  const writing: Expectation = isWriter ? 'must' : hasOwnTemplate ? 'may' : 'never'
  const written = new Set(access.databases.filter((each) => writesIn(access, each)).map((each) => each.database))
  const altered = new Set(access.databases.filter(isAltered).map((each) => each.database))

  const reading = (action: string, database: string): Expectation => {
    if (queries && actions.QUERY_READS.has(action)) return 'must'
    if (browses && actions.BROWSE_READS.has(action)) return 'must'
    if (isWriter && actions.WRITER_READS.has(action) && (database === '' ? written.size > 0 : written.has(database)))
      return 'must'
    return 'may'
  }

  const expects: CatalogueRights['expects'] = (action, kind, database) => {
    const isCatalogue = kind === 'catalog'
    if (!isCatalogue && kind !== 'database' && kind !== 'table') return 'never'
    if (action === actions.GET_DATABASES) return kind === 'table' ? 'never' : queries || browses ? 'must' : 'may'
    if (actions.READS.has(action)) {
      if (isCatalogue) return reading(action, '')
      if (database === 'default' && kind === 'table') return 'never'
      if (database === 'default') return actions.WRITER_READS.has(action) ? 'may' : reading(action, database)
      return granted.has(database) ? reading(action, database) : 'never'
    }
    const isUpdate = action === actions.UPDATE_DATABASE
    if (!isUpdate && !actions.WRITES.has(action)) return 'never'
    const where = isUpdate ? altered : written
    if (isCatalogue ? where.size > 0 : where.has(database)) return writing
    return 'never'
  }
  const needed = new Set([
    ...(queries ? actions.QUERY_READS : []),
    ...(browses ? actions.BROWSE_READS : []),
    ...(queries || browses ? [actions.GET_DATABASES] : []),
    ...(isWriter ? [...actions.WRITER_READS, ...actions.WRITES, actions.UPDATE_DATABASE] : []),
  ])
  return { expects, needed }
}

const isAltered = ({ dataset, permissions }: DatabaseGrant): boolean =>
  dataset !== null && permissions.includes('ALTER')

/** Whether some grant in the database is on more than reading. */
function writesIn({ tables }: RoleAccess, { dataset, database, permissions }: DatabaseGrant): boolean {
  if (dataset === null) return false
  return (
    permissions.some((each) => each !== 'DESCRIBE') ||
    tables.some(
      (each) => each.database === database && each.permissions.some((one) => one !== 'SELECT' && one !== 'DESCRIBE'),
    )
  )
}
