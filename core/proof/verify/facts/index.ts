import type { AccessGraph, EnvironmentAccess } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import { HUB } from '../../../model/stack-names'
import { ofType, type SynthStack } from '../../../terraform/rendered/stack'
import type { Difference, Findings } from '../types'
import type { DeclaredBootstrap } from '../runs'
import { compareFacts } from './compare'
import { bootstrapFacts } from './declared/bootstrap'
import { environmentFacts } from './declared/environment'
import type { HasPolicy } from './declared/empty-policies'
import { hubFacts } from './declared/hub'
import type { FactScope } from './fact'
import { renderedFacts } from './rendered'

export { compareFacts } from './compare'
export type { Fact } from './fact'

/**
 * Whether an environment's stack says exactly what the files declare, wherever that is a plain fact: roles, grants,
 * providers, the catalogue, storage, rows, and how Terraform reaches all of it. What policies mean is evaluated, not
 * compared. Throws where the mesh has no such environment.
 */
export function verifyEnvironmentFacts(mesh: Mesh, access: EnvironmentAccess, stack: SynthStack): Findings {
  const { partition, account } = access
  const scope: FactScope = { mesh: access.mesh, partition, account }
  const declared = environmentFacts(mesh, access, scope, policiesOf(stack))
  return withFaults(compareFacts(declared, renderedFacts(stack, scope), access.environment), stack, access.environment)
}

function policiesOf(stack: SynthStack): HasPolicy {
  const policies = new Set(
    ofType(stack, 'aws_iam_role_policy').map(({ attributes: { role, name } }) => JSON.stringify([role, name])),
  )
  return (role, policy) => policies.has(JSON.stringify([role, policy]))
}

/** The same for the hub's stack: the entitlement table, the services, and the pools that it makes. */
export function verifyHubFacts(mesh: Mesh, graph: AccessGraph, stack: SynthStack): Findings {
  const { partition, hub } = mesh.settings
  const scope: FactScope = { mesh: graph.mesh, partition, account: hub.account }
  return withFaults(compareFacts(hubFacts(mesh, graph.retired, scope), renderedFacts(stack, scope), HUB), stack, HUB)
}

/** The same for an administrator's stack: trust in HCP Terraform, and the roles of runs. */
export function verifyBootstrapFacts(mesh: Mesh, bootstrap: DeclaredBootstrap, stack: SynthStack): Findings {
  const { partition, mesh: name } = mesh.settings
  const scope: FactScope = { mesh: name, partition, account: bootstrap.account }
  const found = compareFacts(bootstrapFacts(mesh, bootstrap, scope), renderedFacts(stack, scope), bootstrap.name)
  return withFaults(found, stack, bootstrap.name)
}

function withFaults({ decisions, differences }: Findings, { faults }: SynthStack, environment: string): Findings {
  const notUnderstood = faults.map(({ address, message }): Difference => ({
    kind: 'not-understood',
    environment,
    message: `${address} ${message}`,
    address,
  }))
  return { decisions: decisions + faults.length, differences: [...notUnderstood, ...differences] }
}
