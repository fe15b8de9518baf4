import type { AccessGraph } from '../../model/graph'
import type { Position } from '../../model/diagnostic'
import type { Mesh } from '../../model/mesh'
import { mentionsOf } from '../../model/mentions'
import { groupKey } from '../../model/group-names'
import { roleScopes } from './entries'
import { furthest, mayLead } from './missing'
import { missingRole } from './missing-group'
import type { Explanation, GroupHop, Question, Rendered } from './types'
import { askedEnvironments, isOpen, wayOf } from './ways'

export { readQuestion, QuestionFault, type Asked } from './question'
export { askedEnvironments } from './ways'
export type * from './types'

/**
 * Follows every hop from a group to data, in the access graph and in the rendered trust policies, or finds the first
 * that is missing.
 */
export function explain(question: Question, mesh: Mesh, graph: AccessGraph, rendered: Rendered): Explanation {
  const attempts = askedEnvironments(question, graph.environments)
    .flatMap((environment) => roleScopes(mesh, environment, question.group))
    .filter((scope) => mayLead(scope, question))
    .map((scope) => ({ scope, way: wayOf(scope, question, rendered) }))
  const access = attempts.some(({ way }) => isOpen(way))
  const base = { question, access, group: groupHop(question.group, mesh, graph) }
  if (access) {
    const ways = attempts.map(({ way }) => way).filter(({ resources }) => resources.length > 0)
    return { ...base, ways, missing: undefined }
  }
  const last = furthest(attempts, question)
  return { ...base, ways: last ? [last.way] : [], missing: last?.missing ?? missingRole(question, mesh) }
}

function groupHop(name: string, mesh: Mesh, graph: AccessGraph): GroupHop {
  const isIt = (each: { readonly name: string }): boolean => groupKey(each.name) === groupKey(name)
  const code = graph.environments.flatMap(({ roles }) => roles.flatMap(({ groups }) => groups)).find(isIt)?.code
  return { name, code, at: firstOf(mentionsOf(mesh).filter(isIt)) }
}

/** The one that a reader of the files meets first. */
function firstOf(
  mentions: readonly { readonly environment: string; readonly at: Position | undefined }[],
): Position | undefined {
  const [first] = mentions
  return mentions
    .filter((each) => each.environment === first?.environment)
    .flatMap(({ at }) => (at ? [at] : []))
    .sort((a, b) => a.line - b.line || a.column - b.column)[0]
}
