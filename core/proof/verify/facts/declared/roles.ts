import type { RoleAccess } from '../../../../model/graph'
import type { PolicyDocument } from '../../../../policy/document'
import type { Stated } from '../stated'
import { saysSomething, type HasPolicy } from './empty-policies'
import { statedRole } from './role'
import type { DeclaredScope } from './scope'

/** The roles of personas, jobs, shares and home storage. */
export function declaredRoles(scope: DeclaredScope, has: HasPolicy): Stated[] {
  return scope.access.roles.flatMap((role) =>
    statedRole(scope, {
      name: role.name,
      session: role.sessionHours * 3600,
      policies: role.policies.filter((each) => has(role.name, each) || saysSomething(each, scope, role)),
      // Tags of a role count as tags of its sessions.
      tags: { 'trustloom:persona': role.persona },
      ...(role.kind === 'jobs' && { trust: JOBS }),
      at: roleAt(scope, role),
    }),
  )
}

const JOBS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'glue.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

/** What in the file makes a role. */
export function roleAt({ at }: DeclaredScope, { kind, persona, groups }: RoleAccess): Stated['at'] {
  switch (kind) {
    case 'persona':
    case 'jobs':
      return at('personas', persona)
    case 'share':
      return groups[0]?.source
    case 'home':
      return at('home')
  }
}
