import type { MeshSettings } from '../../../../model/schema/mesh'
import { Expression } from '../../../../terraform/expression'
import { SETTINGS } from '../subjects'
import { PROTECTED, type Stated } from '../stated'
import { iamArn, nameOfRole } from './names'
import { filled, type DeclaredScope } from './scope'

/** Who administers Lake Formation, that IAMAllowedPrincipals has nothing, and the database that Athena asks for. */
export function declaredLake({ mesh, access, settings, at }: DeclaredScope): Stated[] {
  const { environment, account } = access
  const { deployRole, backend } = mesh.settings
  const run = runRole(mesh.settings, environment, account)
  const hasRuns = backend.type === 'cloud' && backend.credentials !== undefined
  const deployer = deployRole || (hasRuns ? run('apply') : undefined)
  const administrators = settings.administrators ?? (deployer === undefined ? [] : [deployer])
  return [
    {
      type: 'aws_lakeformation_data_lake_settings',
      at: settings.administrators
        ? at('administrators')
        : mesh.places.mesh(hasRuns ? ['backend', 'credentials'] : ['deployRole']),
      written: {
        admins: administrators.map((each) => filled(mesh, each, environment, account)),
        // Lake Formation shows all grants to no other reader.
        ...(hasRuns && { read_only_admins: [run('plan')] }),
        allow_external_data_filtering: false,
        allow_full_table_external_data_access: false,
        lifecycle: { postcondition: { condition: new Expression(CLEARED) } },
      },
    },
    {
      type: 'aws_glue_catalog_database',
      written: { name: 'default', lifecycle: PROTECTED, depends_on: [SETTINGS] },
    },
  ]
}

const CLEARED = `\${${['database', 'table'].map((each) => `length(self.create_${each}_default_permissions) == 0`).join(' && ')}}`

const runRole =
  ({ mesh, partition }: MeshSettings, environment: string, account: string) =>
  (phase: string): string =>
    iamArn(partition, account, 'role', `${mesh}-terraform`, nameOfRole(mesh, environment, `terraform-${phase}`))
