import { adds, all, inHub, rated, rows, set, unplanned, without, type Change } from './change'

const ACCESS = 'aws_s3_bucket_public_access_block.trials'
const CELLS = 'aws_lakeformation_data_cells_filter.share_nurses__trials__subjects.table_data.0'
const TABLE = 'aws_glue_catalog_table.trials__subjects'
const GROUP = 'aws_athena_workgroup.persona_reader'
const RESULT = `${GROUP}.configuration.result_configuration`
const SETTINGS = 'aws_lakeformation_data_lake_settings.settings'
const BUCKET = 'acme-lab-trials-111111111111'
const STRANGER = 'arn:aws:iam::111111111111:role/stranger'
const off = (path: string): Change => set(path, false)

/** Where data lies, and what protects it. */
export const storage = [
  ...rows('protection of buckets', 'high', {
    'public lists are not blocked': off(`${ACCESS}.block_public_acls`),
    'public policies are not blocked': off(`${ACCESS}.block_public_policy`),
    'public lists are not ignored': off(`${ACCESS}.ignore_public_acls`),
    'public buckets are not restricted': off(`${ACCESS}.restrict_public_buckets`),
    'nothing public is blocked': without(ACCESS),
    'versions are suspended': set('aws_s3_bucket_versioning.trials.versioning_configuration.status', 'Suspended'),
    'nothing says versions': without('aws_s3_bucket_versioning.trials'),
    'deletion asks for a token': set('aws_s3_bucket_versioning.trials.mfa', 'x 1'),
    'another key encrypts': set(
      'aws_s3_bucket_server_side_encryption_configuration.trials.rule.0.apply_server_side_encryption_by_default.kms_master_key_id',
      'arn:aws:kms:eu-central-1:999999999999:key/11111111-2222-3333-4444-555555555555',
    ),
    'no key encrypts': set('aws_s3_bucket_server_side_encryption_configuration.trials.rule', [
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]),
    'nothing says encryption': without('aws_s3_bucket_server_side_encryption_configuration.trials'),
    'writers own their objects': set('aws_s3_bucket_ownership_controls.trials.rule.object_ownership', 'ObjectWriter'),
    'nothing says who owns objects': without('aws_s3_bucket_ownership_controls.trials'),
    'a bucket has no policy': without('aws_s3_bucket_policy.trials'),
    'a bucket is destroyed with its objects': set('aws_s3_bucket.trials.force_destroy', true),
    'a bucket is public': set('aws_s3_bucket.trials.acl', 'public-read'),
    'a bucket is a site': set('aws_s3_bucket.trials.website', { index_document: 'index.html' }),
    'pages of others read a bucket': set('aws_s3_bucket.trials.cors_rule', [
      { allowed_methods: ['GET'], allowed_origins: ['*'] },
    ]),
    'a bucket is granted': set('aws_s3_bucket.trials.grant', [
      { type: 'Group', permissions: ['READ'], uri: 'http://acs.amazonaws.com/groups/global/AllUsers' },
    ]),
    'a public block is of another bucket': set(`${ACCESS}.bucket`, 'other'),
    'a policy is of another bucket': set('aws_s3_bucket_policy.trials.bucket', 'other'),
  }),
  ...rows('data that expires', 'high', {
    'objects of a dataset expire': adds('aws_s3_bucket_lifecycle_configuration', {
      bucket: BUCKET,
      rule: [{ id: 'x', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 1 }] }],
    }),
    'results expire sooner': set('aws_s3_bucket_lifecycle_configuration.query_results.rule.0.expiration', [
      { days: 1 },
    ]),
    'all of a bucket expires': set('aws_s3_bucket_lifecycle_configuration.query_results.rule.0.filter', [
      { prefix: '' },
    ]),
    'what expires is in another bucket': set('aws_s3_bucket_lifecycle_configuration.query_results.bucket', BUCKET),
    'a key is disabled': off('aws_kms_key.trials.is_enabled'),
    'a key goes sooner': set('aws_kms_key.trials.deletion_window_in_days', 7),
    'a key is not rotated': off('aws_kms_key.trials.enable_key_rotation'),
    'a policy of a key may lock everybody out': set('aws_kms_key.trials.bypass_policy_lockout_safety_check', true),
    'rows expire by another name': inHub(set('aws_dynamodb_table.entitlements.ttl.attribute_name', 'code')),
    'a table may be deleted': inHub(off('aws_dynamodb_table.entitlements.deletion_protection_enabled')),
    'a table has no history': inHub(off('aws_dynamodb_table.entitlements.point_in_time_recovery.enabled')),
    'a table is encrypted otherwise': inHub(off('aws_dynamodb_table.entitlements.server_side_encryption.enabled')),
  }),
  ...rows('data that is destroyed', 'critical', {
    'a key': unplanned(without('aws_kms_key.weather')),
    'a bucket': without('aws_s3_bucket.trials'),
    'a database': without('aws_glue_catalog_database.weather'),
    'a table': without('aws_glue_catalog_table.trials__visits'),
    'the table of sign-ins': inHub(without('aws_dynamodb_table.entitlements')),
    'the order of the table of sign-ins': inHub(
      all(
        set('aws_dynamodb_table.entitlements.range_key', 'MM'),
        set('aws_dynamodb_table.entitlements.attribute.1.name', 'MM'),
      ),
    ),
  }),
  ...rows('data that is moved', 'high', {
    'an alias names another key': set('aws_kms_alias.trials.target_key_id', '${aws_kms_key.weather.key_id}'),
    'a key has copies': set('aws_kms_key.trials.multi_region', true),
    'a bucket has another name': rated('critical', set('aws_s3_bucket.trials.bucket', 'other')),
    'a database lies elsewhere': set('aws_glue_catalog_database.trials.location_uri', 's3://other/'),
    'a database is that of another': set('aws_glue_catalog_database.trials.target_database', {
      catalog_id: '999999999999',
      database_name: 'x',
    }),
    'a database is in another catalogue': set('aws_glue_catalog_database.trials.catalog_id', '999999999999'),
    'every IAM principal gets new tables': set('aws_glue_catalog_database.trials.create_table_default_permission', [
      { permissions: ['ALL'], principal: { data_lake_principal_identifier: 'IAM_ALLOWED_PRINCIPALS' } },
    ]),
    'a table lies elsewhere': set(`${TABLE}.storage_descriptor.location`, 's3://other/subjects/'),
    'a table lies where another does': set(`${TABLE}.storage_descriptor.location`, `s3://${BUCKET}/visits/`),
    'a table is read by another format': rated(
      'medium',
      set(`${TABLE}.storage_descriptor.input_format`, 'org.apache.hadoop.mapred.TextInputFormat'),
    ),
    'a table is a view': set(`${TABLE}.view_original_text`, 'SELECT * FROM x'),
    'a table is that of another': set(`${TABLE}.target_table`, {
      catalog_id: '999999999999',
      database_name: 'x',
      name: 'x',
    }),
    'a table has another kind': rated('medium', set(`${TABLE}.table_type`, 'GOVERNED')),
    'rows come from a bucket': inHub(
      set('aws_dynamodb_table.entitlements.import_table', { input_format: 'CSV', s3_bucket_source: { bucket: 'x' } }),
    ),
    'rows are copied to another Region': inHub(
      set('aws_dynamodb_table.entitlements.replica', [{ region_name: 'us-east-1' }]),
    ),
    'rows stream otherwise': rated(
      'medium',
      inHub(set('aws_dynamodb_table.entitlements.stream_view_type', 'KEYS_ONLY')),
    ),
  }),
  ...rows('workgroups', 'high', {
    'a workgroup is not enforced': off(`${GROUP}.configuration.enforce_workgroup_configuration`),
    'a workgroup runs with a role': set(`${GROUP}.configuration.execution_role`, STRANGER),
    'results lie elsewhere': set(`${RESULT}.output_location`, 's3://other/'),
    'results are not encrypted': without(`${RESULT}.encryption_configuration`),
    'results are of another account': set(`${RESULT}.expected_bucket_owner`, '999999999999'),
    'a workgroup is disabled': set(`${GROUP}.state`, 'DISABLED'),
    'a workgroup has another name': set(`${GROUP}.name`, 'other'),
    'a workgroup scans without a limit': set(`${GROUP}.configuration.bytes_scanned_cutoff_per_query`, 10485760),
  }),
  ...rows('Lake Formation', 'high', {
    'a further administrator': set(`${SETTINGS}.admins`, ['arn:aws:iam::111111111111:role/terraform', STRANGER]),
    'another administrator': set(`${SETTINGS}.admins`, [STRANGER]),
    'an administrator who reads': set(`${SETTINGS}.read_only_admins`, [STRANGER]),
    'every IAM principal gets new databases': set(`${SETTINGS}.create_database_default_permissions`, [
      { permissions: ['ALL'], principal: 'IAM_ALLOWED_PRINCIPALS' },
    ]),
    'every IAM principal gets the tables to come': set(`${SETTINGS}.create_table_default_permissions`, [
      { permissions: ['ALL'], principal: 'IAM_ALLOWED_PRINCIPALS' },
    ]),
    'engines of others filter': set(`${SETTINGS}.allow_external_data_filtering`, true),
    'engines of others read whole tables': set(`${SETTINGS}.allow_full_table_external_data_access`, true),
    'who may filter': set(`${SETTINGS}.external_data_filtering_allow_list`, ['999999999999']),
    'sessions are tagged by others': set(`${SETTINGS}.authorized_session_tag_value_list`, ['x']),
    'owners are trusted': set(`${SETTINGS}.trusted_resource_owners`, ['999999999999']),
    'other versions of sharing': rated('medium', set(`${SETTINGS}.parameters`, { CROSS_ACCOUNT_VERSION: '4' })),
    'nobody says settings': without(SETTINGS),
    'a location is hybrid': set('aws_lakeformation_resource.trials.hybrid_access_enabled', true),
    'a location has another role': set(
      'aws_lakeformation_resource.trials.role_arn',
      'arn:aws:iam::111111111111:role/acme/acme-lab-data-weather',
    ),
    'a location has the role of the service': set('aws_lakeformation_resource.trials.use_service_linked_role', true),
    'a location is federated': set('aws_lakeformation_resource.trials.with_federation', true),
    'a location is another': set('aws_lakeformation_resource.trials.arn', 'arn:aws:s3:::other'),
    'a location is registered no more': without('aws_lakeformation_resource.trials'),
    'a further location': rated(
      'medium',
      adds('aws_lakeformation_resource', { arn: 'arn:aws:s3:::other', role_arn: STRANGER }),
    ),
  }),
  ...rows('cells', 'medium', {
    'one column more': set(`${CELLS}.column_names`, ['country', 'id', 'ssn']),
    'all columns': set('aws_lakeformation_data_cells_filter.share_nurses__trials__subjects.table_data', [
      {
        column_wildcard: [{}],
        database_name: 'lab_trials',
        name: 'acme-lab-share-nurses',
        table_catalog_id: '111111111111',
        table_name: 'subjects',
        row_filter: [{ filter_expression: "country = 'DK'" }],
      },
    ]),
    'other rows': set(`${CELLS}.row_filter`, [{ filter_expression: "country = 'SE'" }]),
    'all rows': set(`${CELLS}.row_filter`, [{ all_rows_wildcard: [{}] }]),
    'another table': set(`${CELLS}.table_name`, 'visits'),
    'another catalogue': set(`${CELLS}.table_catalog_id`, '999999999999'),
    'a filter is gone': without('aws_lakeformation_data_cells_filter.share_nurses__trials__subjects'),
    'a further filter with a grant for somebody': adds('aws_lakeformation_permissions', {
      principal: STRANGER,
      permissions: ['SELECT'],
      data_cells_filter: {
        database_name: 'lab_trials',
        name: 'acme-lab-share-nurses',
        table_catalog_id: '111111111111',
        table_name: 'subjects',
      },
    }),
  }),
]
