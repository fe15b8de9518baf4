import { writtenRules, type ChangeRules } from '../../../../model/change-rules'
import type { EnvironmentAccess } from '../../../../model/graph'
import { partitionFacts } from '../../../../model/partition'
import type { Written } from '../../../../terraform/rendered/stack'

/** What an environment's stack tells of itself: names, and no permission. */
export function environmentOutput(access: EnvironmentAccess, rules: ChangeRules): Written {
  const { mesh, environment, partition, services, roles, datasets } = access
  const usual = partitionFacts(partition).samlAudience
  return {
    schemaVersion: 1,
    mesh,
    environment,
    services: Object.fromEntries(
      services.map((each): [string, Written] => {
        const { name, protocol, provider } = each
        if (protocol === 'oidc') return [name, { protocol, provider, clientIds: each.clientIds }]
        const other = protocol === 'saml' && each.audience !== usual
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
    rules: writtenRules(rules) as Written,
  }
}
