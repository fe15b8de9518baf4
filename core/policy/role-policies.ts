import type { EnvironmentAccess, RoleAccess } from '../model/graph'
import { aliasName } from '../model/names'
import { quotaOf } from '../model/quotas/table'
import { resultsNames } from '../model/results'
import { policySize } from './canonical'
import type { PolicyDocument } from './document'
import { isDatasetBucketName, roleVariables } from './role-variables'

/** Policy documents by name. */
export type Policies = Readonly<Record<string, PolicyDocument>>

/** Renders a template by name. */
export type Render = (template: string, variables: object) => PolicyDocument

/**
 * The policies of a role. Datasets are named one by one while that fits; a role that has all datasets of a large
 * environment names them by their common prefix.
 */
export function rolePolicies(environment: EnvironmentAccess, role: RoleAccess, render: Render): Policies {
  const exact = renderAll(environment, role, render, false)
  if (sizeOf(exact) <= quotaOf('inline-policies').limit || !hasAllDatasets(environment, role)) return exact
  return renderAll(environment, role, render, true)
}

const sizes = new WeakMap<Policies, number>()

/** The size of all policies together; remembered, since a role's is asked for again once the role is rendered. */
export function sizeOf(policies: Policies): number {
  const known = sizes.get(policies)
  if (known !== undefined) return known
  const size = Object.values(policies).reduce((sum, each) => sum + policySize(each), 0)
  sizes.set(policies, size)
  return size
}

function renderAll(environment: EnvironmentAccess, role: RoleAccess, render: Render, compact: boolean): Policies {
  const variables = roleVariables(environment, role, compact)
  const documents = role.policies.map((name) => [name, render(name, variables)] as const)
  // A template whose statements are all conditional may have nothing to say.
  return Object.fromEntries(documents.filter(([, document]) => document.Statement.length > 0))
}

/** Whether patterns over the environment's datasets mean those of the role, and neither results nor home storage. */
function hasAllDatasets(environment: EnvironmentAccess, role: RoleAccess): boolean {
  const { home, datasets } = environment
  const results = resultsNames(environment)
  const buckets = [results.bucket, ...(home ? [home.bucket] : [])]
  const aliases = [results.alias, ...(home ? [home.alias] : [])]
  return (
    role.databases.length === datasets.length + 1 &&
    !buckets.some((each) => isDatasetBucketName(environment, each)) &&
    !aliases.some((each) => each.startsWith(aliasName(environment, '')))
  )
}
