import { DynamodbTableItem } from '@cdktf/provider-aws/lib/dynamodb-table-item'
import type { ITerraformDependable, TerraformProvider } from 'cdktf'
import type { Construct } from 'constructs'
import { PARTITION_KEY, SORT_KEY } from '../core/model/table-keys'
import { named } from './address'
import { literal } from './literal'

/** What a row holds. */
export type ItemValue = string | number | readonly ItemValue[] | { readonly [name: string]: ItemValue | undefined }

export interface TableItemProps {
  readonly table: string
  readonly item: { readonly [name: string]: ItemValue | undefined }
  /** How the hub's account is reached. @default - the stack's own provider */
  readonly provider?: TerraformProvider | undefined
  /** @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined
}

/** One row of the entitlement table. */
export function tableItem(scope: Construct, id: string, props: TableItemProps): DynamodbTableItem {
  const { table, item, provider, dependsOn } = props
  return named(
    new DynamodbTableItem(scope, id, {
      tableName: table,
      hashKey: PARTITION_KEY,
      rangeKey: SORT_KEY,
      item: literal(JSON.stringify(attributes(item))),
      ...(provider && { provider }),
      ...(dependsOn && { dependsOn: [...dependsOn] }),
    }),
    id,
  )
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function attribute(value: ItemValue): object {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (Array.isArray(value)) return { L: value.map((each: ItemValue) => attribute(each)) }
  return { M: attributes(value as { readonly [name: string]: ItemValue | undefined }) }
}

const attributes = (values: { readonly [name: string]: ItemValue | undefined }): object =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, attribute(value)]])),
  )
