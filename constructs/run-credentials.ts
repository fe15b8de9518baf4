import { TerraformVariable, type TerraformStack } from 'cdktf'
import { CREDENTIALS_VARIABLE } from '../core/model/run-roles'

const TYPE =
  'object({ default = object({ shared_config_file = string }), aliases = map(object({ shared_config_file = string })) })'

/**
 * Where HCP Terraform has put the credentials of each account, once a workspace has more than those of one.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export function addRunCredentials(stack: TerraformStack): void {
  const variable = new TerraformVariable(stack, CREDENTIALS_VARIABLE, {
    type: TYPE,
    nullable: false,
    description: 'HCP Terraform fills it in each run.',
  })
  variable.overrideLogicalId(CREDENTIALS_VARIABLE)
}

/** The file with the credentials for one account: those of a tag, or `default`. */
export const runCredentials = (tag: string): string => {
  const which = tag === 'default' ? tag : `aliases["${tag}"]`
  return `\${var.${CREDENTIALS_VARIABLE}.${which}.shared_config_file}`
}
