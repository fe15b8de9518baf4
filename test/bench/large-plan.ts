import type { TerraformJson } from '../support/mesh'

/**
 * A plan in the form in which Terraform writes it, made of two rendered stacks without Terraform: what both have is
 * there already, with what only AWS knows; what only one has is created or deleted.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function largePlan(before: TerraformJson, after: TerraformJson): object {
  const [was, is] = [resourcesOf(before), resourcesOf(after)]
  const addresses = [...new Set([...was.keys(), ...is.keys()])].sort()
  const outputs = (stack: TerraformJson): object => ({
    trustloom: { sensitive: false, value: stack.output.trustloom.value },
  })
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { outputs: outputs(after), root_module: { resources: [...is.values()].map(valuesOf) } },
    resource_changes: addresses.map((address) => changeOf(was.get(address), is.get(address))),
    output_changes: { trustloom: changed(before.output.trustloom.value, after.output.trustloom.value) },
    prior_state: {
      format_version: '1.0',
      terraform_version: '1.11.4',
      values: { outputs: outputs(before), root_module: { resources: [...was.values()].map(valuesOf) } },
    },
    configuration: {
      provider_config: Object.fromEntries(
        after.provider.aws.map((each) => [providerKey(each.alias), providerOf(each, after)]),
      ),
      root_module: { resources: [...is.values()].map(configured) },
    },
    timestamp: '2026-01-01T00:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  }
}

interface Resource {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly written: Json
  readonly values: Json
}
type Json = Readonly<Record<string, unknown>>

const AWS = 'registry.terraform.io/hashicorp/aws'
/** Arguments that are maps; whatever else is an object is a block, and blocks are lists. */
const MAPS = new Set(['parameters', 'tags'])
const META = new Set(['//', 'depends_on', 'lifecycle', 'provider'])

function resourcesOf({ resource, provider }: TerraformJson): Map<string, Resource> {
  const account = accountOf(provider.aws[0])
  const all = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, written]): [string, Resource] => {
      const address = `${type}.${name}`
      return [
        address,
        { address, type, name, written, values: { ...computed(type, name, written, account), ...stateOf(written) } },
      ]
    }),
  )
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function stateOf(written: Json): Json {
  return Object.fromEntries(
    Object.entries(written)
      .filter(([key]) => !META.has(key))
      .map(([key, value]) => [key, valueOf(key, value)]),
  )
}

function valueOf(key: string, value: unknown): unknown {
  if (typeof value === 'string') {
    const [, of] = /^\$\{aws_kms_key\.([\w-]+)\.key_id\}$/.exec(value) ?? []
    return of === undefined ? value.replaceAll('$${', '${') : keyId(of)
  }
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? stateOf(each) : valueOf('', each)))
  if (!isObject(value)) return value
  return MAPS.has(key) ? value : [stateOf(value)]
}

function accountOf(provider: Json | undefined): string {
  const [account] = (provider?.allowed_account_ids ?? []) as readonly string[]
  return account ?? '100000000000'
}

const keyId = (name: string): string => `key-${name}`

/** What the provider adds. */
function computed(type: string, name: string, { url, path, name: named, tags }: Json, account: string): Json {
  const iam = (rest: string): Json => ({ arn: `arn:aws:iam::${account}:${rest}` })
  return {
    id: `${type}.${name}`,
    ...(tags !== undefined && { tags_all: tags }),
    ...(type === 'aws_iam_role' && { ...iam(`role${String(path)}${String(named)}`), unique_id: `AROA${name}` }),
    ...(type === 'aws_iam_openid_connect_provider' && iam(`oidc-provider/${String(url).replace('https://', '')}`)),
    ...(type === 'aws_kms_key' && { key_id: keyId(name) }),
    ...(type === 'aws_lakeformation_permissions' && { permissions_with_grant_option: [], catalog_resource: false }),
  }
}

const valuesOf = ({ address, type, name, values }: Resource): Json => ({
  ...{ address, mode: 'managed', type, name, provider_name: AWS, schema_version: 0 },
  ...{ values, sensitive_values: {} },
})

function changeOf(was: Resource | undefined, is: Resource | undefined): Json {
  const { address, type, name } = (was ?? is) as Resource
  return {
    address,
    mode: 'managed',
    type,
    name,
    provider_name: AWS,
    change: changed(was?.values ?? null, is?.values ?? null),
  }
}

function changed(before: unknown, after: unknown): Json {
  const same = JSON.stringify(before) === JSON.stringify(after)
  const action = before === null ? 'create' : after === null ? 'delete' : same ? 'no-op' : 'update'
  return { actions: [action], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} }
}

const configured = ({ address, type, name, written }: Resource): Json => ({
  ...{
    address,
    mode: 'managed',
    type,
    name,
    provider_config_key: providerKey(written.provider === 'aws.hub' ? 'hub' : undefined),
  },
  expressions: expressionsOf(written),
  schema_version: 0,
  ...(written.depends_on !== undefined && { depends_on: written.depends_on }),
})

const expressionsOf = (written: Json): Json =>
  Object.fromEntries(
    Object.entries(written)
      .filter(([key]) => !META.has(key))
      .map(([key, value]) => [key, expressionOf(key, value)]),
  )

function expressionOf(key: string, value: unknown): unknown {
  if (isObject(value) && !MAPS.has(key)) return [expressionsOf(value)]
  if (Array.isArray(value) && value.some(isObject)) return (value as readonly Json[]).map(expressionsOf)
  const [, reference] = typeof value === 'string' ? (/^\$\{([\w.-]+)\}$/.exec(value) ?? []) : []
  return reference === undefined ? { constant_value: value } : { references: [reference] }
}

const providerKey = (alias: unknown): string => (typeof alias === 'string' ? `aws.${alias}` : 'aws')

function providerOf({ alias, ...block }: Json, { terraform }: TerraformJson): Json {
  const { aws } = terraform.required_providers as {
    readonly aws: { readonly source: string; readonly version: string }
  }
  return {
    name: 'aws',
    full_name: aws.source.split('/').length > 2 ? aws.source : `registry.terraform.io/${aws.source}`,
    version_constraint: aws.version,
    ...(alias !== undefined && { alias }),
    expressions: expressionsOf(block),
  }
}

const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)
