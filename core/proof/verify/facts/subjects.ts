import { rolePath } from '../../../model/names'
import type { ResourceType } from '../../../terraform/rendered/schemas'
import type { Written } from '../../../terraform/rendered/stack'
import type { DifferenceKind } from '../types'
import type { FactScope } from './fact'
import { blockOf, quoted, textOf } from './lines'

/** How a type of resource is spoken of. */
export interface Wording {
  readonly kind: DifferenceKind
  /** What tells it from every other. */
  readonly subject: (written: Written, scope: FactScope) => string
  /** The role that it is about. @default - none */
  readonly role?: (written: Written, scope: FactScope) => string
}

export const SETTINGS = 'the Lake Formation settings'
export const keySubject = (alias: string): string => `the key ${alias}`

/** `the versioning of bucket x` */
const ofBucket = (what: string): Wording => ({
  kind: 'storage',
  subject: ({ bucket }) => `the ${what} of bucket ${textOf(bucket)}`,
})

const thing = (kind: DifferenceKind, what: string, argument: string): Wording => ({
  kind,
  subject: (written) => `the ${what} ${textOf(written[argument])}`,
})

const ofRole = (what: string, argument: string): Wording => ({
  kind: 'role',
  subject: (written) => `${what} role ${textOf(written[argument])}`,
  role: (written) => textOf(written[argument]),
})

/** Every type that is rendered. */
export const wordings: Readonly<Record<ResourceType, Wording>> = {
  aws_iam_role: ofRole('the', 'name'),
  aws_iam_role_policy: {
    ...ofRole('', 'role'),
    subject: ({ name, role }) => `the policy ${textOf(name)} of role ${textOf(role)}`,
  },
  aws_iam_role_policies_exclusive: ofRole('the list of all policies of', 'role_name'),
  aws_iam_role_policy_attachments_exclusive: ofRole('the list of all managed policies of', 'role_name'),
  aws_iam_saml_provider: thing('provider', 'SAML provider', 'name'),
  aws_iam_openid_connect_provider: thing('provider', 'OpenID Connect provider', 'url'),

  aws_kms_key: { kind: 'storage', subject: () => 'a key without alias' },
  aws_kms_alias: thing('storage', 'alias', 'name'),
  aws_s3_bucket: thing('storage', 'bucket', 'bucket'),
  aws_s3_bucket_policy: ofBucket('policy'),
  aws_s3_bucket_public_access_block: ofBucket('public access block'),
  aws_s3_bucket_ownership_controls: ofBucket('ownership'),
  aws_s3_bucket_versioning: ofBucket('versioning'),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket('encryption'),
  aws_s3_bucket_lifecycle_configuration: ofBucket('expiry'),

  aws_lakeformation_data_lake_settings: { kind: 'grant', subject: () => SETTINGS },
  aws_lakeformation_resource: thing('grant', 'Lake Formation location', 'arn'),
  aws_lakeformation_permissions: {
    kind: 'grant',
    subject: (written, scope) => `the grant of ${holderOf(written, scope)} on ${grantedOn(written, scope)}`,
    role: holderOf,
  },
  aws_lakeformation_data_cells_filter: {
    kind: 'grant',
    subject: ({ table_data: data }, scope) => filterName(blockOf(data), scope),
  },
  aws_glue_catalog_database: thing('storage', 'database', 'name'),
  aws_glue_catalog_table: {
    kind: 'storage',
    subject: ({ database_name: database, name }) => `the table ${textOf(database)}.${textOf(name)}`,
  },
  aws_athena_workgroup: thing('storage', 'workgroup', 'name'),

  aws_dynamodb_table: thing('storage', 'entitlement table', 'name'),
  aws_dynamodb_table_item: { kind: 'row', subject: ({ item }) => `the row ${textOf(item)}` },

  aws_cognito_user_pool: thing('provider', 'user pool', 'name'),
  aws_cognito_user_pool_client: thing('provider', 'client of user pool', 'name'),
  aws_cognito_user_pool_domain: thing('provider', 'sign-in page', 'domain'),
  aws_cognito_identity_pool: thing('provider', 'identity pool', 'identity_pool_name'),
  aws_cognito_identity_provider: {
    kind: 'provider',
    subject: ({ provider_name: name, user_pool_id: pool }) => `the way in ${textOf(name)} of ${textOf(pool)}`,
  },
  aws_cognito_identity_pool_provider_principal_tag: {
    kind: 'provider',
    subject: ({ identity_pool_id: pool }) => `the session tags of ${textOf(pool)}`,
  },
}

/** The name of a role of the mesh in the stack's account; any other principal in full. */
export function holderOf({ principal }: Written, { mesh, partition, account }: FactScope): string {
  const own = `arn:${partition}:iam::${account}:role${rolePath(mesh)}`
  const text = textOf(principal)
  if (text.startsWith(own) && !text.includes('/', own.length)) return quoted(text.slice(own.length))
  // Any other principal is an ARN, an account or a word of Lake Formation's; what could be taken for a role is quoted.
  return /^(?:[A-Z_]+|\d{12}|[\w+=,.@/*-]*:[\w+=,.@/:*-]*)$/.test(text) ? text : JSON.stringify(text)
}

/** What a grant is on: `database x`, `x.table`, a filter or a location; more than one where a grant names more. */
export function grantedOn(written: Written, scope: FactScope): string {
  const { database, table, data_cells_filter: filter, data_location: location } = written
  const on = [
    ...(database === undefined ? [] : [`database ${nameOf(blockOf(database).name)}${catalogue(database)}`]),
    ...(table === undefined
      ? []
      : [`${nameOf(blockOf(table).database_name)}.${nameOf(blockOf(table).name)}${catalogue(table)}`]),
    ...(filter === undefined ? [] : [filterName(blockOf(filter), scope)]),
    ...(location === undefined ? [] : [`the location ${arnOf(blockOf(location).arn)}${catalogue(location)}`]),
  ]
  return on.length === 0 ? 'nothing' : on.join(' and ')
}

function catalogue(block: Written[string]): string {
  const { catalog_id: id } = blockOf(block)
  return id === undefined ? '' : ` in the catalogue of ${nameOf(id)}`
}

function filterName(filter: Written, { account }: FactScope): string {
  const { table_catalog_id: id, database_name: database, table_name: table, name } = filter
  const place = id === account ? '' : ` in the catalogue of ${nameOf(id)}`
  return `the filter ${nameOf(name)} on ${nameOf(database)}.${nameOf(table)}${place}`
}

/** What a grant is on stands nowhere else in its fact: names must not run into each other. */
const nameOf = (value: Written[string] | undefined): string => quoted(textOf(value))

const arnOf = (value: Written[string] | undefined): string =>
  /^[\w:/.+=,@*-]+$/.test(textOf(value)) ? textOf(value) : JSON.stringify(textOf(value))
