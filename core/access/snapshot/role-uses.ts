import { ofType, textIn, type ReadResource } from '../../terraform/read/resource'
import type { Reached } from '../reach/reach'
import type { Target } from '../reach/targets'

/** What AWS services do for the mesh with roles of a stack. */
export interface RoleUses {
  /** Whether a service works for the mesh with a role. */
  has(role: string, service: string): boolean
  /** Whether something that a role holds is what the service needs for that: the location that it opens. */
  isOwn(role: string, target: Target): boolean
}

const LOCATIONS = /^lakeformation\.amazonaws\.com(?:\.cn)?$/
const FUNCTIONS = /^lambda\.amazonaws\.com(?:\.cn)?$/

/** Lake Formation opens locations with a role, and functions run with one: both are in the stack. */
export function roleUses(resources: readonly ReadResource[]): RoleUses {
  const locations = new Map<string, string[]>()
  for (const { values } of ofType(resources, 'aws_lakeformation_resource')) {
    const [role, arn] = [textIn(values, 'role_arn'), textIn(values, 'arn')]
    if (role !== undefined && arn !== undefined)
      locations.set(role, [...(locations.get(role) ?? []), arn.replace(/^arn:[\w-]+:s3:::/, 's3://')])
  }
  const functions = new Set(
    ofType(resources, 'aws_lambda_function').flatMap(({ values }) => textIn(values, 'role') ?? []),
  )
  return {
    has: (role, service) =>
      (LOCATIONS.test(service) && locations.has(role)) || (FUNCTIONS.test(service) && functions.has(role)),
    isOwn: (role, { location }) =>
      location !== null && (locations.get(role) ?? []).some((each) => `${location}/`.startsWith(`${each}/`)),
  }
}

/** Who is no group of the mesh, and opens a role: services that work for the mesh with it, and all others. */
export function outsidersOf(
  { role, outsiders }: Reached,
  uses: RoleUses,
): { readonly strangers: readonly string[]; readonly servants: readonly string[] } {
  const servants = outsiders.filter((each) => uses.has(role.arn, each))
  return { servants, strangers: outsiders.filter((each) => !servants.includes(each)) }
}
