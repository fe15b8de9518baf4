import type { TerraformProvider } from 'cdktf'
import { Construct } from 'constructs'
import type { EntitlementRow } from '../core/model/entitlements'
import { tableItem, type ItemValue } from './table-item'

export interface EntitlementRowsProps {
  /** The entitlement table's name. */
  readonly table: string
  readonly environment: string
  /** One row a group. */
  readonly rows: readonly EntitlementRow[]
  /** The environment's digest: rows of hooks that name another one no longer hold. */
  readonly revision: string
  /** How the hub's account is reached. */
  readonly hub: TerraformProvider
}

/** What an environment writes into the hub's table: its groups' rows, and then the revision that they belong to. */
export class EntitlementRows extends Construct {
  constructor(scope: Construct, id: string, props: EntitlementRowsProps) {
    super(scope, id)
    const { table, environment, hub: provider } = props
    const rows = props.rows.map((row) =>
      tableItem(this, `row_${row.code}`, { table, provider, item: row as unknown as Record<string, ItemValue> }),
    )
    tableItem(this, 'environment', {
      table,
      provider,
      item: { PK: `ENV#${environment}`, SK: 'META', revision: props.revision },
      dependsOn: rows,
    })
  }
}
