import type { ITerraformDependable, TerraformProvider } from 'cdktf'
import { Construct } from 'constructs'
import type { AppliedRow, EntitlementRow } from '../core/model/entitlements'
import type { TrustRow } from '../core/model/trust-row'
import { tableItem, type ItemValue } from './table-item'

export interface EntitlementRowsProps {
  /** The entitlement table's name. */
  readonly table: string
  /** One row a group. */
  readonly rows: readonly EntitlementRow[]
  /** The revision that they belong to, and the codes of the groups. */
  readonly applied: AppliedRow
  /** How the hub's account is reached. */
  readonly hub: TerraformProvider
  /**
   * What hooks render the environment's trust policies from, and the roles that must be there when they do.
   * @default - hooks leave them alone
   */
  readonly trust?: { readonly row: TrustRow; readonly dependsOn: readonly ITerraformDependable[] } | undefined
}

/** What an environment writes into the hub's table: its groups' rows, and then what is applied with them. */
export class EntitlementRows extends Construct {
  constructor(scope: Construct, id: string, props: EntitlementRowsProps) {
    super(scope, id)
    const { table, applied, hub: provider, trust } = props
    const rows = props.rows.map((row) => tableItem(this, `row_${row.code}`, { table, provider, item: itemOf(row) }))
    const { row, dependsOn } = trust ?? {}
    if (row) rows.push(tableItem(this, 'trust', { table, provider, item: itemOf(row), dependsOn }))
    tableItem(this, 'environment', { table, provider, item: itemOf(applied), dependsOn: rows })
  }
}

const itemOf = (row: AppliedRow | EntitlementRow | TrustRow): Record<string, ItemValue> =>
  row as unknown as Record<string, ItemValue>
