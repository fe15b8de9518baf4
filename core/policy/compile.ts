import { error, hasErrors, type Diagnostic } from '../model/diagnostic'
import { personaLines } from '../model/environment-personas'
import type { AccessGraph } from '../model/graph'
import type { Mesh } from '../model/mesh'
import { policyHint } from '../model/template-name'
import { checkUsages } from '../model/quotas/report'
import type { Usage } from '../model/quotas/usage'
import type { PolicyDocument } from './document'
import { compileEnvironment, type CompiledEnvironment } from './environment-policies'
import { compileHooks, type CompiledHooks } from './hooks'
import type { Waived } from './lint'
import { lintMesh } from './lint/mesh/check'
import type { MeshWaiver } from './lint/mesh/waivers'
import { checkReadTags } from './read-tags'
import { bucketShape, homeShape, keyPolicy, keyShape, locationShape } from './resource-policies'
import type { Render } from './role-policies'
import { compileBootstraps, runTemplates, type CompiledBootstrap } from './runs'
import { roleShape } from './role-variables'
import { ledger } from './quotas/ledger'
import { compileTemplate, TemplateFault, type PolicyKind, type PolicyTemplate } from './template'
import type { Shape } from './template-shape'

/** Every policy of a mesh, as data. */
export interface CompiledMesh {
  readonly environments: ReadonlyMap<string, CompiledEnvironment>
  /** Code → the group whose it was. */
  readonly retired: AccessGraph['retired']
  /** The key of the entitlement table. */
  readonly tableKey: PolicyDocument
  /** What the hub runs; `undefined` where the mesh has no `hooks`. */
  readonly hooks: CompiledHooks | undefined
  /** What an administrator applies before any run of HCP Terraform; empty where runs get no credentials. */
  readonly bootstraps: readonly CompiledBootstrap[]
}

export interface Compilation {
  /** `undefined` where there is an error. */
  readonly compiled: CompiledMesh | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** How much of every quota is used; empty where no policy could be rendered. */
  readonly usages: readonly Usage[]
  /** What breaks a rule about policies, and somebody said why it may. */
  readonly waived: readonly Waived<MeshWaiver>[]
}

/** Templates that a persona cannot name: what they may use, and what their policy stands on. */
const special: ReadonlyMap<string, readonly [Shape, PolicyKind]> = new Map([
  ['bucket', [bucketShape, 'resource']],
  ['key', [keyShape, 'key']],
  ['location', [locationShape, 'required']],
  ['home', [homeShape, 'required']],
  ...runTemplates,
])

/** Renders every policy of the graph and checks it against what AWS takes, and against the rules about policies. */
export function compileMesh(mesh: Mesh, graph: AccessGraph): Compilation {
  const rendered = renderMesh(mesh, graph)
  const { compiled } = rendered
  if (!compiled) return rendered
  const usages = ledger(mesh, compiled)
  const lints = lintMesh(mesh, graph, compiled)
  const faults = [...checkUsages(usages), ...checkReadTags(mesh, compiled), ...lints.diagnostics]
  return {
    compiled: hasErrors(faults) ? undefined : compiled,
    diagnostics: faults,
    usages,
    waived: lints.waived,
  }
}

/** `compileMesh` without a judgement: policies are as they are written, whatever AWS or a rule would say of them. */
export function renderMesh(mesh: Mesh, graph: AccessGraph): Compilation {
  const templates = new Map<string, PolicyTemplate>()
  const diagnostics: Diagnostic[] = checkPersonaPolicies(mesh)
  for (const [name, file] of mesh.templates) {
    const [shape, kind] = special.get(name) ?? [roleShape, 'identity']
    try {
      templates.set(name, compileTemplate(file, shape, kind))
    } catch (cause) {
      diagnostics.push(templateDiagnostic(cause))
    }
  }
  if (hasErrors(diagnostics)) return { compiled: undefined, diagnostics, usages: [], waived: [] }

  const render: Render = (name, variables) => {
    const template = templates.get(name)
    if (!template) throw new Error(`there is no template ${name}`)
    return template.render(variables)
  }
  try {
    const { partition, hub } = mesh.settings
    const tableKey = keyPolicy({ partition, ...hub }, { services: [`dynamodb.${hub.region}.amazonaws.com*`] }, render)
    const environments = new Map(
      graph.environments.map((each) => [each.environment, compileEnvironment(mesh, each, render)]),
    )
    const compiled = {
      environments,
      retired: graph.retired,
      tableKey,
      hooks: compileHooks(mesh),
      bootstraps: compileBootstraps(mesh, render),
    }
    return { compiled, diagnostics: [], usages: [], waived: [] }
  } catch (cause) {
    return { compiled: undefined, diagnostics: [templateDiagnostic(cause)], usages: [], waived: [] }
  }
}

/** The loader knows which templates there are, not what each is given. */
function checkPersonaPolicies(mesh: Mesh): Diagnostic[] {
  return personaLines(mesh).flatMap(({ settings: { policies = [] }, at }) =>
    policies.flatMap((policy, index) => {
      if (!special.has(policy)) return []
      const hint = policyHint(policy, mesh.templates.keys())
      const message = `the template ${policy} is not for the roles of personas`
      return [error('unknown-policy', message, at('policies', index), hint)]
    }),
  )
}

function templateDiagnostic(cause: unknown): Diagnostic {
  if (!(cause instanceof TemplateFault)) throw cause
  const { file, line, column, message, hint } = cause
  return error('template', message, { file, line, column }, hint)
}
