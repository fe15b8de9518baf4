import { aliasName, bucketName, databaseName, datasetPrefix } from '../../model/names'
import { many, type Statement } from '../../policy/document'
import { ADMINISTRATIVE } from '../../policy/lint/administrative-actions'
import { covers, hasWildcard, overlap } from '../../policy/lint/patterns'
import { statementsOf, type Fact, type Facts } from '../side/fact'
import type { EnvironmentSide } from '../side/side'
import type { Said } from './many'
import type { PathDifference } from './difference'

/** What both sides' roles say in their policies: role → statements as texts, and where. */
interface RolePolicies {
  readonly statements: ReadonlySet<string>
  readonly address: string | undefined
}

/**
 * What roles may do more, or less, than before, beside what paths say. A statement that names a dataset of which the
 * role gains something belongs to that path.
 */
export function policyChanges(before: EnvironmentSide, after: EnvironmentSide, paths: PathDifference): Said[] {
  const [was, is] = [rolePolicies(before.facts), rolePolicies(after.facts)]
  const named = gainedNames(after, paths)
  const touched = new Set(
    [...paths.gained, ...paths.lost, ...paths.changed.map((each) => each.after)].map((each) => each.role),
  )
  return [...is].flatMap(([role, { statements, address }]): Said[] => {
    const old = was.get(role)
    const tell = (rule: Said['rule'], says: string): Said => ({
      rule,
      subject: role,
      says,
      ...(address !== undefined && { address }),
    })
    const read = (text: string): Statement => JSON.parse(text) as Statement
    const added = [...statements].filter((each) => !old?.statements.has(each)).map(read)
    const names = named.get(role) ?? []
    if (!old) {
      const grave = added.filter((each) => each.Effect === 'Allow').flatMap(administrativeIn)
      return grave.length === 0
        ? []
        : [tell('policy-widened', `comes with ${listed(grave)}, which decides who has access`)]
    }
    const removed = [...old.statements].filter((each) => !statements.has(each)).map(read)
    if (added.length === 0 && removed.length === 0) return []
    const earlier = [...old.statements].map(read)
    const more = added
      .filter((each) => each.Effect === 'Allow' && !mentions(each, names))
      .flatMap((each) => beyond(each, earlier))
    const freed = removed.filter(
      (each) => each.Effect === 'Deny' && !added.some((other) => other.Effect === 'Deny' && isWithin(each, other)),
    )
    const said = [
      ...(more.length > 0 ? [tell('policy-widened', `may now do more: ${listed(more)}`)] : []),
      ...(freed.length > 0
        ? [tell('policy-widened', `is no longer denied ${listed(freed.flatMap((each) => actionsOf(each)))}`)]
        : []),
    ]
    // Where a path of the role is gained, lost or changed, that is told, and what less it needs for it is not.
    return said.length > 0 || touched.has(role)
      ? said
      : [tell('policy-changed', 'may do less than before, or the same in other words')]
  })
}

function rolePolicies(facts: Facts): ReadonlyMap<string, RolePolicies> {
  const found = new Map<string, { statements: Set<string>; address: string | undefined }>()
  for (const { kind, subject, document, address } of facts.values()) {
    if (kind === 'trust' && !found.has(subject)) found.set(subject, { statements: new Set(), address })
    if (kind !== 'policy' || !document) continue
    const known = found.get(subject) ?? { statements: new Set<string>(), address }
    for (const each of statementsOf(document)) known.statements.add(each)
    found.set(subject, known)
  }
  return found
}

/** Role → what the datasets are called of which it gains something. */
function gainedNames(
  side: EnvironmentSide,
  { gained, changed }: PathDifference,
): ReadonlyMap<string, readonly string[]> {
  return namesByRole(side, [...gained, ...changed.map((each) => each.after)])
}

function namesByRole(
  side: EnvironmentSide,
  paths: readonly { readonly role: string; readonly dataset: string | null; readonly location: string | null }[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const { role, dataset, location } of paths) {
    const names = dataset !== null ? namesOfDataset(side, dataset) : location !== null ? [resourceOf(location)] : []
    found.set(role, new Set([...(found.get(role) ?? []), ...names]))
  }
  return new Map([...found].map(([role, names]) => [role, [...names]]))
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

function mentions(statement: Statement, names: readonly string[]): boolean {
  if (names.length === 0) return false
  const text = JSON.stringify([statement.Resource, statement.Condition])
  return names.some((each) => text.includes(each))
}

const actionsOf = ({ Action, NotAction }: Statement): readonly string[] =>
  NotAction === undefined ? many(Action) : many(NotAction).map((each) => `everything but ${each}`)

/**
 * What a query of limited rows or columns needs: Lake Formation answers it within what the caller was granted.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/using-cell-level-security-permissions.html
 */
const WITHIN_GRANTS = new Set(
  [
    'GetDataAccess',
    'GetQueryState',
    'GetQueryStatistics',
    'GetWorkUnitResults',
    'GetWorkUnits',
    'StartQueryPlanning',
  ].map((each) => `lakeformation:${each.toLowerCase()}`),
)

/** The actions of a statement that no statement of before allows on the same, under the same condition or none. */
function beyond(statement: Statement, earlier: readonly Statement[]): readonly string[] {
  if (statement.NotAction !== undefined) return actionsOf(statement)
  return many(statement.Action).filter(
    (action) =>
      !WITHIN_GRANTS.has(action.toLowerCase()) &&
      !many(statement.Resource ?? statement.NotResource ?? '*').every((resource) =>
        earlier.some(
          (each) =>
            each.Effect === 'Allow' &&
            each.NotAction === undefined &&
            (each.NotResource === undefined ||
              JSON.stringify(each.NotResource) === JSON.stringify(statement.NotResource)) &&
            isUnder(statement.Condition, each.Condition) &&
            many(each.Action).some((one) => covers(one.toLowerCase(), action.toLowerCase())) &&
            (statement.NotResource !== undefined || many(each.Resource).some((one) => covers(one, resource))),
        ),
      ),
  )
}

/** Whether a condition asks for all that another does: of each key the same, or fewer values of which one must match. */
function isUnder(inner: Statement['Condition'], outer: Statement['Condition']): boolean {
  return Object.entries(outer ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const own = inner?.[operator]?.[key]
      if (own === undefined) return false
      const [fewer, more] = /Not|Null/.test(operator) ? [many(values), many(own)] : [many(own), many(values)]
      return fewer.every((each) => more.includes(each))
    }),
  )
}

