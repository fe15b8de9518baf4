import { error, hasErrors, type Diagnostic } from '../model/diagnostic'
import type { AccessGraph, EnvironmentAccess, RoleAccess } from '../model/graph'
import type { Mesh } from '../model/mesh'
import { checkSizes } from './sizes'
import type { PolicyDocument } from './document'
import { rolePolicies, type Policies, type Render } from './role-policies'
import {
  bucketPolicy,
  bucketShape,
  datasetKeyPolicy,
  homePolicy,
  homeShape,
  keyPolicy,
  keyShape,
  locationPolicy,
  locationShape,
  resultsKeyPolicy,
} from './resource-policies'
import { resultsNames } from '../model/results'
import { roleShape } from './role-variables'
import { compileTemplate, TemplateFault, type PolicyKind, type PolicyTemplate } from './template'
import type { Shape } from './template-shape'
import { serviceTrust, type TrustProps } from './trust'

/** Every policy of a mesh, as data. */
export interface CompiledMesh {
  readonly environments: ReadonlyMap<string, CompiledEnvironment>
  /** The key of the entitlement table. */
  readonly tableKey: PolicyDocument
}

export interface CompiledEnvironment {
  readonly access: EnvironmentAccess
  /** By role key. */
  readonly roles: ReadonlyMap<string, CompiledRole>
  /** By dataset name. */
  readonly datasets: ReadonlyMap<string, CompiledDataset>
  readonly results: BucketPolicies
  readonly home: BucketPolicies | undefined
}

export interface CompiledRole {
  readonly access: RoleAccess
  /** Who may open it; `undefined` for the role of jobs, which people hand to Glue. */
  readonly trust: TrustProps | undefined
  readonly policies: Policies
}

export interface BucketPolicies {
  readonly bucket: PolicyDocument
  readonly key: PolicyDocument
}

export interface CompiledDataset extends BucketPolicies {
  readonly locationTrust: PolicyDocument
  readonly location: PolicyDocument
}

export interface Compilation {
  /** `undefined` where there is an error. */
  readonly compiled: CompiledMesh | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Templates that a persona cannot name: what they may use, and what their policy stands on. */
const special: ReadonlyMap<string, readonly [Shape, PolicyKind]> = new Map([
  ['bucket', [bucketShape, 'resource']],
  ['key', [keyShape, 'resource']],
  ['location', [locationShape, 'identity']],
  ['home', [homeShape, 'identity']],
])

/** Renders every policy of the graph and checks it against what AWS takes. */
export function compileMesh(mesh: Mesh, graph: AccessGraph): Compilation {
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
  if (hasErrors(diagnostics)) return { compiled: undefined, diagnostics }

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
    const compiled = { environments, tableKey }
    const sizes = checkSizes(mesh, compiled)
    return { compiled: hasErrors(sizes) ? undefined : compiled, diagnostics: sizes }
  } catch (cause) {
    return { compiled: undefined, diagnostics: [templateDiagnostic(cause)] }
  }
}

/** The loader knows which templates there are, not what each is given. */
function checkPersonaPolicies({ settings, places }: Mesh): Diagnostic[] {
  return Object.entries(settings.personas).flatMap(([persona, { policies = [] }]) =>
    policies.flatMap((policy, index) => {
      if (!special.has(policy)) return []
      const at = places.mesh(['personas', persona, 'policies', index])
      return [error('unknown-policy', `the template ${policy} is not for the roles of personas`, at)]
    }),
  )
}

function templateDiagnostic(cause: unknown): Diagnostic {
  if (!(cause instanceof TemplateFault)) throw cause
  const { file, line, column, message, hint } = cause
  return error('template', message, { file, line, column }, hint)
}

function compileEnvironment(mesh: Mesh, access: EnvironmentAccess, render: Render): CompiledEnvironment {
  const { home } = access
  const roles = access.roles.map((role): [string, CompiledRole] => {
    const policies =
      role.kind === 'home' && home ? { home: homePolicy(access, home, render) } : rolePolicies(access, role, render)
    return [role.key, { access: role, trust: trustOf(mesh, access, role), policies }]
  })
  const datasets = access.datasets.map((dataset): [string, CompiledDataset] => [
    dataset.name,
    {
      bucket: bucketPolicy(access, dataset.bucket, render),
      key: datasetKeyPolicy(access, dataset, render),
      locationTrust: locationTrust(access),
      location: locationPolicy(access, dataset, render),
    },
  ])
  const homeUsers = access.roles.filter((each) => each.kind === 'home').map((each) => each.arn)
  return {
    access,
    roles: new Map(roles),
    datasets: new Map(datasets),
    results: {
      bucket: bucketPolicy(access, resultsNames(access).bucket, render),
      key: resultsKeyPolicy(access, render),
    },
    home: home && {
      bucket: bucketPolicy(access, home.bucket, render),
      key: keyPolicy(access, { users: homeUsers }, render),
    },
  }
}

function trustOf(mesh: Mesh, access: EnvironmentAccess, role: RoleAccess): TrustProps | undefined {
  if (role.kind === 'jobs') return undefined
  const services = access.services.filter((each) => role.services.includes(each.name))
  const codes = role.groups.map((each) => each.code)
  return {
    partition: access.partition,
    region: access.region,
    services,
    codes,
    sourceIdentity: mesh.settings.sourceIdentity,
  }
}

/** @see https://docs.aws.amazon.com/lake-formation/latest/dg/cross-service-confused-deputy-prevention.html */
function locationTrust({ partition, region, account }: EnvironmentAccess): PolicyDocument {
  return serviceTrust('lakeformation.amazonaws.com', {
    ArnEquals: { 'aws:SourceArn': `arn:${partition}:lakeformation:${region}:${account}:*` },
    StringEquals: { 'aws:SourceAccount': account },
  })
}
