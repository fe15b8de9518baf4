import { aliasName, bucketName, databaseName, datasetPrefix } from '../../model/names'
import { many, type OneOrMany, type Statement } from '../../policy/document'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { ReviewPath } from '../types'
import type { PathDifference } from './difference'
import { isForWriting } from './permissions'

/**
 * What of a role's statement names nothing that the role gains by a path. Who gains reading does not for that gain what
 * changes or destroys.
 */
export function besideGained(
  side: Snapshot,
  { gained, changed }: PathDifference,
): (role: string, statement: Statement) => readonly Statement[] {
  const byRole = new Map<string, ReviewPath[]>()
  for (const path of [...gained, ...changed.filter(widens).map((each) => each.after)]) {
    const known = byRole.get(path.role)
    if (known) known.push(path)
    else byRole.set(path.role, [path])
  }
  const names = new Map<string, GainedNames>()
  return (role, statement) => {
    const paths = byRole.get(role) ?? []
    const own = names.get(role) ?? { any: namesOf(side, paths), written: namesOf(side, paths.filter(isForWriting)) }
    names.set(role, own)
    if (own.any.size === 0) return [statement]
    if (statement.NotAction !== undefined) return without(statement, own.written)
    const [writing, others] = [true, false].map((isWriting) =>
      many(statement.Action).filter((each) => WRITING.test(each) === isWriting),
    )
    return [
      ...without({ ...statement, Action: writing }, own.written),
      ...without({ ...statement, Action: others }, own.any),
    ].filter((each) => many(each.Action).length > 0)
  }
}

interface GainedNames {
  readonly any: ReadonlySet<string>
  /** Of paths that are not for reading alone. */
  readonly written: ReadonlySet<string>
}

/** What changes or destroys, by how AWS calls it, and whatever may be that. */
const WRITING =
  /:(?:\*|(?:Batch)?(?:Create|Delete|Import|Put|Remove|Replace|Restore|Start|Stop|Tag|Untag|Update|Write))/i

/** Less may be seen, or for a shorter time, without another policy. */
function widens({ before, after }: PathDifference['changed'][number]): boolean {
  const rows = before.rows !== null && before.rows !== after.rows
  const columns = before.columns !== null && !(after.columns?.every((each) => before.columns?.includes(each)) ?? false)
  return rows || columns || (after.grantable && !before.grantable)
}

function namesOf(side: Snapshot, paths: readonly ReviewPath[]): ReadonlySet<string> {
  const datasets = new Set(paths.flatMap((each) => each.dataset ?? []))
  const locations = new Set(paths.flatMap((each) => (each.dataset === null ? (each.location ?? []) : [])))
  return new Set([
    ...[...datasets].flatMap((each) => namesOfDataset(side, each)),
    ...[...locations].map((each) => resourceOf(each)),
  ])
}

/** A location as policies write it: `:::bucket/home/user/${aws:PrincipalTag/initials}/`. */
const resourceOf = (location: string): string =>
  location.replace('s3://', ':::').replace(/<([^>]+)>/g, (_, tag: string) => `\${aws:PrincipalTag/${tag}}`)

/** A dataset's database, bucket and key, by name or by the pattern that is written where there are too many. */
function namesOfDataset(side: Snapshot, dataset: string): readonly string[] {
  const { mesh, environment, account } = side
  const scope = { mesh, environment, account }
  const database = side.datasets.find((each) => each.name === dataset)?.database ?? databaseName(environment, dataset)
  return [
    `database/${database}"`,
    `table/${database}/`,
    bucketName(scope, dataset),
    `${aliasName(scope, dataset)}"`,
    `database/${databaseName(environment, '')}*`,
    `${datasetPrefix(scope)}*-${account}`,
    `${aliasName(scope, '')}*`,
  ]
}

function without(statement: Statement, names: ReadonlySet<string>): Statement[] {
  const others = (values: OneOrMany): readonly string[] =>
    many(values).filter((each) => ![...names].some((name) => JSON.stringify(each).includes(name)))
  const resources = statement.Resource === undefined ? undefined : others(statement.Resource)
  const conditions = Object.entries(statement.Condition ?? {}).map(([operator, keys]) => {
    // Only what must be one of some values is about them.
    const isOneOf = !/Not|Null|IfExists|ForAllValues/i.test(operator)
    const kept = Object.entries(keys).map(([key, values]) => [key, isOneOf ? others(values) : values] as const)
    return [operator, Object.fromEntries(kept)] as const
  })
  const isEmpty = (values: OneOrMany | undefined): boolean => values?.length === 0
  if (isEmpty(resources) || conditions.some(([, keys]) => Object.values(keys).some(isEmpty))) return []
  const Condition = Object.fromEntries(conditions)
  return [{ ...statement, ...(resources && { Resource: resources }), ...(statement.Condition && { Condition }) }]
}
