import { compareText } from '../../model/diagnostic'
import type { AccessGraph } from '../../model/graph'
import { hookConfig } from '../../model/hook-config'
import type { Mesh } from '../../model/mesh'
import type { Registry } from '../../model/registry'
import { HUB } from '../../model/stack-names'
import type { CompiledMesh } from '../../policy/compile'
import { ownTemplates } from '../../policy/lint/mesh/own-templates'
import { rolesOf } from '../../terraform/rendered/roles'
import { readStack, type SynthFault, type SynthStack } from '../../terraform/rendered/stack'
import { storageOf } from '../../terraform/rendered/storage'
import { foreignDocuments } from './documents'
import { exceptionsOf, syncException, type Exception } from './exceptions'
import { verifyBootstrapFacts, verifyEnvironmentFacts, verifyHubFacts } from './facts'
import { verifyHookConfig, verifyMachinery } from './facts/machinery'
import { verifyHome } from './home'
import { lintRendered, type RenderedLints, type StackPolicies } from './lints'
import { verifyPermissions } from './permissions'
import { declaredBootstraps, verifyRuns } from './runs'
import { runExceptions } from './runs/exceptions'
import { verifySyncRole } from './sync-role'
import { verifyTrust } from './trust'
import type { Difference } from './types'
import { waiveDifferences, type WaivedDifferences } from './waived'

export type { Exception } from './exceptions'
export type { Difference, DifferenceKind } from './types'

/** A rendered stack on disk. */
export interface RenderedStack {
  /** The environment, or `hub`. */
  readonly name: string
  /** The text of its `cdk.tf.json`. */
  read(): string
}

/** How many questions were answered, by what they were about. */
export interface DecisionCounts {
  /** Service × role × group, and workspace × phase × role: the complete matrix. */
  readonly matrix: number
  /** Attempts at a role that must be refused. */
  readonly refusals: number
  /** What roles may do with buckets, keys, catalogue and Lake Formation. */
  readonly permissions: number
  readonly home: number
  /** Grants, providers, storage, catalogue, rows, and what hooks run on. */
  readonly facts: number
}

/** What the rendered stacks mean, against what the files say. */
export interface Verification {
  readonly decisions: DecisionCounts
  /** Sorted by kind, environment and role; empty where everything is as declared. */
  readonly differences: readonly Difference[]
  readonly lints: RenderedLints
  readonly exceptions: readonly Exception[]
  /** What templates of the mesh's own do beyond their roles' paths, and the files waive. */
  readonly waivers: Pick<WaivedDifferences, 'waived' | 'unused'>
}

export interface VerifyOptions {
  readonly mesh: Mesh
  readonly registry: Registry
  readonly graph: AccessGraph
  /** What the templates give. */
  readonly compiled: CompiledMesh
  readonly stacks: readonly RenderedStack[]
  /** Renders a stack's Terraform JSON anew: what hooks run on is compared with it. */
  render(stack: string): object
  /** Called after each stack. @default - nothing */
  readonly onStack?: () => void
}

/** Evaluates every rendered policy and compares every rendered fact; stacks are read one at a time. */
export function verify({ mesh, registry, graph, compiled, stacks, render, onStack }: VerifyOptions): Verification {
  const decisions = { matrix: 0, refusals: 0, permissions: 0, home: 0, facts: 0 }
  const differences: Difference[] = []
  const policies: StackPolicies[] = []
  const bootstraps = declaredBootstraps(mesh)
  const own = ownTemplates(mesh)
  const ofTemplates: Exception[] = []
  for (const { name, read } of stacks) {
    const stack = readStack(name, read())
    if (stack.isUnreadable) {
      differences.push(...stack.faults.map((each) => notUnderstood(stack, each)))
      continue
    }
    const { roles, faults } = rolesOf(stack)
    const storage = storageOf(stack)
    policies.push({ environment: name, roles, storage })
    differences.push(...[...faults, ...storage.faults].map((each) => notUnderstood(stack, each)))
    const access = graph.environments.find((each) => each.environment === name)
    const bootstrap = bootstraps.find((each) => each.name === name)
    if (access) {
      const trust = verifyTrust(mesh, registry, access, roles)
      const others = graph.environments.filter((each) => each !== access)
      const permissions = verifyPermissions(access, roles, storage, others, own)
      const home = verifyHome(access, roles, storage)
      const facts = verifyEnvironmentFacts(mesh, access, stack)
      const sync = verifySyncRole(mesh, access, roles)
      ofTemplates.push(...permissions.exceptions)
      decisions.matrix += trust.matrix
      decisions.refusals += trust.refusals
      decisions.permissions += permissions.decisions
      decisions.home += home.decisions
      decisions.facts += facts.decisions + sync.decisions
      for (const found of [trust, permissions, home, facts, sync]) differences.push(...found.differences)
    } else if (bootstrap) {
      const trust = verifyRuns(mesh, bootstrap, roles)
      const facts = verifyBootstrapFacts(mesh, bootstrap, stack)
      decisions.matrix += trust.matrix
      decisions.refusals += trust.refusals
      decisions.facts += facts.decisions
      differences.push(...trust.differences, ...facts.differences)
    } else {
      const facts = verifyHubFacts(mesh, graph, stack)
      decisions.facts += facts.decisions
      differences.push(...facts.differences)
    }
    if (stack.machinery.length > 0 || (name === HUB && mesh.settings.hooks)) {
      const machinery = verifyMachinery(stack, readStack(name, JSON.stringify(render(name))))
      decisions.facts += machinery.decisions
      differences.push(...machinery.differences)
    }
    if (name === HUB && mesh.settings.hooks) {
      const told = verifyHookConfig(mesh, registry, hookConfig(mesh, registry))
      decisions.facts += told.decisions
      differences.push(...told.differences)
    }
    onStack?.()
  }
  const { left, waived, unused } = waiveDifferences(mesh, differences, policies)
  const others = foreignDocuments(mesh, graph, compiled, policies, left)
  return {
    decisions,
    differences: [...left, ...others].sort(byKind),
    waivers: { waived, unused },
    lints: lintRendered(mesh, graph, policies),
    exceptions: [
      ...graph.environments.flatMap((each) => [...exceptionsOf(each), ...syncException(mesh, each)]),
      ...ofTemplates,
      ...runExceptions(mesh),
    ],
  }
}

const notUnderstood = (stack: SynthStack, { address, message }: SynthFault): Difference => ({
  kind: 'not-understood',
  environment: stack.name,
  address,
  message: `${address} ${message}`,
})

const byKind = (a: Difference, b: Difference): number =>
  compareText(a.kind, b.kind) ||
  compareText(a.environment, b.environment) ||
  compareText(a.role ?? '', b.role ?? '') ||
  compareText(a.message, b.message)
