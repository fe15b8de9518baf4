import type { EnvironmentAccess } from '../../../../model/graph'
import type { Written } from '../../../../terraform/rendered/stack'

/** What an environment's stack tells of itself: names, and no permission. */
export function environmentOutput({ mesh, environment, services, roles, datasets }: EnvironmentAccess): Written {
  return {
    schemaVersion: 1,
    mesh,
    environment,
    services: Object.fromEntries(
      services.map((each): [string, Written] => {
        const { name, protocol, provider } = each
        return [name, protocol === 'oidc' ? { protocol, provider, clientIds: each.clientIds } : { protocol, provider }]
      }),
    ),
    groups: Object.fromEntries(roles.flatMap((role) => role.groups.map(({ code, name }) => [code, name]))),
    databases: Object.fromEntries(
      datasets.map(({ database, name, bucket, classification, sensitivity, owner }) => [
        database,
        { dataset: name, bucket, classification, sensitivity, owner },
      ]),
    ),
  }
}
