import { AwsProvider } from '@cdktf/provider-aws/lib/provider'
import { TerraformOutput, TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import { MESH_TAG, STACK_TAG } from '../core/model/tags'
import { addBackend, type BackendProps } from './backend'
import { literal } from './literal'
import { runCredentials } from './run-credentials'
import { stackJson } from './stack-json'

export interface MeshStackProps {
  /** Prefix of every name. */
  readonly mesh: string
  /** The AWS account that the stack may touch: twelve digits. */
  readonly account: string
  readonly region: string
  readonly backend: BackendProps
  /**
   * ARN of the role that Terraform assumes in the account.
   * @default - the credentials that Terraform is started with are the account's own
   */
  readonly deployRole?: string | undefined
  /**
   * Which of the credentials of an HCP Terraform workspace are the account's: those of a tag, or `default`. The stack
   * needs `addRunCredentials`.
   * @default - the workspace has those of one account, if any
   */
  readonly credentials?: string | undefined
  /** Tags of every taggable resource. @default - none but Trustloom's own */
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** Which releases of the provider may be used. @default - all that the bindings fit */
  readonly awsProvider?: typeof AWS_PROVIDER | undefined
}

/** hashicorp/aws from 5.100 on and 6.x; CDKTF would write the exact version that its bindings were made from. */
export const AWS_PROVIDER = { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' }

/**
 * The same without the releases that never finish applying a filter on rows alone: they read the empty list of
 * left-out columns back as null.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/45453 from 6.27.0 on
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/48208 last seen with 6.47.0
 */
export const AWS_PROVIDER_FOR_ALL_COLUMNS = {
  ...AWS_PROVIDER,
  version: ['>= 5.100.0', ...minors(27, 47), '< 7.0.0'].join(', '),
}

function minors(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `!= 6.${first + index}.0`)
}

/** What every stack of a mesh has: its state, its account, and text that stays text. */
export class MeshStack extends TerraformStack {
  constructor(
    scope: Construct,
    readonly name: string,
    props: MeshStackProps,
  ) {
    super(scope, name)
    addBackend(this, name, props.backend)
    new AwsProvider(this, 'aws', {
      ...accountOf(props),
      defaultTags: [{ tags: literals({ ...props.tags, [MESH_TAG]: props.mesh, [STACK_TAG]: name }) }],
    })
    this.addOverride('terraform.required_providers.aws', props.awsProvider ?? AWS_PROVIDER)
  }

  /** What lets a plan be read without the mesh: names, and no permission. */
  protected addOutput(value: object): void {
    new TerraformOutput(this, 'trustloom', { value: mapTexts(value) })
  }

  override toTerraform(): object {
    return stackJson(this, this['rawOverrides'] as Record<string, unknown>)
  }
}

/** An account, and how Terraform gets in. */
export type AccountProps = Pick<MeshStackProps, 'account' | 'region' | 'deployRole' | 'credentials'>

/** How Terraform reaches one account, and only that one. */
export function accountOf(props: AccountProps): {
  region: string
  allowedAccountIds: string[]
  assumeRole?: { roleArn: string; sessionName: string }[]
  sharedConfigFiles?: string[]
} {
  const { account, region, deployRole, credentials } = props
  const assumeRole =
    deployRole === undefined ? {} : { assumeRole: [{ roleArn: literal(deployRole), sessionName: 'trustloom' }] }
  const file = credentials === undefined ? {} : { sharedConfigFiles: [runCredentials(credentials)] }
  return { region, allowedAccountIds: [account], ...assumeRole, ...file }
}

export const literals = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, literal(value)]))

export function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return literal(value)
  if (Array.isArray(value)) return value.map(mapTexts)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each)]))
}
