/** A shape that AWS, or the provider, gives back otherwise than it was written, and what makes ours last. */
export interface ReadBack {
  /** What comes back otherwise. */
  readonly what: string
  /** Where that is documented, or was seen. */
  readonly source: string
  /** Whether what is rendered is the same when it is read back. */
  readonly lasts: (values: Values) => boolean
  /** Which stand-in answers so. @default - none: the emulator keeps what it is given */
  readonly answeredBy?: 'lake-formation.ts' | 'moto-server/sitecustomize.py'
}

export type Values = Readonly<Record<string, unknown>>

const EQUIVALENCE = 'https://github.com/hashicorp/awspolicyequivalence'
const AWS = 'https://docs.aws.amazon.com'
const PROVIDER = 'https://github.com/hashicorp/terraform-provider-aws'

const textAt = (values: Values, key: string): string => values[key] as string
const listAt = (values: Values, key: string): readonly Values[] => {
  const value = values[key] ?? []
  return (Array.isArray(value) ? value : [value]) as readonly Values[]
}
const ignored = (values: Values): readonly string[] =>
  (values.lifecycle as { ignore_changes?: readonly string[] } | undefined)?.ignore_changes ?? []

/** One text of JSON, as JSON.stringify writes it: no blanks, and numbers in their shortest form. */
const isCompactJson = (text: string): boolean => JSON.stringify(JSON.parse(text)) === text

/** The provider compares policies by what they say, in the arguments that it knows to be policies. */
const policyIn = (argument: string): ReadBack => ({
  what: `${argument}: lists in another order, a list of one as text, an account as the ARN of its root`,
  source: EQUIVALENCE,
  lasts: (values) => !/"AWS":"?\[?"?\d{12}"/.test(textAt(values, argument)),
})

const resourcePolicyIn = (argument: string): ReadBack => ({
  ...policyIn(argument),
  answeredBy: 'moto-server/sitecustomize.py',
})

