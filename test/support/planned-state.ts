import type { ConfiguredResource, Expressions, Plan, ResourceChange } from './terraform-plan'

/**
 * The state that would be there after a first plan has been applied, without applying it: what the plan says will be,
 * with plausible values in the places of what only AWS can say. A plan against it, with `-refresh=false`, is what
 * Terraform and the provider make of a change of something that exists.
 *
 * - A value that the plan does not know is an id, ARN or date that is made up, or what an argument refers to, or empty.
 * - Everything else is as planned, to the letter.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format for the plan; the state's own format (version 4)
 *   is not documented, and is what `terraform state pull` prints.
 */
export interface TerraformState {
  readonly version: 4
  readonly terraform_version: string
  readonly serial: number
  readonly lineage: string
  readonly outputs: Readonly<Record<string, { readonly value: unknown; readonly type: unknown }>>
  readonly resources: readonly StateResource[]
}

export interface StateResource {
  /** `module.name`. @default - the root module */
  readonly module?: string
  readonly mode: 'managed'
  readonly type: string
  readonly name: string
  readonly provider: string
  readonly instances: readonly {
    readonly schema_version: number
    readonly attributes: unknown
    readonly sensitive_attributes: readonly never[]
  }[]
}

/** What `terraform providers schema -json` prints, as far as it is needed. */
export interface ProviderSchemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { version: number; block: Block }>> }>
  >
}

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly type?: Type; readonly nested_type?: object }>>
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: Block }>>
}
/** A type as Terraform writes it: `"string"`, `["list", "string"]`, `["object", {…}]`. */
type Type = string | readonly [string, unknown]

const AWS = 'registry.terraform.io/hashicorp/aws'

/** The state after a plan of a stack of which nothing exists. */
export function plannedState(plan: Plan, schemas: ProviderSchemas): TerraformState {
  const resources = (plan.resource_changes ?? []).map((each) => stateResource(each, plan, schemas))
  return stateWith(
    resources,
    Object.entries(plan.output_changes ?? {}).map(([name, { after }]) => [name, after]),
  )
}

/** A state file's content. */
export function stateWith(
  resources: readonly StateResource[],
  outputs: readonly (readonly [name: string, value: unknown])[],
): TerraformState {
  return {
    version: 4,
    terraform_version: '1.0.0',
    serial: 1,
    lineage: '00000000-0000-0000-0000-000000000000',
    outputs: Object.fromEntries(outputs.map(([name, value]) => [name, { value, type: typeOf(value) }])),
    resources,
  }
}

export const stateResourceAddress = ({ type, name }: StateResource): string => `${type}.${name}`

/** A provider of a configuration, `aws` or `aws.hub`, as a state names it. */
export const stateProvider = (key: string): string => key.replace(/^aws/, `provider["${AWS}"]`)

function stateResource(change: ResourceChange, plan: Plan, schemas: ProviderSchemas): StateResource {
  const { address, type, name } = change
  const schema = schemas.provider_schemas[AWS]?.resource_schemas[type]
  const configured = plan.configuration.root_module.resources.find((each) => each.address === address)
  if (!schema || !configured) throw new Error(`${address} has no schema, or is not in the configuration`)
  const account = accountOf(plan, configured)
  const attributes = completed(change.change.after, change.change.after_unknown, {
    block: schema.block,
    expressions: configured.expressions,
    make: (attribute) => madeUp(change, attribute, account),
    madeOf: (other, attribute) => {
      const found = plan.resource_changes?.find((each) => each.address === other)
      return found && madeUp(found, attribute, account)
    },
  })
  return {
    mode: 'managed',
    type,
    name,
    provider: stateProvider(configured.provider_config_key),
    instances: [{ schema_version: schema.version, attributes, sensitive_attributes: [] }],
  }
}

interface Scope {
  readonly block: Block
  readonly expressions: Expressions
  /** A value for an attribute of this resource; `undefined` where it is nothing in particular. */
  readonly make: (attribute: string) => string | undefined
  /** The same for another resource, by address. */
  readonly madeOf: (address: string, attribute: string) => string | undefined
}

