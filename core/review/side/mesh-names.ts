import type { EnvironmentAccess } from '../../model/graph'
import type { Names } from '../access/names'

/** What the stack's output says. */
export function namesIn(access: EnvironmentAccess): Names {
  const { mesh, environment, account, region, partition } = access
  return {
    mesh,
    environment,
    account,
    region,
    partition,
    services: Object.fromEntries(
      access.services.map((each) => [
        each.name,
        { protocol: each.protocol, provider: each.provider, clientIds: each.protocol === 'oidc' ? each.clientIds : [] },
      ]),
    ),
    groups: Object.fromEntries(access.roles.flatMap((role) => role.groups.map(({ code, name }) => [code, name]))),
    databases: Object.fromEntries(
      access.datasets.map(({ name, database, bucket, classification, sensitivity, owner }) => [
        database,
        { dataset: name, bucket, classification, sensitivity, owner },
      ]),
    ),
  }
}

/** A provider is there where some role is opened through it. */
export const leadingServices = ({ roles, services }: EnvironmentAccess): string[] => {
  const leading = new Set(roles.flatMap((each) => each.services))
  return services.map((each) => each.name).filter((each) => leading.has(each))
}
