import type { AccessGraph } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import type { CompiledMesh } from '../../policy/compile'
import type { PolicyDocument } from '../../policy/document'
import { meshSubjects } from '../../policy/lint/mesh/subjects'
import { subjectsOf, type StackPolicies } from './lints'
import { policyLines } from './policy-lines'
import type { Difference, DifferenceKind } from './types'

/**
 * Policies whose text is not what their templates give, though no question that was asked shows it: an edit about a
 * single person, an object that nobody thought of or a day to come. Trust policies of roles that people open are compared
 * where they are asked.
 */
export function foreignDocuments(
  mesh: Mesh,
  graph: AccessGraph,
  compiled: CompiledMesh,
  stacks: readonly StackPolicies[],
  told: readonly Difference[],
): Difference[] {
  const expected = new Map(meshSubjects(mesh, compiled).map((each) => [keyOf(each), each]))
  const opened = new Set(graph.environments.flatMap((each) => each.roles.map(({ name }) => name)))
  const known = new Set(told.flatMap((each) => (each.role === undefined ? [each.address] : [each.role, each.address])))
  return stacks.flatMap((stack) =>
    subjectsOf(stack).flatMap(({ address, ...subject }): Difference[] => {
      const { environment, kind, owner, policy, document } = subject
      const from = expected.get(keyOf(subject))
      if (!from || known.has(owner) || known.has(address)) return []
      if (kind === 'trust' && opened.has(owner)) return []
      const odd = firstOdd(document, from.document)
      if (odd === undefined) return []
      const isRole = kind === 'permission' || kind === 'trust'
      const role = graph.environments.flatMap((each) => each.roles).find((each) => isRole && each.name === owner)
      const groups = role?.groups.map((each) => each.name).join(', ') || undefined
      const whose = groups === undefined ? owner : `${owner}, for ${groups},`
      const message = `the policy ${policy} of ${whose} is not what its template gives: ${odd}`
      const about = { environment, address, message, at: from.at() }
      return [
        { kind: kindOf(kind, role?.kind), ...about, ...(isRole && { role: owner }), ...(groups && { group: groups }) },
      ]
    }),
  )
}

function kindOf(kind: string, role: string | undefined): DifferenceKind {
  if (kind === 'trust') return 'trust'
  if (kind !== 'permission') return 'storage'
  return role === 'home' ? 'home' : 'permission'
}

const keyOf = (each: { environment: string; kind: string; owner: string; policy: string }): string =>
  JSON.stringify([each.environment, each.kind, each.owner, each.policy])

/** The first statement that one document has and the other has not. */
function firstOdd(found: PolicyDocument, expected: PolicyDocument): string | undefined {
  const [there, wanted] = [policyLines(found), policyLines(expected)]
  const more = there.find((each) => !wanted.includes(each))
  if (more !== undefined) return `it says ${more}`
  const less = wanted.find((each) => !there.includes(each))
  if (less !== undefined) return `it does not say ${less}`
  return there.length === wanted.length ? undefined : 'it repeats a statement'
}
