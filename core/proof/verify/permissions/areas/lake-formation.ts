import { ACTIONS } from '../actions'
import { NO_FACTS, type Area, type Expectation, type Probe } from '../area'
import type { DeclaredRole, Places } from '../places'

const GET_DATA = 'lakeformation:GetDataAccess'

/**
 * Reading through a data cells filter.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/row-filtering-prereqs.html
 */
const PLANNING: ReadonlySet<string> = new Set([
  'lakeformation:GetQueryState',
  'lakeformation:GetWorkUnitResults',
  'lakeformation:GetWorkUnits',
  'lakeformation:StartQueryPlanning',
])

/** Who holds what, which is no data. */
const GRANTS: ReadonlySet<string> = new Set([
  'lakeformation:GetDataCellsFilter',
  'lakeformation:ListDataCellsFilter',
  'lakeformation:ListPermissions',
])

/**
 * Passing on what one holds with grant option: without such a grant there is nothing that they could do.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/required-permissions-for-grant.html
 */
const DELEGATION: ReadonlySet<string> = new Set([
  'lakeformation:BatchGrantPermissions',
  'lakeformation:BatchRevokePermissions',
  'lakeformation:GrantPermissions',
  'lakeformation:RevokePermissions',
])
const LIST_GRANTS = 'lakeformation:ListPermissions'

/** No action of Lake Formation takes a resource. */
export const lakeFormationProbes = ({ access }: Places): Probe[] => [
  { resource: '*', facts: NO_FACTS, label: 'the data lake' },
  {
    resource: `arn:${access.partition}:lakeformation:${access.region}:${access.account}:catalog:${access.account}`,
    facts: NO_FACTS,
    label: 'the catalogue',
  },
]

/** What a role may ask of Lake Formation: data that it has a grant on, and never to change who has one. */
export function lakeFormationArea(role: DeclaredRole, probes: readonly Probe[]): Area {
  const { access, policies, hasOwnTemplate } = role
  const tables = access?.tables ?? []
  const isLimited = tables.some((each) => each.limit !== undefined)
  const uses = ['SELECT', 'INSERT', 'DELETE'] as const
  const reads = isLimited || tables.some(({ permissions: held }) => uses.some((each) => held.includes(each)))
  const queries = policies.has('data-lake-user') || policies.has('pipeline-job')
  const delegates = [...(access?.databases ?? []), ...tables].some((each) => each.grantable)
  const level = (action: string): Expectation => {
    if (delegates && (DELEGATION.has(action) || action === LIST_GRANTS)) return 'must'
    if (action === GET_DATA) return queries || reads ? 'must' : 'never'
    if (PLANNING.has(action)) return isLimited ? (queries ? 'must' : 'may') : 'never'
    if (GRANTS.has(action)) return policies.has('catalog-reader') ? 'must' : hasOwnTemplate ? 'may' : 'never'
    return 'never'
  }
  return {
    name: 'the data lake',
    actions: ACTIONS.lakeFormation,
    groups: [{ head: undefined, probes }],
    expects: (action, { resource }) => {
      const found = level(action)
      return found === 'must' && resource !== '*' ? 'may' : found
    },
    needed: new Set([GET_DATA, ...PLANNING, ...GRANTS, ...DELEGATION]),
  }
}
