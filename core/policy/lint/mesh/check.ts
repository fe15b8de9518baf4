import { error, warning, type Diagnostic, type Position } from '../../../model/diagnostic'
import type { AccessGraph } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import type { CompiledMesh } from '../../compile'
import { lintPolicies } from '..'
import { lintRules } from '../rules'
import type { LintResult } from '../types'
import { applyWaivers, OWN_TEMPLATE, type Waived } from '../waivers'
import { meshFacts } from './facts'
import { ownTemplates, placeIn } from './own-templates'
import { meshSubjects, type MeshSubject } from './subjects'
import { checkWaivers, meshWaivers, unusedWaiver, type MeshWaiver } from './waivers'

export interface LintedMesh {
  readonly diagnostics: readonly Diagnostic[]
  readonly waived: readonly Waived<MeshWaiver>[]
}

/** What the rules have against the policies of a mesh, less what its files waive. */
export function lintMesh(mesh: Mesh, graph: AccessGraph, compiled: CompiledMesh): LintedMesh {
  const subjects = meshSubjects(mesh, compiled)
  const origins = new Map<object, MeshSubject>(subjects.map((each) => [each, each]))
  const results = lintPolicies(subjects, meshFacts(mesh, graph))
  const rendered = new Set(graph.environments.filter((each) => !each.closed).map((each) => each.environment))
  const { good, diagnostics } = checkWaivers(mesh, meshWaivers(mesh), subjects, rendered)
  const { failures, waived, unused } = applyWaivers(results, good)
  return {
    diagnostics: [
      ...diagnostics,
      ...unused.filter(({ rule }) => rule !== OWN_TEMPLATE).map(unusedWaiver),
      ...byTemplate(mesh, failures, (each) => origins.get(each.subject)),
    ],
    waived,
  }
}

/** A template of the mesh's own fails in every role that has it: one diagnostic at the template tells that. */
function byTemplate(
  mesh: Mesh,
  failures: readonly LintResult[],
  originOf: (failure: LintResult) => MeshSubject | undefined,
): Diagnostic[] {
  const own = ownTemplates(mesh)
  const groups = new Map<string, { first: LintResult; at: Position | undefined; owners: Set<string> }>()
  failures.forEach((failure, index) => {
    const origin = originOf(failure)
    const template = origin?.template === undefined ? undefined : own.get(origin.template)
    const { rule, statement, subject } = failure
    const key = template
      ? JSON.stringify([rule, template.file, statement, failure.message.replaceAll(subject.owner, '')])
      : String(index)
    const group = groups.get(key)
    if (group) group.owners.add(subject.owner)
    else {
      const at = template
        ? placeIn(template, failure.text === undefined ? [] : [JSON.stringify(failure.text)])
        : origin?.at()
      groups.set(key, { first: failure, at, owners: new Set([subject.owner]) })
    }
  })
  return [...groups.values()].map(({ first, at, owners }) => describe(first, at, owners.size - 1))
}

function describe(
  { rule, severity, subject, statement, message, hint }: LintResult,
  at: Position | undefined,
  more: number,
): Diagnostic {
  const sid = statement === null ? undefined : subject.document.Statement[statement]?.Sid
  const which = statement === null ? '' : `, statement ${statement + 1}${sid === undefined ? '' : ` (${sid})`}`
  const others = more > 0 ? `, and so in ${more} more` : ''
  const text = `${subject.owner}/${subject.policy}${which}: ${message}${others}`
  const see = lintRules.find(({ id }) => id === rule)?.see ?? ''
  return (severity === 'error' ? error : warning)(rule, text, at, `${hint}; ${see}`)
}
