import type { Position } from '../../model/diagnostic'
import type { RoleAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { quotaOf } from '../../model/quotas/table'
import { measureIn, type Measure, type Usage } from '../../model/quotas/usage'
import { policySize, policyText } from '../canonical'
import type { PolicyDocument } from '../document'
import type { BucketPolicies, CompiledEnvironment, CompiledRole } from '../environment-policies'
import { sizeOf } from '../role-policies'
import { trustPolicy } from '../trust'

/** The sizes of every policy of an environment: of roles in characters, of buckets and keys in bytes. */
export function policyUsages(mesh: Mesh, environment: CompiledEnvironment): Usage[] {
  const { environment: name, account } = environment.access
  const at = (...path: string[]): Position | undefined => mesh.places.environment(name, path)
  const usage = measureIn(mesh, name, account)
  const { datasets, results, home } = environment
  return [
    ...[...environment.roles.values()].flatMap((role) => ofRole(role, role.access.groups[0]?.source ?? at(), usage)),
    ...[...datasets].flatMap(([dataset, { locationTrust, location, ...policies }]) => {
      const place = at('datasets', dataset)
      const role = environment.access.datasets.find((each) => each.name === dataset)?.locationRole.name ?? ''
      return [
        usage('trust-policy', role, policySize(locationTrust), place),
        usage('inline-policies', role, policySize(location), place),
        ...ofBucket(dataset, policies, place, usage),
      ]
    }),
    ...ofBucket('query results', results, at(), usage),
    ...(home ? ofBucket('home storage', home, at('home'), usage) : []),
  ]
}

function ofRole({ access, trust: props, policies }: CompiledRole, at: Position | undefined, usage: Measure): Usage[] {
  const { name, databases, locations } = access
  const reached = `it names ${counted(databases.length, 'database')} and ${counted(locations.length, 'location')}`
  const hint = `${reached}: ${quotaOf('inline-policies').advice}`
  // Jobs have a trust policy of fixed size.
  const opened = props ? [ofTrust(access, trustPolicy(props), at, usage)] : []
  return [...opened, usage('inline-policies', name, sizeOf(policies), at, hint)]
}

function ofTrust(role: RoleAccess, trust: PolicyDocument, at: Position | undefined, usage: Measure): Usage {
  const { name, groups, services } = role
  const opened = usage('trust-policy', name, policySize(trust), at)
  const allows = trust.Statement.filter((each) => each.Effect === 'Allow').length
  const fits = fitting(opened, groups.length, allows)
  const names = `it names ${counted(services.length, 'service')} and ${counted(groups.length, 'group')}`
  const room = allows === 0 ? '' : `, of which ${fits} would fit`
  return { ...opened, hint: `${names}${room}: ${quotaOf('trust-policy').advice}` }
}

function ofBucket(owner: string, { bucket, key }: BucketPolicies, at: Position | undefined, usage: Measure): Usage[] {
  return [usage('bucket-policy', owner, bytesOf(bucket), at), usage('key-policy', owner, bytesOf(key), at)]
}

/** The size of a policy on a bucket or a key; IAM's alphabet goes up to U+00FF, which UTF-8 writes in two bytes. */
export const bytesOf = (document: PolicyDocument): number => Buffer.byteLength(policyText(document))

/** How many groups fit beside the services; each one's pattern stands once in every statement that admits. */
function fitting({ used, limit }: Usage, groups: number, allows: number): number {
  const perGroup = '"*.code.*",'.length * allows
  const base = used - perGroup * groups
  return Math.max(0, Math.floor((limit - base) / perGroup))
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
