import type { AccessGraph, EnvironmentAccess, Member, RoleAccess } from '../../../core/model/graph'
import { groupKey } from '../../../core/model/group-names'
import { ownValue } from '../../../core/model/own-value'
import { refusalOf } from '../../../core/policy/evaluate/session-limits'
import { matchesIdentity } from '../../../core/policy/source-identity'
import { MAX_QUERIES } from '../../../hooks/lib/entitlements'
import { claimsOf, type Asked } from './asked'
import type { LabConfig } from './lab-config'

/** A role that the files give to some of a person's groups. */
export interface DeclaredRole {
  readonly environment: EnvironmentAccess
  readonly role: RoleAccess
  /** The groups that it is given to, as the files write them. */
  readonly members: readonly Member[]
}

/** Finds the roles that the files declare for groups through a service. */
export type Declared = (service: string, groups: readonly string[]) => DeclaredRole[]

export function declaredBy({ environments }: AccessGraph): Declared {
  const known = new Map<string, DeclaredRole[]>()
  const key = (service: string, group: string): string => JSON.stringify([service, groupKey(group)])
  for (const environment of environments)
    for (const role of environment.roles.filter((each) => each.kind !== 'jobs'))
      for (const service of role.services)
        for (const member of role.groups) {
          const place = key(service, member.name)
          known.set(place, [...(known.get(place) ?? []), { environment, role, members: [member] }])
        }
  return (service, groups) => {
    const found = new Map<string, DeclaredRole>()
    const keys = new Set(groups.map((each) => key(service, each)))
    for (const each of [...keys].flatMap((place) => known.get(place) ?? [])) {
      const members = [...(found.get(each.role.arn)?.members ?? []), ...each.members]
      found.set(each.role.arn, { ...each, members })
    }
    return [...found.values()]
  }
}

/** What the files say of a sign-in: which roles it opens; or, in words, why nobody may sign in like that. */
export type Expected = Roles | { readonly refusal: string }

interface Roles {
  readonly roles: readonly DeclaredRole[]
  /** Why the sign-in may just as well be refused. */
  readonly mayRefuse?: string
}

/** Attributes of an assertion that AWS reads: a hook for assertions can overwrite them, but not take them out. */
const FOREIGN = /^https:\/\/(?:aws|lakeformation)\.amazon\.com\/SAML\/Attributes\//i

export function expected(asked: Asked, declared: Declared, config: LabConfig): Expected {
  const { service, user, groups, attributes } = asked
  const roles = declared(service, groups)
  if (roles.length === 0) return { refusal: `the files give these groups no role through ${service}` }
  if (!matchesIdentity(config.sourceIdentity, user))
    return { refusal: `the source identity of a session must match ${config.sourceIdentity}` }
  const limit = limitOf(asked, config, roles)
  if (limit !== undefined) return { refusal: limit }
  const protocol = ownValue(config.services, service)?.protocol
  const foreign = Object.keys(claimsOf(attributes, config.attributes)).find((claim) => FOREIGN.test(claim))
  if (protocol !== 'saml' || foreign === undefined) return { roles }
  return { roles, mayRefuse: `the claim ${foreign} may come from a hook alone` }
}

/** What no session has room for. */
function limitOf(
  { service, user, groups }: Asked,
  config: LabConfig,
  roles: readonly DeclaredRole[],
): string | undefined {
  const known = new Set(Object.keys(config.groups).map(groupKey))
  const registered = new Set(groups.map(groupKey).filter((each) => known.has(each))).size
  if (registered > MAX_QUERIES) return `${registered} of the groups are of the mesh, and a hook asks for ${MAX_QUERIES}`
  const codes = new Set(roles.flatMap(({ members }) => members.map((each) => each.code))).size
  const most = ownValue(config.services, service)?.maxGroups ?? 0
  if (codes > most) return `${codes} groups count, and ${service} takes at most ${most}`
  return refusalOf({ sourceIdentity: user })?.message
}
