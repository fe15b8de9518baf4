import { AwsProvider } from '@cdktf/provider-aws/lib/provider'
import { TerraformOutput, TerraformStack } from 'cdktf'
import { Construct } from 'constructs'
import { runVariables } from '../core/model/run-variables'
import { STACK_TAG } from '../core/model/tags'
import type { CompiledBootstrap } from '../core/policy/runs'
import { AccessRole } from './access-role'
import { addBackend, type BackendProps } from './backend'
import { literal } from './literal'
import { accountOf, AWS_PROVIDER, literals, mapTexts } from './mesh-stack'
import { OidcProvider } from './oidc-provider'
import { stackJson } from './stack-json'

export interface BootstrapStackProps {
  /** Prefix of every name. */
  readonly mesh: string
  readonly backend: BackendProps
  readonly bootstrap: CompiledBootstrap
  /** Tags of every taggable resource. @default - none but Trustloom's own */
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/**
 * What an account needs before HCP Terraform can run anything in it: its trust in HCP Terraform, and the roles of runs. An
 * administrator applies it with credentials of their own.
 *
 * It lacks the tag of the mesh, by which hooks know what is theirs to change.
 */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, { mesh, backend, bootstrap, tags }: BootstrapStackProps) {
    const { stack, issuer, roles } = bootstrap
    super(scope, stack)
    addBackend(this, stack, backend)
    new AwsProvider(this, 'aws', {
      ...accountOf(bootstrap),
      defaultTags: [{ tags: literals({ ...tags, [STACK_TAG]: stack }) }],
    })
    this.addOverride('terraform.required_providers.aws', AWS_PROVIDER)
    const { provider } = new OidcProvider(this, 'runs', { issuer: issuer.url, clientIds: [issuer.audience] })
    const inside = new Construct(this, 'roles')
    for (const { key, name, path, trust, policies, workspace, phase } of roles) {
      const description = `Runs of the workspace ${workspace}: ${phase}.`
      new AccessRole(inside, key, { name, path, description, trust, policies, dependsOn: [provider] })
    }
    const variables = runVariables(bootstrap)
    new TerraformOutput(this, 'variables', { value: mapTexts(variables) })
    new TerraformOutput(this, 'trustloom', { value: { schemaVersion: 1, mesh: literal(mesh), environment: stack } })
  }

  override toTerraform(): object {
    return stackJson(this, this['rawOverrides'] as Record<string, unknown>)
  }
}
