import type { EnvironmentAccess, OidcAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import type { CompiledMesh } from '../compile'
import type { CompiledEnvironment } from '../environment-policies'
import { hookResources, OF_SYNC } from './hook-resources'

/** Key, alias, bucket, ownership, public access block, versioning, encryption, policy. */
const OF_BUCKET = 8
/** The role itself, and the two lists of everything that may be on it. */
const OF_ROLE = 3
/** Table, key, alias. */
const OF_TABLE = 3
/** User pool, domain, directory, client, identity pool, mapping of tags. */
const OF_POOL = 6

/** How many resources an environment's stack has: what `constructs/` makes, counted without making it. */
export function resourcesOf(
  { access, roles, datasets }: CompiledEnvironment,
  { hooks }: Pick<CompiledMesh, 'hooks'>,
): number {
  const settings = 2 // Lake Formation's, and the database `default`
  const bucketWithRole = OF_BUCKET + OF_ROLE + 1
  const catalog = access.datasets.reduce((sum, { tables }) => {
    // The location, the database, and the tables that are made here.
    return sum + 2 + Object.values(tables).filter((each) => each.managed).length
  }, datasets.size * bucketWithRole)
  const ofRoles = [...roles.values()].reduce((sum, role) => sum + OF_ROLE + Object.keys(role.policies).length, 0)
  const workgroups = access.roles.filter(({ kind }) => kind === 'persona' || kind === 'share').length
  const queries = OF_BUCKET + 1 + workgroups
  const home = access.home ? OF_BUCKET : 0
  const groups = new Set(access.roles.flatMap((role) => role.groups.map((each) => each.name)))
  const sync = hooks?.sync ? OF_SYNC : 0
  return settings + catalog + ofRoles + queries + home + providers(access) + grants(access) + groups.size + 1 + sync
}

/** How many resources the hub's stack has. */
export function hubResources(mesh: Mesh, { hooks }: Pick<CompiledMesh, 'hooks'>): number {
  const services = Object.values(mesh.settings.services)
  const pools = services.filter((each) => each.protocol === 'cognito' && each.userPool)
  return OF_TABLE + services.length + pools.length * OF_POOL + (hooks ? hookResources(mesh, hooks) : 0)
}

function providers({ services, roles }: EnvironmentAccess): number {
  const leading = new Set(roles.flatMap((role) => role.services))
  const named = services.filter((each) => leading.has(each.name))
  const oidc = named.filter((each): each is OidcAccess => each.protocol === 'oidc')
  return named.filter((each) => each.protocol === 'saml').length + new Set(oidc.map((each) => each.issuer)).size
}

function grants({ roles }: EnvironmentAccess): number {
  return roles.reduce((sum, { kind, databases, tables, locations }) => {
    if (kind === 'home') return sum
    // A limit is a filter and a grant on it.
    const onTables = tables.map(({ permissions, limit }) => (permissions.length > 0 ? 1 : 0) + (limit ? 2 : 0))
    const onLocations = locations.filter((each) => each.permissions.includes('DATA_LOCATION_ACCESS')).length
    return sum + databases.length + onLocations + onTables.reduce((a, b) => a + b, 0)
  }, 0)
}
