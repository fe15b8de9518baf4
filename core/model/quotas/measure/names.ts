import type { EnvironmentAccess } from '../../graph'
import type { Mesh } from '../../mesh'
import { samlProviderName } from '../../names'
import { resultsNames } from '../../results'
import type { NAME_QUOTAS } from '../table/names'
import { measureIn, type Usage } from '../usage'

/** Every name that an environment's stack gives, by the quota of its length. */
export function namesOf({ services, datasets, roles, ...environment }: EnvironmentAccess): Record<NameQuota, string[]> {
  const results = resultsNames(environment)
  const home = environment.home ? [environment.home] : []
  const oidc = services.filter((each) => each.protocol === 'oidc')
  const saml = services.filter((each) => each.protocol === 'saml')
  const tables = datasets.flatMap((each) => Object.entries(each.tables))
  return {
    'role-name': [...roles, ...datasets.map((each) => each.locationRole)].map((each) => each.name),
    'policy-name': roles.flatMap((each) => each.policies),
    'saml-provider-name': saml.map((each) => samlProviderName(environment.mesh, each.name)),
    'issuer-url': oidc.map((each) => each.issuer),
    'client-id': oidc.flatMap((each) => each.clientIds),
    'bucket-name': [...datasets, results, ...home].map((each) => each.bucket),
    'key-alias': [...datasets, results, ...home].map((each) => each.alias),
    'database-name': datasets.map((each) => each.database),
    'table-name': tables.map(([name]) => name),
    'column-name': tables.flatMap(([, { columns, partitions }]) => Object.keys({ ...columns, ...partitions })),
    'workgroup-name': roles.flatMap(({ kind, name }) => (kind === 'persona' || kind === 'share' ? [name] : [])),
  }
}

type NameQuota = keyof typeof NAME_QUOTAS

/** The longest name of each kind. */
export function nameUsages(mesh: Mesh, environment: EnvironmentAccess): Usage[] {
  const { environment: name, account } = environment
  const usage = measureIn(mesh, name, account)
  const at = mesh.places.environment(name, [])
  return (Object.entries(namesOf(environment)) as [NameQuota, string[]][]).flatMap(([quota, names]) => {
    if (names.length === 0) return []
    const longest = names.reduce((a, b) => (b.length > a.length || (b.length === a.length && b < a) ? b : a))
    return [usage(quota, longest, longest.length, at)]
  })
}
