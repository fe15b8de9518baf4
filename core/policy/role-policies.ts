import type { EnvironmentAccess, RoleAccess } from '../model/graph'
import { datasetPrefix } from '../model/names'
import { resultsNames } from '../model/results'
import { policySize } from './canonical'
import type { PolicyDocument } from './document'
import { roleVariables } from './role-variables'

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

/** Whether the prefix means the role's datasets and nothing else of the environment. */
function hasAllDatasets(environment: EnvironmentAccess, role: RoleAccess): boolean {
  const prefix = datasetPrefix(environment)
  const others = [resultsNames(environment).bucket, ...(environment.home ? [environment.home.bucket] : [])]
  return (
    role.databases.length === environment.datasets.length + 1 &&
    environment.datasets.every(
      ({ bucket, alias }) => bucket.startsWith(prefix) && alias.startsWith(`alias/${prefix}`),
    ) &&
    !others.some((each) => each.startsWith(prefix))
  )
}
