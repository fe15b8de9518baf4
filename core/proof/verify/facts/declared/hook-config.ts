import type { Mesh } from '../../../../model/mesh'
import type { Registry } from '../../../../model/registry'
import type { Service } from '../../../../model/schema/service'
import type { Written } from '../../../../terraform/rendered/stack'
import { tableName } from './rows'

/** What the files and the lock file let hooks know of a mesh, said once more. */
export function declaredHookConfig({ settings, environments }: Mesh, registry: Registry): Written {
  const { mesh, partition, hub, sourceIdentity, hooks, backend, review } = settings
  const host = hooks?.runTask?.hostname ?? (backend.type === 'cloud' ? backend.hostname : undefined)
  const runTask = hooks?.runTask && {
    failOn: hooks.runTask.failOn,
    host: host ?? 'app.terraform.io',
    levels: review?.risk ?? {},
  }
  const config = {
    mesh,
    partition,
    hub: { account: hub.account, region: hub.region },
    sourceIdentity,
    table: tableName({ settings }),
    sync: settings.sync === 'pull',
    retired: registry.retired,
    services: each(settings.services, serviceOf),
    attributes: hooks?.attributes ?? {},
    environments: each(Object.fromEntries(environments), ({ account, region }) => ({ account, region })),
    runTask,
  }
  return JSON.parse(JSON.stringify(config)) as Written
}

const each = <T>(record: Readonly<Record<string, T>>, make: (value: T) => unknown): object =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]))

function serviceOf(service: Service): object {
  const { protocol, application, maxGroups, groupsClaim } = service
  const { issuer, clientIds } = service.protocol === 'oidc' ? service : { issuer: undefined, clientIds: undefined }
  const lakeFormation = service.protocol === 'saml' && service.lakeFormationGroups ? true : undefined
  const groupsAttribute = service.protocol === 'cognito' ? service.userPool?.groupsAttribute : undefined
  return { protocol, application, maxGroups, groupsClaim, groupsAttribute, issuer, clientIds, lakeFormation }
}
