/** What `terraform show -json` writes, as small as a reader takes it: a stack of one dataset, group and service. */

export type Json = Readonly<Record<string, unknown>>

export const ACCOUNT = '111111111111'

export const iamArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:${name}`

export const OUTPUT = {
  schemaVersion: 1,
  mesh: 'acme',
  environment: 'lab',
  services: { portal: { protocol: 'saml' as const, provider: iamArn('saml-provider/portal'), clientIds: [] } },
  groups: { ZW73: 'READERS' },
  databases: {
    lab_trials: {
      dataset: 'trials',
      bucket: 'acme-lab-trials',
      classification: 'confidential',
      sensitivity: 'sensitive' as const,
      owner: 'APPROVERS',
    },
  },
}

/** Where the stack is, as its provider says it. */
const PROVIDERS = {
  aws: {
    name: 'aws',
    expressions: {
      allowed_account_ids: { constant_value: [ACCOUNT] },
      region: { constant_value: 'eu-central-1' },
    },
  },
}

export interface PlanParts {
  readonly changes?: readonly Json[]
  readonly drift?: readonly Json[]
  /** The output before and after; `null` where it is not there. */
  readonly output?: { readonly before?: unknown; readonly after?: unknown }
  /** How the resources are written: address → arguments. */
  readonly written?: Readonly<Record<string, Json>>
  /** Calls of modules, as they are in the configuration. */
  readonly modules?: Json
  /** Whatever else stands in the plan. */
  readonly more?: Json
}

/** A plan with its members in Terraform's order. */
export const planJson = (parts: PlanParts = {}): string => JSON.stringify(planOf(parts))

export const planOf = ({ changes, drift, output, written = {}, modules, more }: PlanParts = {}): Json => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: {} },
  ...(drift && { resource_drift: drift }),
  ...(changes && { resource_changes: changes }),
  output_changes: { trustloom: { actions: ['no-op'], before: OUTPUT, after: OUTPUT, ...output } },
  ...(changes && { prior_state: { format_version: '1.0', values: {} } }),
  configuration: {
    provider_config: PROVIDERS,
    root_module: { resources: writtenAs(written), ...(modules && { module_calls: modules }) },
  },
  complete: true,
  errored: false,
  ...more,
})

export const writtenAs = (written: Readonly<Record<string, Json>>): Json[] =>
  Object.entries(written).map(([address, expressions]) => ({ address, mode: 'managed', expressions }))

/** A refresh-only plan: it lists no changes, and has what is there as the state before it. */
export const refreshOnly = (resources: readonly Json[], drift: readonly Json[] = [], more: Json = {}): string =>
  planJson({ drift, more: { prior_state: stateOf({ resources }), ...more } })

/** A state, of which a module is given. */
export const stateOf = (module: Json, outputs: Json = { trustloom: { sensitive: false, value: OUTPUT } }): Json => ({
  format_version: '1.0',
  terraform_version: '1.11.4',
  values: { outputs, root_module: module },
})

/** A resource as a state has it. */
export const held = (address: string, values: Json, more: Json = {}): Json => ({
  address,
  mode: 'managed',
  type: typeOf(address),
  values,
  ...more,
})

/** An entry of `resource_changes` or `resource_drift`; what it does follows from what it has. */
export function change(address: string, parts: Json, more: Json = {}): Json {
  const { before = null, after = null } = parts
  const actions = before === null ? ['create'] : after === null ? ['delete'] : before === after ? ['no-op'] : ['update']
  return { address, mode: 'managed', type: typeOf(address), change: { actions, before, after, ...parts }, ...more }
}

export const created = (address: string, after: Json, unknown: Json = {}): Json =>
  change(address, { after, after_unknown: unknown })

export const kept = (address: string, values: Json): Json => change(address, { before: values, after: values })

const typeOf = (address: string): string => /(?:^|\.)(aws_\w+|\w+_\w+)\.[\w-]+(?:\[.*\])?$/.exec(address)?.[1] ?? ''

/** A trust policy by which the group of the output comes in through its service. */
export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: iamArn('saml-provider/portal') },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: {
        StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
        StringLike: { 'aws:RequestTag/GroupHash': '*.ZW73.*', 'sts:SourceIdentity': '*@example.com' },
      },
    },
  ],
})

export const role = (name = 'reader'): Json => ({
  name,
  path: '/',
  arn: iamArn(`role/${name}`),
  assume_role_policy: TRUST,
  max_session_duration: 3600,
})

export const PROVIDER = { name: 'portal', arn: iamArn('saml-provider/portal'), saml_metadata_document: '<x/>' }

/** A grant on a table. */
export const grant = (more: Json = {}): Json => ({
  principal: iamArn('role/reader'),
  permissions: ['SELECT'],
  permissions_with_grant_option: [],
  table: [{ database_name: 'lab_trials', name: 'visits' }],
  ...more,
})
