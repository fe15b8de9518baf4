import { DEFAULT_AUDIENCE, HUB_TAG, type Bootstrap, type RunIssuer } from './run-roles'

/** Workspace → environment variable → value. */
export type RunVariables = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * What the workspaces must be told of an account's roles. The hub's account is a second configuration to an environment's
 * workspace, and so has a tag there.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/specifying-multiple-configurations
 */
export function runVariables({
  roles,
  issuer,
}: Pick<Bootstrap, 'roles'> & { readonly issuer: RunIssuer }): RunVariables {
  const workspaces = new Map<string, Record<string, string>>()
  for (const { workspace, reach, phase, arn } of roles) {
    const end = reach === 'rows' ? `_${HUB_TAG}` : ''
    const told = workspaces.get(workspace) ?? {}
    told[`TFC_AWS_PROVIDER_AUTH${end}`] = 'true'
    told[`TFC_AWS_${phase.toUpperCase()}_ROLE_ARN${end}`] = arn
    if (issuer.audience !== DEFAULT_AUDIENCE) told[`TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE${end}`] = issuer.audience
    workspaces.set(workspace, told)
  }
  return Object.fromEntries(workspaces)
}
