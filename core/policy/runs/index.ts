import {
  bootstraps,
  runIssuer,
  type Bootstrap,
  type RunIssuer,
  type RunReach,
  type RunRole,
} from '../../model/run-roles'
import type { Mesh } from '../../model/mesh'
import type { PolicyDocument } from '../document'
import type { Policies, Render } from '../role-policies'
import type { PolicyKind } from '../template'
import type { Shape } from '../template-shape'
import { runTrust } from './trust'
import {
  environmentVariables,
  hubVariables,
  rowsVariables,
  runEnvironmentShape,
  runHubShape,
  runRowsShape,
} from './variables'

export { runDuties } from './duties'
export { partitionsOf } from './variables'

/** What an administrator applies before any run, with every policy of it, as data. */
export interface CompiledBootstrap extends Omit<Bootstrap, 'roles'> {
  readonly issuer: RunIssuer
  readonly roles: readonly CompiledRunRole[]
}

export interface CompiledRunRole extends RunRole {
  readonly trust: PolicyDocument
  readonly policies: Policies
}

/** Templates of runs, which no persona can name: what they may use, and what their policy stands on. */
export const runTemplates: readonly (readonly [string, readonly [Shape, PolicyKind]])[] = [
  ['run-environment-read', [runEnvironmentShape, 'required']],
  ['run-environment-write', [runEnvironmentShape, 'required']],
  ['run-hub-read', [runHubShape, 'required']],
  ['run-hub-write', [runHubShape, 'required']],
  ['run-rows-read', [runRowsShape, 'required']],
  ['run-rows-write', [runRowsShape, 'required']],
]

/** Renders every policy of the roles of runs; nothing where runs get no credentials. */
export function compileBootstraps(mesh: Mesh, render: Render): readonly CompiledBootstrap[] {
  const issuer = runIssuer(mesh.settings)
  if (!issuer) return []
  const { partition } = mesh.settings
  return bootstraps(mesh).map(({ roles, ...bootstrap }) => ({
    ...bootstrap,
    issuer,
    roles: roles.map((role) => ({
      ...role,
      trust: runTrust({ ...bootstrap, partition, issuer }, role),
      policies: policiesOf(mesh, role, render),
    })),
  }))
}

/** The role that applies may read what the one that plans may read, by the same policy. */
function policiesOf(mesh: Mesh, { reach, workspace, phase }: RunRole, render: Render): Policies {
  const variables = variablesOf(mesh, reach, workspace)
  const parts = phase === 'apply' ? ['read', 'write'] : ['read']
  return Object.fromEntries(
    parts.map((part) => [`run-${reach}-${part}`, render(`run-${reach}-${part}`, variables)] as const),
  )
}

function variablesOf(mesh: Mesh, reach: RunReach, workspace: string): object {
  switch (reach) {
    case 'hub':
      return hubVariables(mesh)
    case 'environment':
      return environmentVariables(mesh, workspace)
    case 'rows':
      return rowsVariables(mesh, workspace)
  }
}
