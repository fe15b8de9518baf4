import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table'
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias'
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key'
import { Construct } from 'constructs'
import { PARTITION_KEY, SORT_KEY } from '../core/model/table-keys'
import { policyText } from '../core/policy/canonical'
import type { PolicyDocument } from '../core/policy/document'
import { named } from './address'
import { literal } from './literal'

export interface EntitlementTableProps {
  /** The table's name: 3 to 255 letters, digits and `_ . -`. */
  readonly name: string
  /** The key's alias, `alias/…`. */
  readonly alias: string
  readonly keyPolicy: PolicyDocument
}

/**
 * The hub's table of entitlements: which roles a group opens through which service. It cannot be destroyed by an apply.
 * Rows that hooks write may expire; those that Terraform writes never carry the attribute.
 */
export class EntitlementTable extends Construct {
  readonly table: DynamodbTable

  constructor(scope: Construct, id: string, props: EntitlementTableProps) {
    super(scope, id)
    const key = named(
      new KmsKey(this, 'key', {
        description: 'Entitlements of the data mesh',
        policy: literal(policyText(props.keyPolicy)),
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        lifecycle: { preventDestroy: true },
      }),
      id,
    )
    const alias = named(new KmsAlias(this, 'alias', { name: props.alias, targetKeyId: key.keyId }), id)
    this.table = named(
      new DynamodbTable(this, 'table', {
        name: props.name,
        billingMode: 'PAY_PER_REQUEST',
        hashKey: PARTITION_KEY,
        rangeKey: SORT_KEY,
        attribute: [
          { name: PARTITION_KEY, type: 'S' },
          { name: SORT_KEY, type: 'S' },
        ],
        deletionProtectionEnabled: true,
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        streamEnabled: true,
        streamViewType: 'NEW_AND_OLD_IMAGES',
        ttl: { attributeName: 'expiresAt', enabled: true },
        lifecycle: { preventDestroy: true },
        dependsOn: [alias],
      }),
      id,
    )
  }
}
