import type { ITerraformDependable } from 'cdktf'
import type { Construct } from 'constructs'
import { bucketArn } from '../../core/model/arn'
import type { RoleAccess } from '../../core/model/graph'
import type { CompiledEnvironment } from '../../core/policy/environment-policies'
import type { AccessRole } from '../access-role'
import { DEFAULT_DATABASE, type DataLakeSettings } from '../data-lake-settings'
import type { Dataset } from '../dataset'
import { LakeFormationGrants, type GrantHolder } from '../lake-formation-grants'

export interface EnvironmentGrantsProps {
  readonly environment: CompiledEnvironment
  readonly lake: DataLakeSettings
  /** By name. */
  readonly datasets: ReadonlyMap<string, Dataset>
  /** By key; roles that hold no grant may be missing. */
  readonly roles: ReadonlyMap<string, AccessRole | undefined>
}

/** Every Lake Formation grant of an environment, each after what it is about. */
export function addGrants(scope: Construct, props: EnvironmentGrantsProps): LakeFormationGrants {
  const { environment, lake, datasets } = props
  const { access } = environment
  const held = <T>(list: (role: RoleAccess) => readonly T[]): { holder: GrantHolder; grant: T }[] =>
    access.roles.flatMap((role) => {
      const made = props.roles.get(role.key)
      if (!made) return []
      const holder: GrantHolder = { key: role.key, name: role.name, arn: role.arn, role: made.role }
      return list(role).map((grant) => ({ holder, grant }))
    })
  const dataset = (name: string): Dataset => {
    const found = datasets.get(name)
    if (!found) throw new Error(`there is no dataset ${name}`)
    return found
  }
  const ofTable = (name: string, table: string): ITerraformDependable[] => {
    const { tables, database, location } = dataset(name)
    return [tables.get(table)?.table ?? database, location]
  }
  return new LakeFormationGrants(scope, 'grants', {
    account: access.account,
    settings: lake.settings,
    databases: held((role) => role.databases).map(({ holder, grant }) => ({
      holder,
      key: grant.dataset ?? DEFAULT_DATABASE,
      database: grant.database,
      permissions: grant.permissions,
      grantable: grant.grantable,
      dependsOn: [grant.dataset === null ? lake.defaultDatabase : dataset(grant.dataset).database],
    })),
    tables: held((role) => role.tables).map(({ holder, grant }) => ({
      holder,
      dataset: grant.dataset,
      database: grant.database,
      table: grant.table,
      permissions: grant.permissions,
      limit: grant.limit,
      grantable: grant.grantable,
      dependsOn: ofTable(grant.dataset, grant.table),
    })),
    locations: held((role) => role.locations.filter((each) => each.permissions.includes('DATA_LOCATION_ACCESS'))).map(
      ({ holder, grant }) => ({
        holder,
        dataset: grant.dataset ?? '',
        arn: bucketArn(access, grant.bucket),
        dependsOn: [dataset(grant.dataset ?? '').location],
      }),
    ),
  })
}
