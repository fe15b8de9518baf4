import type { ResourceType } from '../../../terraform/rendered/schemas'

const PEOPLE = 'is for people'
const PROVED = 'is evaluated, not compared'

/** Arguments that are no facts, and why; paths as in the lines of a fact. `description` is none anywhere. */
export const INERT: Readonly<Partial<Record<ResourceType, Readonly<Record<string, string>>>>> = {
  aws_iam_role: { assume_role_policy: `${PROVED}, except where a service assumes the role` },
  aws_iam_role_policy: { policy: PROVED },
  aws_kms_key: { policy: PROVED },
  aws_s3_bucket_policy: { policy: PROVED },
  aws_lakeformation_data_lake_settings: { 'lifecycle.postcondition.error_message': PEOPLE },
}

/**
 * Which of the resources that something waits for are facts: a database that is made before the settings, and a grant
 * that is made before them, are open to every IAM principal; a bucket that refuses to go must keep its key. The rest is
 * the order in which Terraform works.
 */
export const AWAITED: Readonly<Partial<Record<ResourceType, ResourceType>>> = {
  aws_s3_bucket: 'aws_kms_key',
  aws_glue_catalog_database: 'aws_lakeformation_data_lake_settings',
  aws_lakeformation_permissions: 'aws_lakeformation_data_lake_settings',
  aws_lakeformation_data_cells_filter: 'aws_lakeformation_data_lake_settings',
}

/** Parts of what stands beside the resources that are no facts. */
export const INERT_BLOCKS: Readonly<Record<string, string>> = {
  'variable.adopt_default_database.description': PEOPLE,
  'variable.tfc_aws_dynamic_credentials.description': PEOPLE,
}

const paths = Object.entries(INERT).map(
  ([type, each]) => [type, new Set(['description', ...Object.keys(each)])] as const,
)
const inert: ReadonlyMap<string, ReadonlySet<string>> = new Map(paths)
const ANYWHERE: ReadonlySet<string> = new Set(['description'])

/** The paths inside a resource of a type that are no facts. */
export const inertOf = (type: ResourceType): ReadonlySet<string> => inert.get(type) ?? ANYWHERE
