import { MACHINERY } from '../synth/machinery'
import { holdsExpression, isSaid, type ReadResource } from '../read/resource'

/** What every resource may have without a word about access. */
const COMMON = [
  '//',
  'arn',
  'depends_on',
  'description',
  'id',
  'lifecycle',
  'name_prefix',
  'provider',
  'region',
  'tags',
  'tags_all',
  'timeouts',
]

/**
 * The types that are understood, with the arguments that are read or say nothing about access; `all` where none does
 * without another resource, or where what it is is compared as a whole.
 */
const UNDERSTOOD: Readonly<Record<string, readonly string[] | 'all'>> = {
  aws_iam_role: [
    'assume_role_policy',
    'create_date',
    'force_detach_policies',
    'inline_policy',
    'managed_policy_arns',
    'max_session_duration',
    'name',
    'path',
    'permissions_boundary',
    'unique_id',
  ],
  aws_iam_role_policy: ['name', 'policy', 'role'],
  aws_iam_role_policies_exclusive: ['policy_names', 'role_name'],
  aws_iam_role_policy_attachments_exclusive: ['policy_arns', 'role_name'],
  aws_iam_saml_provider: ['name', 'saml_metadata_document', 'saml_provider_uuid', 'valid_until'],
  aws_iam_openid_connect_provider: ['client_id_list', 'thumbprint_list', 'url'],
  aws_lakeformation_permissions: [
    'catalog_id',
    'catalog_resource',
    'data_cells_filter',
    'data_location',
    'database',
    'lf_tag',
    'lf_tag_policy',
    'permissions',
    'permissions_with_grant_option',
    'principal',
    'table',
    'table_with_columns',
  ],
  aws_lakeformation_data_cells_filter: ['table_data'],
  aws_lakeformation_data_lake_settings: [
    'admins',
    'allow_external_data_filtering',
    'allow_full_table_external_data_access',
    'catalog_id',
    'create_database_default_permissions',
    'create_table_default_permissions',
    'parameters',
    'read_only_admins',
  ],
  aws_lakeformation_resource: [
    'hybrid_access_enabled',
    'last_modified',
    'role_arn',
    'use_service_linked_role',
    'with_federation',
    'with_privileged_access',
  ],
  aws_s3_bucket_policy: ['bucket', 'policy'],
  aws_kms_key: 'all',
  aws_kms_alias: 'all',
  aws_s3_bucket: 'all',
  aws_s3_bucket_lifecycle_configuration: 'all',
  aws_s3_bucket_ownership_controls: 'all',
  aws_s3_bucket_public_access_block: 'all',
  aws_s3_bucket_server_side_encryption_configuration: 'all',
  aws_s3_bucket_versioning: 'all',
  aws_glue_catalog_database: 'all',
  aws_glue_catalog_table: 'all',
  aws_athena_workgroup: 'all',
  aws_dynamodb_table: 'all',
  aws_dynamodb_table_item: 'all',
  aws_cognito_user_pool: 'all',
  aws_cognito_user_pool_domain: 'all',
  aws_cognito_identity_provider: 'all',
  aws_cognito_user_pool_client: 'all',
  aws_cognito_identity_pool: 'all',
  aws_cognito_identity_pool_provider_principal_tag: 'all',
}

const understood: ReadonlyMap<string, ReadonlySet<string> | 'all'> = new Map(
  Object.entries(UNDERSTOOD).map(([type, each]) => [type, each === 'all' ? each : new Set([...COMMON, ...each])]),
)

/** Services of AWS whose resources may open data, or change who may. */
const ABOUT_ACCESS =
  /^aws_(?:iam|lakeformation|ram|kms|s3\w*|glue|athena|dynamodb|cognito|sso\w*|identitystore|organizations|lambda|secretsmanager|redshift\w*|quicksight|emr\w*|datazone|transfer|verifiedpermissions|rolesanywhere|cloudcontrolapi|cloudformation)_/

const BUCKET_OPENERS = ['acl', 'replication_configuration'] as const

const opens = (values: ReadResource['values'], key: (typeof BUCKET_OPENERS)[number]): boolean =>
  isSaid(values[key]) && values[key] !== 'private'

/** Why a resource that may decide about access is not understood; `undefined` where it is, or decides nothing. */
export function notUnderstood({ type, values }: ReadResource): string | undefined {
  const known = understood.get(type)
  // Policies and lists beside the resources of their own, which the provider takes, too.
  const opened = type === 'aws_s3_bucket' ? BUCKET_OPENERS.filter((key) => opens(values, key)) : []
  if (opened.length > 0) return `has ${opened.join(', ')}, which Trustloom does not render`
  if (known === 'all' || MACHINERY.has(type)) return undefined
  if (!known)
    return ABOUT_ACCESS.test(type) || type.startsWith('awscc_')
      ? 'is of a type that Trustloom does not render'
      : undefined
  const others: string[] = []
  for (const key in values) if (!known.has(key) && isSaid(values[key])) others.push(key)
  return others.length === 0 ? undefined : `has ${others.sort().join(', ')}, which Trustloom does not render`
}

/** Which arguments that decide about access only an apply will tell; `undefined` where there is none. */
export function knownLater({ type, values }: ReadResource): string | undefined {
  const known = understood.get(type)
  if (known === undefined || known === 'all') return undefined
  const later = Object.keys(values).filter((key) => !SAYS_NOTHING.has(key) && holdsExpression(values[key]))
  return later.length === 0 ? undefined : `has ${later.sort().join(', ')}, known after apply`
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(COMMON.filter((each) => each !== 'arn'))
