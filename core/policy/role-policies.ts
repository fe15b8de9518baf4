import type { EnvironmentAccess, RoleAccess } from '../model/graph'
import { aliasName } from '../model/names'
import { resultsNames } from '../model/results'
import { policySize } from './canonical'
import type { PolicyDocument } from './document'
import { isDatasetBucketName, roleVariables } from './role-variables'

/** Policy documents by name. */
export type Policies = Readonly<Record<string, PolicyDocument>>

/** Renders a template by name. */
export type Render = (template: string, variables: object) => PolicyDocument

/**
 * What the inline policies of a role may have in all.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const INLINE_POLICY_LIMIT = 10_240

/**
 * The policies of a role. Datasets are named one by one while that fits; a role that has all datasets of a large
 * environment names them by their common prefix.
 */
export function rolePolicies(environment: EnvironmentAccess, role: RoleAccess, render: Render): Policies {
  const exact = renderAll(environment, role, render, false)
  if (sizeOf(exact) <= INLINE_POLICY_LIMIT || !hasAllDatasets(environment, role)) return exact
  return renderAll(environment, role, render, true)
}

export const sizeOf = (policies: Policies): number =>
  Object.values(policies).reduce((sum, each) => sum + policySize(each), 0)

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
