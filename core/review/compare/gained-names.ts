import { aliasName, bucketName, databaseName, datasetPrefix } from '../../model/names'
import type { Statement } from '../../policy/document'
import type { EnvironmentSide } from '../side/side'
import type { ReviewPath } from '../types'
import type { PathDifference } from './difference'

/** Tells of a role whether a statement names something that the role gains by a path. */
export function gainedNames(
  side: EnvironmentSide,
  { gained, changed }: PathDifference,
): (role: string, statement: Statement) => boolean {
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
    return mentions(statement, own)
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

function mentions(statement: Statement, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false
  const text = JSON.stringify([statement.Resource, statement.Condition])
  return [...names].some((each) => text.includes(each))
}
