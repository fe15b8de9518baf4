import { adds, block, all, rows, unplanned, type Change, type Tree } from './change'

const ROLE = 'arn:aws:iam::111111111111:role/other'
const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/11111111-2222-3333-4444-555555555555'
const BUCKET = 'acme-lab-trials-111111111111'
const policy = (principal?: unknown): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', ...(principal !== undefined && { Principal: principal }), Action: 'sts:*', Resource: '*' },
    ],
  })
const open = policy({ AWS: '*' })

/** Types of AWS that Trustloom never renders: type → arguments that the provider takes. */
const TYPES: Readonly<Record<string, Tree>> = {
  aws_iam_user: { name: 'eve' },
  aws_iam_access_key: { user: 'eve' },
  aws_iam_user_policy: { name: 'x', user: 'eve', policy: policy() },
  aws_iam_user_login_profile: { user: 'eve' },
  aws_iam_group: { name: 'x' },
  aws_iam_group_policy: { name: 'x', group: 'x', policy: policy() },
  aws_iam_group_membership: { name: 'x', group: 'x', users: ['eve'] },
  aws_iam_policy: { name: 'x', policy: policy() },
  aws_iam_policy_attachment: {
    name: 'x',
    roles: ['acme-lab-reader'],
    policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  },
  aws_iam_user_policy_attachment: { user: 'eve', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  aws_iam_service_linked_role: { aws_service_name: 'lakeformation.amazonaws.com' },
  aws_iam_account_alias: { account_alias: 'acme-x' },
  aws_s3_access_point: { name: 'x-point', bucket: BUCKET },
  aws_s3control_access_point_policy: {
    access_point_arn: `arn:aws:s3:eu-central-1:111111111111:accesspoint/x`,
    policy: open,
  },
  aws_s3_bucket_acl: { bucket: BUCKET, acl: 'public-read' },
  aws_s3_bucket_replication_configuration: {
    bucket: BUCKET,
    role: ROLE,
    rule: [{ id: 'x', status: 'Enabled', destination: { bucket: 'arn:aws:s3:::other' } }],
  },
  aws_s3_bucket_cors_configuration: {
    bucket: BUCKET,
    cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'] }],
  },
  aws_s3_bucket_website_configuration: { bucket: BUCKET, index_document: { suffix: 'index.html' } },
  aws_s3_bucket_notification: { bucket: BUCKET, eventbridge: true },
  aws_s3_bucket_logging: { bucket: BUCKET, target_bucket: 'other', target_prefix: 'x/' },
  aws_s3_bucket_inventory: {
    bucket: BUCKET,
    name: 'x',
    included_object_versions: 'All',
    schedule: { frequency: 'Daily' },
    destination: { bucket: { format: 'ORC', bucket_arn: 'arn:aws:s3:::other' } },
  },
  aws_s3_object: { bucket: BUCKET, key: 'subjects/x', content: 'x' },
  aws_s3_account_public_access_block: { block_public_acls: false },
  aws_sagemaker_notebook_instance: { name: 'x', role_arn: ROLE, instance_type: 'ml.t3.medium' },
  aws_ram_resource_share: { name: 'x', allow_external_principals: true },
  aws_ram_principal_association: {
    principal: '999999999999',
    resource_share_arn: 'arn:aws:ram:eu-central-1:111111111111:resource-share/11111111-2222-3333-4444-555555555555',
  },
  aws_redshift_cluster: {
    cluster_identifier: 'x-cluster',
    node_type: 'ra3.large',
    master_username: 'eve',
    master_password: 'Mustbe8characters',
    skip_final_snapshot: true,
    iam_roles: [ROLE],
  },
  aws_instance: { ami: 'ami-12345678', instance_type: 't3.micro', iam_instance_profile: 'x' },
  aws_iam_instance_profile: { name: 'x', role: 'acme-lab-reader' },
  aws_ecs_task_definition: {
    family: 'x',
    task_role_arn: ROLE,
    container_definitions: JSON.stringify([{ name: 'x', image: 'x', memory: 128 }]),
  },
  aws_glue_job: { name: 'x', role_arn: ROLE, command: { script_location: 's3://x/y.py' } },
  aws_glue_crawler: { name: 'x', role: ROLE, database_name: 'lab_trials', s3_target: [{ path: `s3://${BUCKET}` }] },
  aws_glue_resource_policy: { policy: open },
  aws_glue_data_catalog_encryption_settings: {
    data_catalog_encryption_settings: {
      connection_password_encryption: { return_connection_password_encrypted: false },
      encryption_at_rest: { catalog_encryption_mode: 'DISABLED' },
    },
  },
  aws_athena_named_query: { name: 'x', database: 'lab_trials', query: 'SELECT 1' },
  aws_athena_data_catalog: {
    name: 'x',
    description: 'x',
    type: 'LAMBDA',
    parameters: { function: 'arn:aws:lambda:eu-central-1:111111111111:function:x' },
  },
  aws_cloudtrail: { name: 'trail', s3_bucket_name: 'x' },
  aws_kms_grant: { key_id: KEY, grantee_principal: ROLE, operations: ['Decrypt'] },
  aws_kms_key_policy: { key_id: KEY, policy: open },
  aws_kms_external_key: { description: 'x' },
  aws_kms_replica_key: { primary_key_arn: KEY },
  aws_lakeformation_lf_tag: { key: 'x', values: ['a'] },
  aws_lakeformation_opt_in: {
    principal: [{ data_lake_principal_identifier: ROLE }],
    resource_data: [{ database: [{ name: 'lab_trials' }] }],
  },
  aws_lakeformation_resource_lf_tag: { database: [{ name: 'lab_trials' }], lf_tag: [{ key: 'x', value: 'a' }] },
  aws_organizations_policy: {
    name: 'x',
    content: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
  },
  aws_ssoadmin_permission_set: { name: 'x', instance_arn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' },
  aws_ssoadmin_account_assignment: {
    instance_arn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    permission_set_arn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
    principal_id: '11111111-2222-3333-4444-555555555555',
    principal_type: 'GROUP',
    target_id: '111111111111',
    target_type: 'AWS_ACCOUNT',
  },
  aws_rolesanywhere_profile: { name: 'x', role_arns: [ROLE], enabled: true },
  aws_rolesanywhere_trust_anchor: {
    name: 'x',
    source: [{ source_type: 'CERTIFICATE_BUNDLE', source_data: [{ x509_certificate_data: 'x' }] }],
  },
  aws_cloudformation_stack: { name: 'x', template_body: '{"Resources":{}}', capabilities: ['CAPABILITY_NAMED_IAM'] },
  aws_secretsmanager_secret_version: { secret_id: 'x', secret_string: 'x' },
  aws_secretsmanager_secret_policy: {
    secret_arn: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:x',
    policy: open,
  },
  aws_ssm_parameter: { name: 'x', type: 'String', value: 'x' },
  aws_dynamodb_resource_policy: { resource_arn: 'arn:aws:dynamodb:eu-central-1:111111111111:table/x', policy: open },
  aws_lambda_function_url: { function_name: 'x', authorization_type: 'NONE' },
  aws_lambda_layer_version_permission: {
    layer_name: 'x',
    version_number: 1,
    principal: '*',
    action: 'lambda:GetLayerVersion',
    statement_id: 'x',
  },
  aws_eks_pod_identity_association: { cluster_name: 'x', namespace: 'x', service_account: 'x', role_arn: ROLE },
  aws_ecr_repository_policy: { repository: 'x', policy: open },
  aws_sfn_state_machine: {
    name: 'x',
    role_arn: ROLE,
    definition: '{"StartAt":"a","States":{"a":{"Type":"Pass","End":true}}}',
  },
  aws_codebuild_project: {
    name: 'x',
    service_role: ROLE,
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { compute_type: 'BUILD_GENERAL1_SMALL', image: 'x', type: 'LINUX_CONTAINER' },
    source: { type: 'NO_SOURCE', buildspec: 'x' },
  },
  aws_scheduler_schedule: {
    name: 'x',
    schedule_expression: 'rate(1 hour)',
    flexible_time_window: { mode: 'OFF' },
    target: { arn: 'arn:aws:lambda:eu-central-1:111111111111:function:x', role_arn: ROLE },
  },
  aws_cognito_identity_pool_roles_attachment: {
    identity_pool_id: 'eu-central-1:11111111-2222-3333-4444-555555555555',
    roles: { authenticated: ROLE },
  },
  aws_cognito_user: { user_pool_id: 'eu-central-1_abcdefghi', username: 'eve' },
  aws_datazone_domain: { name: 'x', domain_execution_role: ROLE },
  aws_quicksight_user: { email: 'x@example.com', identity_type: 'IAM', user_role: 'ADMIN', iam_arn: ROLE },
  aws_emr_cluster: {
    name: 'x',
    release_label: 'emr-7.0.0',
    service_role: ROLE,
    ec2_attributes: { instance_profile: 'x' },
    master_instance_group: { instance_type: 'm5.xlarge' },
  },
  aws_vpc_endpoint: { vpc_id: 'vpc-12345678', service_name: 'com.amazonaws.eu-central-1.s3', policy: open },
}

/** Types that the table knows, of which the stack of an environment has none. */
const KNOWN: Readonly<Record<string, Tree>> = {
  aws_sns_topic: { name: 'x' },
  aws_sns_topic_policy: { arn: 'arn:aws:sns:eu-central-1:111111111111:x', policy: open },
  aws_sns_topic_subscription: {
    topic_arn: 'arn:aws:sns:eu-central-1:111111111111:x',
    protocol: 'email',
    endpoint: 'x@example.com',
  },
  aws_sqs_queue: { name: 'x' },
  aws_sqs_queue_policy: { queue_url: 'https://sqs.eu-central-1.amazonaws.com/111111111111/x', policy: open },
  aws_lambda_permission: { function_name: 'x', action: 'lambda:InvokeFunction', principal: '*' },
  aws_secretsmanager_secret: { name: 'x', policy: open },
  aws_cloudwatch_event_rule: { name: 'x', schedule_expression: 'rate(1 hour)' },
  aws_cloudwatch_log_group: { name: 'x' },
  aws_apigatewayv2_api: { name: 'x', protocol_type: 'HTTP' },
  aws_cognito_identity_pool: { identity_pool_name: 'x', allow_unauthenticated_identities: true },
}

/** Types of other providers: type → arguments. */
const OTHERS: Readonly<Record<string, Tree>> = {
  google_project_iam_member: { project: 'x', role: 'roles/owner', member: 'user:x@example.com' },
  google_storage_bucket: { name: 'x', location: 'EU' },
  azurerm_role_assignment: { scope: 'x', principal_id: 'x' },
  azuread_application: { display_name: 'x' },
  kubernetes_secret: { metadata: { name: 'x' } },
  kubernetes_cluster_role_binding: { metadata: { name: 'x' } },
  helm_release: { name: 'x', chart: 'x' },
  null_resource: { triggers: { x: 'y' } },
  terraform_data: { input: 'x' },
  local_file: { filename: 'x', content: 'x' },
  databricks_grants: { catalog: 'x' },
  snowflake_grant_privileges_to_account_role: { account_role_name: 'x' },
  okta_group: { name: 'x' },
  okta_app_saml: { label: 'x' },
  github_repository: { name: 'x' },
  github_actions_secret: { repository: 'x', secret_name: 'x' },
  vault_policy: { name: 'x', policy: 'x' },
  random_password: { length: 16 },
  tls_private_key: { algorithm: 'RSA' },
  archive_file: { type: 'zip', output_path: 'x' },
  tfe_workspace: { name: 'x' },
  tfe_variable: { key: 'x', value: 'x', category: 'env' },
  time_sleep: { create_duration: '1s' },
  awscc_iam_role: { role_name: 'x' },
  auth0_client: { name: 'x' },
}

/** What the provider asks AWS about while it plans. */
const UNPLANNED = new Set(['aws_sfn_state_machine'])

const named = (
  types: Readonly<Record<string, Tree>>,
  how: (type: string, values: Tree) => Change,
): Record<string, Change> =>
  Object.fromEntries(Object.entries(types).map(([type, values]) => [type, how(type, values)]))

/** Types that no stack of Trustloom has, and types that this one does not have. */
export const foreign = [
  ...rows('types of AWS that Trustloom never renders', 'high', {
    ...named(TYPES, (type, values) => (UNPLANNED.has(type) ? unplanned(adds(type, values)) : adds(type, values))),
  }),
  ...rows(
    'types that this stack does not have',
    'medium',
    named(KNOWN, (type, values) => adds(type, values)),
  ),
  ...rows(
    'types of other providers',
    'medium',
    named(OTHERS, (type, values) => adds(type, values)),
  ),
  ...rows('other providers', 'medium', {
    google: block('provider.google', [{ project: 'x' }]),
    kubernetes: block('provider.kubernetes', [{ host: 'https://evil.example.com' }]),
    vault: block('provider.vault', { address: 'https://evil.example.com' }),
    okta: block('provider.okta', [{ org_name: 'x', base_url: 'okta.com' }]),
    'local, with its source': all(
      block('terraform.required_providers.local', { source: 'hashicorp/local' }),
      adds('local_file', { filename: 'x' }),
    ),
  }),
]
