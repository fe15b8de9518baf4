import { aliasName, bucketName } from '../../model/names'
import { factKey } from '../../access/snapshot/fact'
import type { Snapshot } from '../../access/snapshot/snapshot'

/** Names of the datasets of which a database, table, bucket or key goes, sorted. */
export function destroyedDatasets(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  destroyed: ReadonlySet<string>,
): string[] {
  if (!before) return []
  const scope = { mesh: before.mesh, environment: before.environment, account: before.account }
  const bySubject = new Map(
    before.datasets.flatMap(({ name, database }) => [
      [`database ${database}`, name],
      [`bucket ${bucketName(scope, name)}`, name],
      [`key ${aliasName(scope, name)}`, name],
    ]),
  )
  const found = [...before.facts.values()].flatMap((fact): string[] => {
    if (fact.kind !== 'data') return []
    const name = bySubject.get(fact.subject.replace(/^table ([^.]+)\..*$/, 'database $1'))
    if (name === undefined) return []
    const isDeleted = fact.address !== undefined && destroyed.has(fact.address)
    return isDeleted || (after && !after.facts.has(factKey(fact))) ? [name] : []
  })
  return [...new Set(found)].sort()
}