/** By type of resource. An empty list: everything comes back as it is written, or is compared without its order. */
export const READ_BACK: Readonly<Record<string, readonly ReadBack[]>> = {
  aws_apigatewayv2_api: [],
  aws_apigatewayv2_authorizer: [],
  aws_apigatewayv2_integration: [],
  aws_apigatewayv2_route: [],
  aws_apigatewayv2_stage: [
    {
      what: 'the ARN of a log group comes back without `:*`',
      source: `${AWS}/apigateway/latest/developerguide/http-api-logging.html`,
      lasts: (values) =>
        listAt(values, 'access_log_settings').every((each) => !textAt(each, 'destination_arn').endsWith(':*')),
    },
  ],
  aws_athena_workgroup: [],
  aws_cloudwatch_event_rule: [],
  aws_cloudwatch_event_target: [
    {
      what: 'input is compared as text',
      source: `${AWS}/eventbridge/latest/APIReference/API_Target.html`,
      lasts: ({ input }) => input === undefined || isCompactJson(input as string),
    },
  ],
  aws_cloudwatch_log_group: [],
  aws_cloudwatch_log_metric_filter: [
    {
      what: 'blanks around a pattern are dropped by the provider',
      source: `${PROVIDER}/blob/main/internal/service/logs/metric_filter.go`,
      lasts: ({ pattern }) => pattern === (pattern as string).trim(),
    },
  ],
  aws_cloudwatch_metric_alarm: [],
  aws_cognito_identity_pool: [],
  aws_cognito_identity_pool_provider_principal_tag: [],
  aws_cognito_identity_provider: [
    {
      what: 'provider_details get what AWS reads from the metadata',
      source: `${AWS}/cognito-user-identity-pools/latest/APIReference/API_IdentityProviderType.html`,
      lasts: (values) =>
        ['ActiveEncryptionCertificate', 'SLORedirectBindingURI', 'SSORedirectBindingURI'].every((each) =>
          ignored(values).includes(`provider_details["${each}"]`),
        ),
    },
  ],
  aws_cognito_user_pool: [
    {
      what: 'attributes of a schema get their defaults, and no attribute can be changed',
      source: `${AWS}/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html`,
      lasts: (values) =>
        listAt(values, 'schema').every((each) =>
          ['developer_only_attribute', 'mutable', 'required', 'string_attribute_constraints'].every(
            (key) => each[key] !== undefined,
          ),
        ),
    },
  ],
  aws_cognito_user_pool_client: [],
  aws_cognito_user_pool_domain: [],
  aws_dynamodb_resource_policy: [],
  aws_dynamodb_table: [],
  aws_dynamodb_table_item: [
    {
      what: 'numbers come back in their shortest form',
      source: `${AWS}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
      lasts: (values) =>
        [...textAt(values, 'item').matchAll(/"N":"([^"]*)"/g)].every(([, number]) => String(Number(number)) === number),
    },
    {
      what: 'an empty set is refused',
      source: `${AWS}/amazondynamodb/latest/APIReference/API_AttributeValue.html`,
      lasts: (values) => !/"[SNB]S":/.test(textAt(values, 'item')),
    },
  ],
  aws_glue_catalog_database: [
    {
      what: 'names are folded to lower case',
      source: `${AWS}/glue/latest/webapi/API_DatabaseInput.html`,
      lasts: ({ name }) => name === (name as string).toLowerCase(),
    },
  ],
  aws_glue_catalog_table: [
    {
      what: 'names are folded to lower case',
      source: `${AWS}/glue/latest/webapi/API_TableInput.html`,
      lasts: (values) =>
        [values, ...listAt(values, 'storage_descriptor').flatMap((each) => listAt(each, 'columns'))]
          .map((each) => textAt(each, 'name'))
          .every((name) => name === name.toLowerCase()),
    },
    {
      what: 'engines and Glue itself add parameters',
      source: `${AWS}/athena/latest/ug/querying-iceberg-table-properties.html`,
      lasts: (values) => ignored(values).includes('parameters'),
    },
    {
      what: 'the columns of an Iceberg table get parameters, and how it was made does not come back',
      source: `${AWS}/glue/latest/dg/populate-otf.html`,
      lasts: (values) =>
        values.open_table_format_input === undefined ||
        ['storage_descriptor[0].columns', 'open_table_format_input'].every((each) => ignored(values).includes(each)),
    },
    {
      what: 'parameters of a SerDe that are empty come back as none',
      source: `${AWS}/glue/latest/webapi/API_SerDeInfo.html`,
      lasts: (values) =>
        listAt(values, 'storage_descriptor')
          .flatMap((each) => listAt(each, 'ser_de_info'))
          .every(({ parameters }) => parameters === undefined || Object.keys(parameters as object).length > 0),
    },
  ],
  aws_iam_openid_connect_provider: [
    {
      what: 'the URL comes back without its scheme, which the provider puts before it again',
      source: `${AWS}/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html`,
      lasts: ({ url }) => (url as string).startsWith('https://'),
    },
  ],
  aws_iam_role: [policyIn('assume_role_policy')],
  aws_iam_role_policies_exclusive: [],
  aws_iam_role_policy: [policyIn('policy')],
  aws_iam_role_policy_attachments_exclusive: [],
  aws_iam_saml_provider: [],
  aws_kms_alias: [],
  aws_kms_key: [resourcePolicyIn('policy')],
  aws_lakeformation_data_cells_filter: [
    {
      what: 'a wildcard comes back with the columns that it leaves out, an empty list where that is none',
      source: `${AWS}/lake-formation/latest/APIReference/API_ColumnWildcard.html`,
      lasts: (values) =>
        tableData(values).every((data) =>
          listAt(data, 'column_wildcard').every((each) => Array.isArray(each.excluded_column_names)),
        ),
      answeredBy: 'lake-formation.ts',
    },
    {
      what: 'columns come back sorted',
      source: `${PROVIDER}/issues/45451`,
      // Of names the provider makes a set, of what is left out a list.
      lasts: (values) =>
        tableData(values).every((data) =>
          listAt(data, 'column_wildcard').every(({ excluded_column_names: names }) => {
            const excluded = (names ?? []) as readonly string[]
            return [...excluded].sort().join('\n') === excluded.join('\n')
          }),
        ),
      answeredBy: 'lake-formation.ts',
    },
    {
      what: 'all rows come back with the expression TRUE beside the wildcard',
      source: `${PROVIDER}/issues/36574`,
      lasts: (values) =>
        tableData(values).every((data) =>
          listAt(data, 'row_filter').every(
            (each) => each.filter_expression !== 'TRUE' && each.filter_expression !== '',
          ),
        ),
      answeredBy: 'lake-formation.ts',
    },
  ],
  aws_lakeformation_data_lake_settings: [
    {
      what: 'administrators come back in an order of their own, and parameters are added',
      source: `${AWS}/lake-formation/latest/APIReference/API_DataLakeSettings.html`,
      lasts: ({ parameters }) => parameters === undefined,
      answeredBy: 'lake-formation.ts',
    },
  ],
  aws_lakeformation_permissions: [
    {
      what: 'SELECT on a table comes back as SELECT on all its columns, beside the rest',
      source: `${PROVIDER}/blob/main/internal/service/lakeformation/permissions.go`,
      lasts: ({ table_with_columns: columns }) => columns === undefined,
      answeredBy: 'lake-formation.ts',
    },
    {
      what: 'ALL comes back with what it stands for',
      source: `${AWS}/lake-formation/latest/dg/lf-permissions-reference.html`,
      lasts: ({ permissions }) => !(permissions as readonly string[]).includes('ALL'),
    },
    {
      what: 'a grant option that is not written stays what it was',
      source: `${PROVIDER}/blob/main/internal/service/lakeformation/permissions.go`,
      lasts: ({ permissions_with_grant_option: option }) => Array.isArray(option),
    },
    {
      what: 'the catalogue of a resource is added',
      source: `${AWS}/lake-formation/latest/APIReference/API_TableResource.html`,
      lasts: (values) =>
        ['database', 'table', 'data_location'].every((key) =>
          listAt(values, key).every((each) => each.catalog_id === undefined),
        ),
      answeredBy: 'lake-formation.ts',
    },
  ],
  aws_lakeformation_resource: [],
  aws_lambda_alias: [],
  aws_lambda_event_source_mapping: [
    {
      what: 'a pattern is compared as text',
      source: `${AWS}/lambda/latest/api/API_Filter.html`,
      lasts: (values) =>
        listAt(values, 'filter_criteria')
          .flatMap((each) => listAt(each, 'filter'))
          .every((each) => isCompactJson(textAt(each, 'pattern'))),
    },
  ],
  aws_lambda_function: [],
  aws_lambda_function_event_invoke_config: [],
  aws_lambda_permission: [],
  aws_lambda_provisioned_concurrency_config: [],
  aws_s3_bucket: [],
  aws_s3_bucket_lifecycle_configuration: [
    {
      what: 'a rule without a filter comes back with an empty one',
      source: `${AWS}/AmazonS3/latest/API/API_LifecycleRule.html`,
      lasts: (values) => listAt(values, 'rule').every((each) => listAt(each, 'filter').length === 1),
    },
  ],
  aws_s3_bucket_ownership_controls: [],
  aws_s3_bucket_policy: [resourcePolicyIn('policy')],
  aws_s3_bucket_public_access_block: [],
  aws_s3_bucket_server_side_encryption_configuration: [],
  aws_s3_bucket_versioning: [],
  aws_secretsmanager_secret: [],
  aws_sns_topic: [resourcePolicyIn('policy')],
  aws_sns_topic_subscription: [],
  aws_sqs_queue: [
    resourcePolicyIn('policy'),
    {
      what: 'policies of redriving are compared as JSON; a number that is written as text would come back as a number',
      source: `${AWS}/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html`,
      lasts: ({ redrive_policy: text = '{}' }) => !/"maxReceiveCount":"/.test(text as string),
    },
  ],
}

const tableData = (values: Values): readonly Values[] => listAt(values, 'table_data')