/** Whether everything that one Deny refuses is refused by another. */
const isWithin = (inner: Statement, outer: Statement): boolean =>
  inner.NotAction === undefined &&
  outer.NotAction === undefined &&
  inner.NotResource === undefined &&
  outer.NotResource === undefined &&
  (outer.Condition === undefined || JSON.stringify(outer.Condition) === JSON.stringify(inner.Condition)) &&
  many(inner.Action).every((action) =>
    many(outer.Action).some((each) => covers(each.toLowerCase(), action.toLowerCase())),
  ) &&
  many(inner.Resource).every((resource) => many(outer.Resource).some((each) => covers(each, resource)))

/** The actions of a statement that decide who has access. Passing a role on is told by the paths that it leads to. */
const administrativeIn = (statement: Statement): readonly string[] =>
  statement.NotAction !== undefined
    ? actionsOf(statement)
    : many(statement.Action).filter((each) => isAdministrative(each.toLowerCase()))

function isAdministrative(action: string): boolean {
  if (action === 'iam:passrole') return false
  const [service = '', name = '*'] = action.split(':')
  const services = hasWildcard(service)
    ? [...ADMINISTRATIVE.keys()].filter((each) => overlap(service, each))
    : [service]
  return services.some((each) => ADMINISTRATIVE.get(each)?.some((pattern) => overlap(pattern, name)) ?? false)
}

const MOST = 6

/** Only what an action's name may consist of is printed. */
function listed(actions: readonly string[]): string {
  const names = [...new Set(actions)]
    .map((each) => (/^(?:everything but )?[\w*?:-]{1,128}$/.test(each) ? each : 'an odd action'))
    .sort()
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ')
}

/** Changes of a bucket's or a key's policy that let somebody in; those are few, and none belongs to a path. */
export function resourcePolicyChanges(before: EnvironmentSide, after: EnvironmentSide): Said[] {
  return [...after.facts].flatMap(([key, fact]): Said[] => {
    if (fact.kind !== 'bucket-policy' && fact.kind !== 'key-policy') return []
    const old = before.facts.get(key)
    if (!old?.document || !fact.document || old.value === fact.value) return []
    return ofResource(fact, withoutRoles(old, after), withoutRoles(fact, after))
  })
}

function ofResource(fact: Fact, was: ReadonlySet<string>, is: ReadonlySet<string>): Said[] {
  const tell = (says: string): Said => ({
    rule: 'bucket-opened',
    subject: fact.kind === 'bucket-policy' ? `the bucket ${fact.subject}` : `the key ${fact.subject}`,
    says,
    ...(fact.address !== undefined && { address: fact.address }),
  })
  const effect = (text: string): string => (JSON.parse(text) as Statement).Effect
  const added = [...is].some((each) => !was.has(each) && effect(each) === 'Allow')
  const freed = [...was].some((each) => !is.has(each) && effect(each) === 'Deny')
  return [
    ...(added ? [tell('has a policy that allows more than before')] : []),
    ...(freed ? [tell('has a policy that no longer denies what it denied')] : []),
  ]
}

/**
 * What a policy says to others than the roles of the mesh: those come and go, and what they may do, their own policies
 * say. A Deny counts whomever it is for, whatever roles it names.
 */
function withoutRoles({ document }: Fact, { mesh }: EnvironmentSide): ReadonlySet<string> {
  const role = new RegExp(`"arn:[\\w-]+:iam::\\d{12}:role/${mesh}/[^"]*"`, 'g')
  const texts = (document ? statementsOf(document) : []).map((each) =>
    each.replace(role, OWN_ROLE).replace(/\["a role"(?:,"a role")*\]/g, OWN_ROLE),
  )
  return new Set(texts.filter((each) => !each.includes(OWN_ROLE) || !each.includes('"Effect":"Allow"')))
}

const OWN_ROLE = '"a role"'
