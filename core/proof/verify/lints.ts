import type { AccessGraph } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { applyWaivers, lintPolicies, type LintResult, type PolicySubject, type Waived } from '../../policy/lint'
import { meshFacts } from '../../policy/lint/mesh/facts'
import { meshWaivers, type MeshWaiver } from '../../policy/lint/mesh/waivers'
import type { SynthRole } from '../../terraform/rendered/roles'
import type { SynthProtected, SynthStorage } from '../../terraform/rendered/storage'

/** The policies of one stack. */
export interface StackPolicies {
  readonly environment: string
  readonly roles: readonly SynthRole[]
  readonly storage: SynthStorage
}

export interface RenderedLints {
  readonly failures: readonly LintResult[]
  readonly waived: readonly Waived<MeshWaiver>[]
}

/** What the rules have against the rendered policies, less what the files waive. */
export function lintRendered(mesh: Mesh, graph: AccessGraph, stacks: readonly StackPolicies[]): RenderedLints {
  const results = lintPolicies(stacks.flatMap(subjectsOf), meshFacts(mesh, graph))
  return applyWaivers(results, meshWaivers(mesh))
}

/** A rendered policy, and the resource that it is of. */
export interface RenderedSubject extends PolicySubject {
  readonly address: string
}

/** Every policy of a stack. */
export function subjectsOf({ environment, roles, storage }: StackPolicies): RenderedSubject[] {
  const of =
    (kind: 'bucket' | 'key') =>
    (each: SynthProtected): RenderedSubject => ({
      address: each.address,
      environment,
      kind,
      owner: each.name,
      policy: kind,
      document: each.policy,
    })
  return [
    ...roles.flatMap(({ name: owner, address, trust, policies }): RenderedSubject[] => [
      { address, environment, kind: 'trust', owner, policy: 'trust', document: trust },
      ...[...policies].map(([policy, document]): RenderedSubject => {
        return { address, environment, kind: 'permission', owner, policy, document }
      }),
    ]),
    ...storage.buckets.map(of('bucket')),
    ...storage.keys.map(of('key')),
  ]
}
