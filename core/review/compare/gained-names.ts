import { aliasName, bucketName, databaseName, datasetPrefix } from '../../model/names'
import { many, type OneOrMany, type Statement } from '../../policy/document'
import type { EnvironmentSide } from '../side/side'
import type { ReviewPath } from '../types'
import type { PathDifference } from './difference'

/** What of a role's statement names nothing that the role gains by a path; `undefined` where all of it does. */
export function besideGained(
  side: EnvironmentSide,
  { gained, changed }: PathDifference,
): (role: string, statement: Statement) => Statement | undefined {
  const byRole = new Map<string, ReviewPath[]>()
  for (const path of [...gained, ...changed.map((each) => each.after)]) {
    const known = byRole.get(path.role)
    if (known) known.push(path)
    else byRole.set(path.role, [path])
  }
  const names = new Map<string, ReadonlySet<string>>()
  return (role, statement) => {
    const own = names.get(role) ?? namesOf(side, byRole.get(role) ?? [])
    names.set(role, own)
    return own.size === 0 ? statement : without(statement, own)
  }
}

function namesOf(side: EnvironmentSide, paths: readonly ReviewPath[]): ReadonlySet<string> {
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
function namesOfDataset(side: EnvironmentSide, dataset: string): readonly string[] {
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

function without(statement: Statement, names: ReadonlySet<string>): Statement | undefined {
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
  if (isEmpty(resources) || conditions.some(([, keys]) => Object.values(keys).some(isEmpty))) return undefined
  return {
    ...statement,
    ...(resources && { Resource: resources }),
    ...(statement.Condition && { Condition: Object.fromEntries(conditions) }),
  }
}