/** A block as it would be after the apply. */
function completed(value: unknown, unknown: unknown, scope: Scope): unknown {
  if (!isObject(value) && value !== undefined) return value
  const known: Record<string, unknown> = { ...value }
  for (const [key, open] of Object.entries(isObject(unknown) ? unknown : {})) {
    const nested = scope.block.block_types?.[key]
    if (open === true) known[key] = nested ? [] : settled(key, scope)
    else if (nested && Array.isArray(open)) known[key] = completedList(known[key], open, nested.block, key, scope)
  }
  return known
}

function completedList(value: unknown, open: readonly unknown[], block: Block, key: string, scope: Scope): unknown {
  const written = scope.expressions[key]
  const blocks: readonly unknown[] = Array.isArray(written) ? written : [written]
  return (value as readonly unknown[]).map((each, index) => {
    const expressions = (blocks[index] ?? {}) as Expressions
    return completed(each, open[index], { ...scope, block, expressions })
  })
}

/** A value for an attribute that the plan leaves open. */
function settled(attribute: string, { block, expressions, make, madeOf }: Scope): unknown {
  const type = block.attributes?.[attribute]?.type
  if (Array.isArray(type)) return type[0] === 'map' ? {} : type[0] === 'object' ? null : []
  const references = (expressions[attribute] as { references?: readonly string[] } | undefined)?.references
  const [, address, of] = /^(aws_\w+\.[\w-]+)\.(\w+)$/.exec(references?.[0] ?? '') ?? []
  if (address !== undefined && of !== undefined) return madeOf(address, of) ?? null
  return type === 'string' ? (make(attribute) ?? null) : null
}

/** Ids, ARNs and dates that have the form of real ones: always the same for the same resource. */
function madeUp(resource: ResourceChange, attribute: string, account: string): string | undefined {
  const { type, name } = resource
  if (attribute === 'catalog_id') return account
  if (attribute === 'arn') return arnOf(resource, account)
  if (attribute.endsWith('_arn')) return `arn:aws:made:eu-central-1:${account}:${type}/${name}`
  if (attribute === 'id' || attribute.endsWith('_id')) return idOf(type, name)
  if (attribute === 'endpoint') return `made.example.com/${idOf(type, name)}`
  if (['create_date', 'last_modified', 'valid_until'].includes(attribute)) return '2026-01-01T00:00:00Z'
  return undefined
}

/** An id in which the provider finds no character that others may not hand on; of an identity pool, one in its form. */
const idOf = (type: string, name: string): string =>
  type === 'aws_cognito_identity_pool'
    ? 'eu-central-1:00000000-0000-0000-0000-000000000000'
    : `${type}_${name}`.replaceAll('-', '_')

/** The ARNs that others name are what they would be. */
function arnOf({ type, name, change }: ResourceChange, account: string): string {
  const values = change.after as Readonly<Record<string, string | undefined>>
  const iam = (rest: string): string => `arn:aws:iam::${account}:${rest}`
  switch (type) {
    case 'aws_iam_role':
      return iam(`role${values.path}${values.name}`)
    case 'aws_iam_saml_provider':
      return iam(`saml-provider/${values.name}`)
    case 'aws_iam_openid_connect_provider':
      return iam(`oidc-provider/${values.url?.replace('https://', '')}`)
    default:
      return `arn:aws:made:eu-central-1:${account}:${type}/${name}`
  }
}

/** The account of the provider that a resource is made through. */
function accountOf({ configuration }: Plan, { provider_config_key }: ConfiguredResource): string {
  const written = configuration.provider_config[provider_config_key]?.expressions.allowed_account_ids
  return (written as { constant_value?: readonly string[] } | undefined)?.constant_value?.[0] ?? ''
}

/** The type of an output's value, as a state writes it. */
function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)]
  if (isObject(value))
    return ['object', Object.fromEntries(Object.entries(value).map(([key, each]) => [key, typeOf(each)]))]
  return value === null ? 'dynamic' : typeof value === 'boolean' ? 'bool' : typeof value
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
