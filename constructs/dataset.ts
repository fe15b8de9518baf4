import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database'
import { LakeformationResource } from '@cdktf/provider-aws/lib/lakeformation-resource'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import type { PolicyDocument } from '../core/policy/document'
import { AccessRole } from './access-role'
import { named } from './address'
import { CatalogTable, type CatalogTableProps } from './catalog-table'
import { literal } from './literal'
import { SecureBucket } from './secure-bucket'

export interface DatasetProps {
  /** The mesh's name of the dataset. */
  readonly name: string
  /** What the dataset is: people's text. @default - none */
  readonly description?: string | undefined
  /** ARN of the bucket: what is registered with Lake Formation. */
  readonly bucketArn: string
  readonly bucket: string
  /** The key's alias, `alias/…`. */
  readonly alias: string
  readonly bucketPolicy: PolicyDocument
  readonly keyPolicy: PolicyDocument
  /** The Glue database. */
  readonly database: string
  /** Tables to make, by name. Tables that are made elsewhere are not among them. */
  readonly tables: Readonly<Record<string, Omit<CatalogTableProps, 'database' | 'table' | 'bucket' | 'dependsOn'>>>
  /** The role that Lake Formation reads and writes the bucket with. */
  readonly locationRole: {
    readonly name: string
    readonly arn: string
    readonly path: string
    readonly trust: PolicyDocument
    readonly policy: PolicyDocument
    /** @default - none */
    readonly permissionsBoundary?: string | undefined
  }
  /** The account's Lake Formation settings: a database that is made before them is open to every IAM principal. */
  readonly settings: ITerraformDependable
  /** Tags of bucket, key and database. @default - none of its own */
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/** A bucket with its key, a Glue database with its tables, and the registration of the bucket with Lake Formation. */
export class Dataset extends Construct {
  readonly database: GlueCatalogDatabase
  /** By name; tables that are made elsewhere are missing. */
  readonly tables: ReadonlyMap<string, CatalogTable>
  readonly location: LakeformationResource

  constructor(scope: Construct, id: string, props: DatasetProps) {
    super(scope, id)
    const { name, tags } = props
    const description = props.description ?? `Dataset ${name}`
    const storage = new SecureBucket(this, name, { ...props, description })
    const { locationRole } = props
    const role = new AccessRole(this, `data_${name}`, {
      name: locationRole.name,
      path: locationRole.path,
      description: `Lake Formation reads and writes dataset ${name} with this role.`,
      trust: locationRole.trust,
      policies: { location: locationRole.policy },
      permissionsBoundary: locationRole.permissionsBoundary,
    })
    this.location = named(
      new LakeformationResource(this, 'location', {
        arn: props.bucketArn,
        roleArn: locationRole.arn,
        // Written out, so that a plan shows it when somebody lets principals go round Lake Formation.
        hybridAccessEnabled: false,
        withFederation: false,
        dependsOn: [storage.bucket, ...storage.ready, role.role, ...role.policies],
      }),
      name,
    )
    this.database = named(
      new GlueCatalogDatabase(this, 'database', {
        name: props.database,
        description: literal(description),
        locationUri: `s3://${props.bucket}/`,
        ...(tags && { tags: { ...tags } }),
        lifecycle: { preventDestroy: true },
        dependsOn: [props.settings],
      }),
      name,
    )
    const dependsOn = [this.database, this.location]
    this.tables = new Map(
      Object.entries(props.tables).map(([table, each]) => [
        table,
        new CatalogTable(this, `${name}__${table}`, {
          ...each,
          database: props.database,
          bucket: props.bucket,
          table,
          dependsOn,
        }),
      ]),
    )
  }
}
