import { compareText } from '../diagnostic'
import { aliasName, bucketName, databaseName } from '../names'
import { sensitivityOf } from '../sensitivity'
import type { EnvironmentSettings } from '../schema/environment'
import type { EnvironmentScope, RoleSeed } from './roles'
import type { DatasetAccess } from './types'

/** The datasets of an environment, sorted by name; `seeds` hold their location roles. */
export function datasetsOf(
  settings: EnvironmentSettings,
  scope: EnvironmentScope,
  seeds: readonly RoleSeed[],
  classifications: readonly string[],
): DatasetAccess[] {
  return Object.entries(settings.datasets)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { description, owner, classification, tables }]) => {
      const seed = seeds.find((each) => each.key === `data_${name}`)
      if (!seed) throw new Error(`the dataset ${name} has no location role`)
      const locationRole = { name: seed.name, arn: seed.arn }
      const bucket = bucketName(scope, name)
      return {
        name,
        description,
        owner,
        classification,
        sensitivity: sensitivityOf(classification, classifications),
        bucket,
        alias: aliasName(scope, name),
        database: databaseName(scope.environment, name),
        locationRole,
        tables,
      }
    })
}
