import { planned, unknownIn, type Plan, type ResourceChange } from './terraform-plan'

/**
 * What decides about access or names something, by type: a reviewer must see it before the apply. A type that is not
 * here is a fault, so that none is overlooked.
 */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  aws_apigatewayv2_api: ['name', 'protocol_type'],
  aws_apigatewayv2_authorizer: ['authorizer_type', 'identity_sources', 'jwt_configuration'],
  aws_apigatewayv2_integration: ['integration_type', 'integration_uri', 'payload_format_version'],
  aws_apigatewayv2_route: ['route_key', 'authorization_type', 'authorization_scopes'],
  aws_apigatewayv2_stage: [
    'name',
    'auto_deploy',
    'access_log_settings',
    'default_route_settings.throttling_rate_limit',
  ],
  aws_athena_workgroup: ['name', 'configuration.result_configuration.output_location'],
  aws_cloudwatch_event_rule: ['name', 'schedule_expression'],
  aws_cloudwatch_event_target: ['rule', 'arn', 'input'],
  aws_cloudwatch_log_group: ['name', 'retention_in_days'],
  aws_cloudwatch_log_metric_filter: ['log_group_name', 'pattern', 'metric_transformation'],
  aws_cloudwatch_metric_alarm: ['alarm_name', 'namespace', 'metric_name', 'threshold', 'alarm_actions'],
  aws_cognito_identity_pool: ['allow_unauthenticated_identities', 'allow_classic_flow'],
  aws_cognito_identity_pool_provider_principal_tag: ['principal_tags', 'use_defaults'],
  aws_cognito_identity_provider: ['provider_name', 'provider_type', 'provider_details.MetadataFile'],
  aws_cognito_user_pool: [
    'name',
    'admin_create_user_config',
    'lambda_config.pre_token_generation_config',
    'schema.name',
  ],
  aws_cognito_user_pool_client: ['allowed_oauth_flows', 'allowed_oauth_scopes', 'callback_urls'],
  aws_cognito_user_pool_domain: ['domain'],
  aws_dynamodb_resource_policy: ['policy', 'resource_arn'],
  aws_dynamodb_table: ['name', 'hash_key', 'range_key', 'ttl'],
  aws_dynamodb_table_item: ['table_name', 'item', 'hash_key', 'range_key'],
  aws_glue_catalog_database: ['name', 'description'],
  aws_glue_catalog_table: ['database_name', 'name', 'storage_descriptor', 'partition_keys'],
  aws_iam_openid_connect_provider: ['url', 'client_id_list'],
  aws_iam_role: ['name', 'path', 'assume_role_policy', 'max_session_duration', 'permissions_boundary'],
  aws_iam_role_policies_exclusive: ['role_name', 'policy_names'],
  aws_iam_role_policy: ['name', 'role', 'policy'],
  aws_iam_role_policy_attachments_exclusive: ['role_name', 'policy_arns'],
  aws_iam_saml_provider: ['name', 'saml_metadata_document'],
  aws_kms_alias: ['name'],
  aws_kms_key: ['policy', 'enable_key_rotation'],
  aws_lakeformation_data_cells_filter: [
    'table_data.database_name',
    'table_data.table_name',
    'table_data.name',
    'table_data.column_wildcard.excluded_column_names',
    'table_data.row_filter.all_rows_wildcard',
  ],
  aws_lakeformation_data_lake_settings: ['admins'],
  aws_lakeformation_permissions: ['principal', 'permissions'],
  aws_lakeformation_resource: ['arn', 'role_arn', 'hybrid_access_enabled', 'with_federation'],
  aws_lambda_alias: ['name', 'function_name'],
  aws_lambda_event_source_mapping: ['function_name', 'filter_criteria', 'destination_config', 'starting_position'],
  aws_lambda_function: ['function_name', 'role', 'runtime', 'handler', 'filename', 'source_code_hash', 'environment'],
  aws_lambda_function_event_invoke_config: ['function_name', 'maximum_event_age_in_seconds', 'maximum_retry_attempts'],
  // Which API or pool may call is known once it has an id.
  aws_lambda_permission: ['function_name', 'qualifier', 'action', 'principal'],
  aws_lambda_provisioned_concurrency_config: ['function_name', 'qualifier', 'provisioned_concurrent_executions'],
  aws_s3_bucket: ['bucket', 'force_destroy'],
  aws_s3_bucket_lifecycle_configuration: ['bucket', 'rule.expiration', 'rule.filter'],
  aws_s3_bucket_ownership_controls: ['bucket', 'rule'],
  aws_s3_bucket_policy: ['bucket', 'policy'],
  aws_s3_bucket_public_access_block: ['bucket', 'block_public_acls', 'block_public_policy', 'restrict_public_buckets'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket', 'rule.bucket_key_enabled'],
  aws_s3_bucket_versioning: ['bucket', 'versioning_configuration.status'],
  aws_secretsmanager_secret: ['name', 'recovery_window_in_days'],
  aws_sns_topic: ['name', 'policy'],
  aws_sns_topic_subscription: ['topic_arn', 'protocol', 'endpoint', 'raw_message_delivery'],
  aws_sqs_queue: ['name', 'policy', 'redrive_allow_policy', 'sqs_managed_sse_enabled'],
}

