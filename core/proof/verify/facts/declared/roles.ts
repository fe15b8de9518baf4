import { createHash } from 'node:crypto'
import type { RoleAccess } from '../../../../model/graph'
import type { PolicyDocument } from '../../../../policy/document'
import type { Stated } from '../stated'
import { saysSomething, type HasPolicy } from './empty-policies'
import { openingsOf } from './openings'
import { declaredPersona } from './persona'
import { statedRole } from './role'
import { codesIn } from './rows'
import type { DeclaredScope } from './scope'

/** The roles of personas, jobs, shares, of run time and of home storage. */
export function declaredRoles(scope: DeclaredScope, has: HasPolicy): Stated[] {
  const marks = trustTags(scope)
  return scope.access.roles.flatMap((role) =>
    statedRole(scope, {
      name: role.name,
      session: hoursOf(scope, role) * 3600,
      policies: policiesOf(scope, role).filter((each) => has(role.name, each) || saysSomething(each, scope, role)),
      // Tags of a role count as tags of its sessions.
      tags: { 'trustloom:persona': role.persona, ...marks.get(role.name) },
      ...(role.kind === 'jobs' && { trust: JOBS }),
      at: roleAt(scope, role),
    }),
  )
}

/** By which trust-sync knows that its row of the table says what the files say. */
function trustTags(scope: DeclaredScope): ReadonlyMap<string, object> {
  const { settings } = scope.mesh
  if (settings.sync !== 'pull') return new Map()
  const codes = codesIn(scope)
  return new Map(
    openingsOf(scope).map(({ kind, persona, dataset = '', name, groups, services }) => {
      const own = groups.map((each) => codes.get(each.name) ?? '').sort()
      const through = services.map(({ name: service, protocol, provider, ...more }) => {
        const { audience, issuer, clientIds } = more as Partial<Record<'audience' | 'issuer' | 'clientIds', unknown>>
        const rest = [audience, issuer, clientIds].filter((each) => each !== undefined)
        return [service, protocol, provider, ...rest]
      })
      const said = JSON.stringify([kind, persona, dataset, settings.sourceIdentity, own, through])
      return [name, { 'trustloom:trust': createHash('sha256').update(said).digest('hex') }]
    }),
  )
}

/** What the files say of a persona; of other roles nobody says it by name. */
function hoursOf({ mesh, settings }: DeclaredScope, { kind, persona, sessionHours }: RoleAccess): number {
  const isPersona = kind === 'persona' || kind === 'jobs'
  return isPersona ? declaredPersona(mesh, settings, persona).sessionHours : sessionHours
}

/** Those that the files name for a persona, and those that it has by its grants. */
function policiesOf({ mesh, settings }: DeclaredScope, { kind, persona, policies }: RoleAccess): readonly string[] {
  if (kind !== 'persona') return policies
  const named = declaredPersona(mesh, settings, persona).policies
  return [...named, ...policies.filter((each) => BY_GRANTS.has(each) && !named.includes(each))]
}

const BY_GRANTS: ReadonlySet<string> = new Set(['files-reader', 'data-grantor'])

const JOBS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'glue.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

/** What in the file makes a role. */
export function roleAt({ at }: DeclaredScope, { kind, persona, dataset = '', groups }: RoleAccess): Stated['at'] {
  switch (kind) {
    case 'persona':
    case 'jobs':
      return at('personas', persona)
    case 'share':
      return groups[0]?.source
    case 'live':
      return at('datasets', dataset, 'live')
    case 'home':
      return at('home')
  }
}
