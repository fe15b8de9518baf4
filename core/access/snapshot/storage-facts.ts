import { blocksIn, isSaid, textIn, type ReadResource, type Values } from '../../terraform/read/resource'
import type { Fact } from './fact'

const onBucket =
  (what: string, said: (values: Values) => string) =>
  (values: Values): Omit<Fact, 'address'> => ({
    kind: 'protection',
    subject: `bucket ${textIn(values, 'bucket') ?? '?'}`,
    name: what,
    value: said(values),
  })

const data =
  (what: string, name: (values: Values) => string) =>
  (values: Values): Omit<Fact, 'address'> => ({
    kind: 'data',
    subject: `${what} ${name(values)}`,
    value: '',
  })

const named =
  (key: string) =>
  (values: Values): string =>
    textIn(values, key) ?? '?'

/** What protects data, and what holds it, by type of resource. */
const readers: ReadonlyMap<string, readonly ((values: Values) => Omit<Fact, 'address'>)[]> = new Map(
  Object.entries({
    aws_s3_bucket: [
      data('bucket', named('bucket')),
      onBucket('against destruction', (each) => String(!isSaid(each.force_destroy))),
    ],
    aws_s3_bucket_public_access_block: [
      onBucket('public access block', (each) =>
        String(
          ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].every(
            (key) => each[key] === true,
          ),
        ),
      ),
    ],
    aws_s3_bucket_ownership_controls: [
      onBucket('ownership', (each) => blocksIn(each, 'rule').map(named('object_ownership')).join()),
    ],
    aws_s3_bucket_versioning: [
      onBucket('versioning', (each) => blocksIn(each, 'versioning_configuration').map(named('status')).join()),
    ],
    aws_s3_bucket_server_side_encryption_configuration: [
      onBucket('encryption', (each) =>
        blocksIn(each, 'rule')
          .flatMap((rule) => blocksIn(rule, 'apply_server_side_encryption_by_default'))
          .map(named('sse_algorithm'))
          .join(),
      ),
    ],
    aws_glue_catalog_database: [data('database', named('name'))],
    aws_glue_catalog_table: [data('table', (each) => `${named('database_name')(each)}.${named('name')(each)}`)],
    aws_dynamodb_table: [data('entitlement table', named('name'))],
  }),
)

/** The facts of a resource that holds or protects data; none of any other. */
export const storageFacts = ({ type, address, values }: ReadResource): readonly Fact[] =>
  readers.get(type)?.map((read) => ({ ...read(values), address })) ?? NONE

const NONE: readonly Fact[] = []