/** What a first plan leaves open or says in a way that a reviewer cannot rely on; empty where all is well. */
export function openQuestions(plan: Plan): string[] {
  return [
    ...notManaged(plan),
    ...(plan.resource_changes ?? []).flatMap(undecided),
    ...grantsToNobody(plan),
    ...boundlessFilters(plan),
    ...references(plan),
  ]
}

function notManaged({ configuration, resource_changes = [] }: Plan): string[] {
  const { resources, module_calls } = configuration.root_module
  const data = [...resources, ...resource_changes].filter((each) => each.mode !== 'managed')
  return [...data.map((each) => `${each.address} is a data source`), ...(module_calls ? ['there are modules'] : [])]
}

function undecided({ address, type, change }: ResourceChange): string[] {
  const decisive = DECISIVE[type]
  if (!decisive) return [`${address} is of a type that no test knows`]
  const related = (one: string, other: string): boolean => one === other || one.startsWith(`${other}.`)
  const open = unknownIn(change).filter((each) => decisive.some((key) => related(each, key) || related(key, each)))
  return [
    ...open.map((each) => `${address}: ${each} is not known`),
    ...(change.actions.join() === 'create' ? [] : [`${address}: ${change.actions.join(' and ')}`]),
  ]
}

/** Every principal is written out, and a role of the same plan; every grant says on what. */
function grantsToNobody(plan: Plan): string[] {
  const roles = Object.values(planned<{ path: string; name: string }>(plan, 'aws_iam_role'))
  const names = new Set(roles.map(({ path, name }) => path + name))
  const grants = planned<Record<string, unknown> & { principal: string }>(plan, 'aws_lakeformation_permissions')
  return Object.entries(grants).flatMap(([name, grant]) => {
    const role = /^arn:[a-z-]+:iam::\d{12}:role(\/.+)$/.exec(grant.principal)?.[1] ?? ''
    const targets = ['database', 'table', 'data_location', 'data_cells_filter'].filter((each) => {
      const block = grant[each]
      return Array.isArray(block) && block.length === 1
    })
    return [
      ...(names.has(role) ? [] : [`${name}: ${grant.principal} is no role of the plan`]),
      ...(targets.length === 1 ? [] : [`${name} is about ${targets.join(' and ') || 'nothing'}`]),
    ]
  })
}

interface Filter {
  readonly column_names?: readonly string[] | null
  readonly column_wildcard?: readonly unknown[]
  readonly row_filter: readonly { filter_expression?: string | null; all_rows_wildcard?: readonly unknown[] }[]
}

/** A filter says which columns and which rows; where it says "all", the provider leaves the list open. */
function boundlessFilters(plan: Plan): string[] {
  const filters = planned<{ table_data: readonly Filter[] }>(plan, 'aws_lakeformation_data_cells_filter')
  return Object.entries(filters).flatMap(([name, { table_data }]) => {
    const [{ column_names, column_wildcard, row_filter } = { row_filter: [] }] = table_data
    const columns = [column_names, column_wildcard].filter((each) => each?.length)
    const rows = row_filter
      .flatMap((each) => [each.filter_expression, each.all_rows_wildcard])
      .filter((each) => each?.length)
    return columns.length === 1 && rows.length === 1 ? [] : [`${name} does not say which columns and rows`]
  })
}

/** No decisive argument is computed from another resource. */
function references({ configuration }: Plan): string[] {
  return configuration.root_module.resources.flatMap(({ address, expressions }) =>
    (DECISIVE[address.split('.')[0] ?? ''] ?? []).flatMap((key) => {
      const written = expressions[key] as { references?: readonly string[] } | undefined
      return written?.references ? [`${address}: ${key} refers to ${written.references.join(', ')}`] : []
    }),
  )
}
