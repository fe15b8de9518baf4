import { Expression } from '../../../../review/synth/expression'
import { SETTINGS } from '../subjects'
import { PROTECTED, type Stated } from '../stated'
import { filled, type DeclaredScope } from './scope'

/** Who administers Lake Formation, that IAMAllowedPrincipals has nothing, and the database that Athena asks for. */
export function declaredLake({ mesh, access, settings, at }: DeclaredScope): Stated[] {
  const { environment, account } = access
  const { deployRole } = mesh.settings
  const administrators = settings.administrators ?? (deployRole ? [deployRole] : [])
  return [
    {
      type: 'aws_lakeformation_data_lake_settings',
      at: settings.administrators ? at('administrators') : mesh.places.mesh(['deployRole']),
      written: {
        admins: administrators.map((each) => filled(mesh, each, environment, account)),
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
