import type { Written } from '../../../../terraform/rendered/stack'
import { openingsOf } from './openings'
import { rulesOfEnvironment } from './rules'
import type { DeclaredScope } from './scope'
import { servicesNamed, usualAudience } from './services'

/** What an environment's stack tells of itself: names, and no permission. */
export function environmentOutput(scope: DeclaredScope): Written {
  const { mesh, environment, partition, roles, datasets } = scope.access
  const openings = openingsOf(scope)
  return {
    schemaVersion: 1,
    mesh,
    environment,
    services: Object.fromEntries(
      servicesNamed(scope, openings).map((each): [string, Written] => {
        const { name, protocol, provider } = each
        if (protocol === 'oidc') return [name, { protocol, provider, clientIds: each.clientIds }]
        const other = protocol === 'saml' && each.audience !== usualAudience(partition)
        return [name, { protocol, provider, ...(other && { audience: each.audience }) }]
      }),
    ),
    groups: Object.fromEntries(roles.flatMap((role) => role.groups.map(({ code, name }) => [code, name]))),
    databases: Object.fromEntries(
      datasets.map(({ database, name, bucket, classification, sensitivity, owner }) => [
        database,
        { dataset: name, bucket, classification, sensitivity, owner },
      ]),
    ),
    rules: rulesOfEnvironment(scope, openings),
  }
}
