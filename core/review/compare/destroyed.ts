import { factKey } from '../side/fact'
import type { EnvironmentSide } from '../side/side'

/** Names of the datasets of which a database or table goes, sorted. */
export function destroyedDatasets(
  before: EnvironmentSide | undefined,
  after: EnvironmentSide | undefined,
  destroyed: ReadonlySet<string>,
): string[] {
  if (!before) return []
  const byDatabase = new Map(before.datasets.map((each) => [each.database, each.name]))
  const found = [...before.facts.values()].flatMap((fact): string[] => {
    const [, database] = fact.kind === 'data' ? (/^(?:database|table) ([^.]+)/.exec(fact.subject) ?? []) : []
    const name = database === undefined ? undefined : byDatabase.get(database)
    if (name === undefined) return []
    const isDeleted = fact.address !== undefined && destroyed.has(fact.address)
    return isDeleted || (after && !after.facts.has(factKey(fact))) ? [name] : []
  })
  return [...new Set(found)].sort()
}
