import { blocksIn, isSaid, textIn, textsIn, type ReadResource } from '../read/resource'
import type { Fact } from './fact'
import type { SideFault } from './side'

export interface LakeFacts {
  readonly facts: readonly Fact[]
  readonly faults: readonly SideFault[]
}

const NONE: LakeFacts = { facts: [], faults: [] }

/** Who administers Lake Formation, and what goes past it. */
export function lakeFacts({ type, address, values }: ReadResource): LakeFacts {
  if (type === 'aws_lakeformation_data_lake_settings') {
    const administrators = [
      ...textsIn(values, 'admins').map((each) => administrator(each, 'administers Lake Formation', address)),
      ...textsIn(values, 'read_only_admins').map((each) => administrator(each, 'reads all of Lake Formation', address)),
    ]
    const opened = ['create_database_default_permissions', 'create_table_default_permissions'].filter((each) =>
      blocksIn(values, each).some((block) => isSaid(block.permissions)),
    )
    const passed = ['allow_external_data_filtering', 'allow_full_table_external_data_access'].filter((each) =>
      isSaid(values[each]),
    )
    return {
      facts: administrators,
      faults: [
        ...opened.map((each): SideFault => ({
          rule: 'iam-allowed-principals',
          message: `every new ${each.split('_')[1]} is open to every IAM principal that its IAM policies let`,
          address,
        })),
        ...passed.map((each): SideFault => ({
          rule: 'lake-formation-bypassed',
          message: `the setting ${each} lets engines outside AWS read past Lake Formation`,
          address,
        })),
      ],
    }
  }
  if (type !== 'aws_lakeformation_resource') return NONE
  const arn = textIn(values, 'arn') ?? '?'
  const role = textIn(values, 'role_arn') ?? 'the service-linked role'
  const faults = ['hybrid_access_enabled', 'with_privileged_access']
    .filter((each) => isSaid(values[each]))
    .map((each): SideFault => ({
      rule: 'lake-formation-bypassed',
      message: `the location ${arn} has ${each}, so that IAM alone may open it`,
      address,
    }))
  return { facts: [{ kind: 'protection', subject: `location ${arn}`, name: 'role', value: role, address }], faults }
}

const administrator = (who: string, does: string, address: string): Fact => ({
  kind: 'administrator',
  subject: who,
  name: does,
  value: '',
  address,
})
