import { LATER } from '../reach/lake'
import { blocksIn, holdsExpression, isSaid, textIn, textsIn, type ReadResource } from '../../terraform/read/resource'
import type { Fact } from './fact'
import type { SnapshotFault } from './snapshot'

export interface LakeFacts {
  readonly facts: readonly Fact[]
  readonly faults: readonly SnapshotFault[]
}

const NONE: LakeFacts = { facts: [], faults: [] }

const DOES = { admins: 'administers Lake Formation', read_only_admins: 'reads all of Lake Formation' } as const

/** Who administers Lake Formation, and what goes past it. */
export function lakeFacts({ type, address, values }: ReadResource): LakeFacts {
  if (type === 'aws_lakeformation_data_lake_settings') {
    const administrators = [
      ...(['admins', 'read_only_admins'] as const)
        .filter((each) => holdsExpression(values[each]))
        .map((each) => administrator(LATER, DOES[each], address)),
      ...textsIn(values, 'admins').map((each) => administrator(each, DOES.admins, address)),
      ...textsIn(values, 'read_only_admins').map((each) => administrator(each, DOES.read_only_admins, address)),
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
        ...opened.map((each): SnapshotFault => ({
          rule: 'iam-allowed-principals',
          message: `every new ${each.split('_')[1]} is open to every IAM principal that its IAM policies let`,
          address,
        })),
        ...passed.map((each): SnapshotFault => ({
          rule: 'lake-formation-bypassed',
          message: `the setting ${each} lets engines outside AWS read past Lake Formation`,
          address,
        })),
      ],
    }
  }
  if (type === 'aws_glue_catalog_database') {
    if (!blocksIn(values, 'create_table_default_permission').some((each) => isSaid(each.permissions))) return NONE
    const database = textIn(values, 'name') ?? '?'
    const message = `every new table of the database ${database} is open to whom its default permissions name`
    return { facts: [], faults: [{ rule: 'iam-allowed-principals', message, address }] }
  }
  if (type !== 'aws_lakeformation_resource') return NONE
  const arn = textIn(values, 'arn') ?? '?'
  const role = textIn(values, 'role_arn') ?? 'the service-linked role'
  const faults = ['hybrid_access_enabled', 'with_privileged_access']
    .filter((each) => isSaid(values[each]))
    .map((each): SnapshotFault => ({
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
