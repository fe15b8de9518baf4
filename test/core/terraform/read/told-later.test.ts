import { reviewPlan } from '../../../../core/review/review-plan'
import { created, grant, kept, planJson, PROVIDER, role, type Json } from '../../../support/stack-plan'

/** Stands for what only an apply will tell. */
const LATER = Symbol('later')

/** A value as a plan has it: what is known of it, what is not, and how it is written. */
interface Planned {
  readonly after: unknown
  readonly unknown: unknown
  readonly written: unknown
}

const COMPUTED = { references: ['aws_x.y.z', 'aws_x.y'] }

function planned(value: unknown): Planned {
  if (value === LATER) return { after: undefined, unknown: true, written: COMPUTED }
  if (Array.isArray(value)) {
    const all = value.map(planned)
    const blocks = value.some((each) => typeof each === 'object')
    return {
      after: all.map((each) => each.after ?? null),
      unknown: all.map((each) => each.unknown),
      written: blocks ? all.map((each) => each.written) : COMPUTED,
    }
  }
  if (typeof value !== 'object' || value === null)
    return { after: value, unknown: false, written: { constant_value: value } }
  const all = Object.entries(value).map(([key, each]) => [key, planned(each)] as const)
  const of = (part: keyof Planned): Json => Object.fromEntries(all.map(([key, each]) => [key, each[part]]))
  return { after: of('after'), unknown: of('unknown'), written: of('written') }
}

const onColumns = (more: Json): Json =>
  grant({ table: [], table_with_columns: [{ database_name: 'lab_trials', name: 'visits', ...more }] })
const onTable = (more: Json): Json => grant({ table: [{ database_name: 'lab_trials', ...more }] })
const roleWith = (more: Json): Json => ({ ...role('o'), ...more })
const settings = (more: Json): Json => ({ admins: [], create_table_default_permissions: [], ...more })
const EMPTY = '{"Version":"2012-10-17","Statement":[]}'

test.each<[string, string, Json]>([
  ['a permission', 'aws_lakeformation_permissions', grant({ permissions: ['DESCRIBE', LATER] })],
  ['all permissions', 'aws_lakeformation_permissions', grant({ permissions: LATER })],
  ['a grant option', 'aws_lakeformation_permissions', grant({ permissions_with_grant_option: [LATER] })],
  ['a principal', 'aws_lakeformation_permissions', grant({ principal: LATER })],
  ['a table', 'aws_lakeformation_permissions', onTable({ name: LATER })],
  ['whether all tables are meant', 'aws_lakeformation_permissions', onTable({ name: 'visits', wildcard: LATER })],
  ['all of what a grant is on', 'aws_lakeformation_permissions', grant({ table: LATER })],
  ['something else that a grant is on', 'aws_lakeformation_permissions', grant({ database: LATER })],
  ['a column', 'aws_lakeformation_permissions', onColumns({ column_names: ['a', LATER] })],
  ['a column without', 'aws_lakeformation_permissions', onColumns({ wildcard: true, excluded_column_names: [LATER] })],
  ['a filter', 'aws_lakeformation_data_cells_filter', { table_data: [{ name: 'f', column_names: ['a', LATER] }] }],
  ['a trust policy', 'aws_iam_role', roleWith({ assume_role_policy: LATER })],
  ['the name of a role', 'aws_iam_role', roleWith({ name: LATER })],
  ['the path of a role', 'aws_iam_role', roleWith({ path: LATER })],
  ['a boundary', 'aws_iam_role', roleWith({ permissions_boundary: LATER })],
  ['the hours of a session', 'aws_iam_role', roleWith({ max_session_duration: LATER })],
  ['a managed policy', 'aws_iam_role', roleWith({ managed_policy_arns: [LATER] })],
  ['all managed policies', 'aws_iam_role', roleWith({ managed_policy_arns: LATER })],
  ['an inline policy', 'aws_iam_role', roleWith({ inline_policy: [{ name: 'x', policy: LATER }] })],
  ['the name of an inline policy', 'aws_iam_role', roleWith({ inline_policy: [{ name: LATER, policy: EMPTY }] })],
  ['all inline policies', 'aws_iam_role', roleWith({ inline_policy: LATER })],
  ['a policy', 'aws_iam_role_policy', { name: 'p', role: 'reader', policy: LATER }],
  ['the role of a policy', 'aws_iam_role_policy', { name: 'p', role: LATER, policy: EMPTY }],
  ['the name of a policy', 'aws_iam_role_policy', { name: LATER, role: 'reader', policy: EMPTY }],
  ['whose policies are exclusive', 'aws_iam_role_policies_exclusive', { role_name: LATER, policy_names: [] }],
  ['which policies are exclusive', 'aws_iam_role_policies_exclusive', { role_name: 'reader', policy_names: [LATER] }],
  ['what is attached', 'aws_iam_role_policy_attachments_exclusive', { role_name: 'reader', policy_arns: [LATER] }],
  ['to what it is attached', 'aws_iam_role_policy_attachments_exclusive', { role_name: LATER, policy_arns: ['x'] }],
  ['an administrator', 'aws_lakeformation_data_lake_settings', settings({ admins: [LATER] })],
  ['who reads all', 'aws_lakeformation_data_lake_settings', settings({ read_only_admins: LATER })],
  ['a default', 'aws_lakeformation_data_lake_settings', settings({ create_table_default_permissions: LATER })],
  ['a location', 'aws_lakeformation_resource', { arn: LATER, role_arn: 'r' }],
  ['the role of a location', 'aws_lakeformation_resource', { arn: 'arn:aws:s3:::x', role_arn: LATER }],
  ['a bucket policy', 'aws_s3_bucket_policy', { bucket: 'acme-lab-trials', policy: LATER }],
  ['the bucket of a policy', 'aws_s3_bucket_policy', { bucket: LATER, policy: EMPTY }],
  ['a key policy', 'aws_kms_key', { enable_key_rotation: true, policy: LATER }],
  ['metadata', 'aws_iam_saml_provider', { name: 'o', saml_metadata_document: LATER }],
  ['the name of a provider', 'aws_iam_saml_provider', { name: LATER, saml_metadata_document: '<x/>' }],
  ['an issuer', 'aws_iam_openid_connect_provider', { url: LATER, client_id_list: ['x'] }],
  ['an audience', 'aws_iam_openid_connect_provider', { url: 'https://x.y', client_id_list: [LATER] }],
])('%s that only an apply will tell is told as not analysed', (_, type, values) => {
  const address = `${type}.o`
  const { after, unknown, written } = planned(values)
  const changes = [
    kept('aws_iam_role.reader', role()),
    kept('aws_iam_saml_provider.portal', PROVIDER),
    created(address, after as Json, unknown as Json),
  ]
  const text = planJson({ changes, written: { [address]: written as Json } })
  const { notAnalysed, environments } = reviewPlan(text, { levels: {} })
  expect(notAnalysed.map((each) => each.address)).toEqual([address])
  expect(environments.map((each) => each.changed)).toEqual([true])
})
