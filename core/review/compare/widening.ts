import { many, type Statement } from '../../policy/document'
import { ADMINISTRATIVE } from '../../policy/lint/administrative-actions'
import { covers, hasWildcard, overlap } from '../../policy/lint/patterns'

/** What a statement is about; of a NotAction, in words. */
export const actionsOf = ({ Action, NotAction }: Statement): readonly string[] =>
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
export const beyond = (statement: Statement, earlier: readonly Statement[]): readonly string[] =>
  notAllowedBy(statement, earlier).filter((action) => !WITHIN_GRANTS.has(action.toLowerCase()))

/** The same, with what Lake Formation answers within grants. */
export function notAllowedBy(statement: Statement, earlier: readonly Statement[]): readonly string[] {
  if (statement.NotAction !== undefined) return actionsOf(statement)
  return many(statement.Action).filter(
    (action) =>
      !many(statement.Resource ?? statement.NotResource ?? '*').every((resource) =>
        earlier.some(
          (each) =>
            each.Effect === 'Allow' &&
            each.NotAction === undefined &&
            isUnder(statement.Condition, each.Condition) &&
            many(each.Action).some((one) => covers(one.toLowerCase(), action.toLowerCase())) &&
            isOn(each, statement, resource),
        ),
      ),
  )
}

/** Whether a statement of before is on a resource of another; of a NotResource, on all that it is on. */
function isOn(earlier: Statement, { NotResource }: Statement, resource: string): boolean {
  if (earlier.NotResource !== undefined) return JSON.stringify(earlier.NotResource) === JSON.stringify(NotResource)
  return many(earlier.Resource).some((one) => (NotResource === undefined ? covers(one, resource) : one === '*'))
}

/** Whether a condition asks for all that another does: of each key the same, or values of which each is among its own. */
function isUnder(inner: Statement['Condition'], outer: Statement['Condition']): boolean {
  return Object.entries(outer ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      [operator, ...narrowerThan(operator)].some((each) => {
        const own = inner?.[each]?.[key]
        if (own === undefined) return false
        if (/Not/i.test(operator)) return many(values).every((one) => many(own).includes(one))
        return many(own).every((one) => many(values).some((other) => isAmong(operator, one, other)))
      }),
    ),
  )
}

/** What asks for one of some values by name asks for less than what takes whatever is like them. */
const narrowerThan = (operator: string): readonly string[] =>
  /^(?:ForAnyValue:)?(?:String|Arn)Like$/.test(operator) ? [operator.replace('Like', 'Equals')] : []

/** An ARN that is compared for equality may have wildcards, too. */
const isAmong = (operator: string, value: string, values: string): boolean =>
  value === values || (/^(?:ForAnyValue:)?(?:StringLike|Arn(?:Like|Equals))$/.test(operator) && covers(values, value))

/** Whether everything that one Deny refuses is refused by another. */
export const isWithin = (inner: Statement, outer: Statement): boolean =>
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
export const administrativeIn = (statement: Statement): readonly string[] =>
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
export function listed(actions: readonly string[]): string {
  const names = [...new Set(actions)]
    .map((each) => (/^(?:everything but )?[\w*?:-]{1,128}$/.test(each) ? each : 'an odd action'))
    .sort()
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ')
}
