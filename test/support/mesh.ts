import { join } from 'node:path'
import { diskFolder, memoryFolder, type Folder } from '../../core/model/folder'
import { accessGraph, groupsWithRoles, type AccessGraph, type EnvironmentAccess } from '../../core/model/graph'
import { loadMesh, type Loaded } from '../../core/model/load'
import type { Mesh } from '../../core/model/mesh'
import { EMPTY_REGISTRY, updateRegistry, type Registry } from '../../core/model/registry'
import { compileMesh, type CompiledMesh } from '../../core/policy/compile'
import { meshStacks } from '../../constructs/mesh-stacks'

export const PROJECT = join(__dirname, '..', '..')

/** A day on which the example's certificates are valid. */
export const TODAY = new Date('2026-01-01T00:00:00Z')

const builtIn = diskFolder(PROJECT, '')

/** The example mesh of the README. */
export const exampleFolder = (): Folder => diskFolder(join(PROJECT, 'environments'), 'environments')

/** A small mesh in memory: `mesh.yaml` and an environment `lab`, changed by what is given. */
export function smallMesh(files: Readonly<Record<string, string>> = {}): Folder {
  return memoryFolder('mesh', { 'mesh.yaml': MESH, 'lab.yaml': ENVIRONMENT, ...files })
}

export const MESH = `
mesh: acme
sourceIdentity: "*@example.com"
hub: { account: "000000000000", region: eu-central-1 }
deployRole: "arn:\${partition}:iam::\${account}:role/terraform"
services:
  notebooks: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [notebooks] }
`

export const ENVIRONMENT = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
personas:
  owner: [OWNERS]
  reader: [READERS]
datasets:
  trials:
    owner: APPROVERS
    classification: confidential
    tables:
      subjects: { columns: { id: string, country: string, ssn: string } }
      visits: { columns: { id: string, visit: date }, partitions: { year: int } }
    access:
      - to: { persona: reader }
        tables: [visits]
`

export function load(folder: Folder): Loaded {
  return loadMesh(folder, { builtIn, now: TODAY })
}

/** Loads a folder that must be without errors. */
export function meshOf(folder: Folder): Mesh {
  const { mesh, diagnostics } = load(folder)
  if (!mesh) throw new Error(JSON.stringify(diagnostics, null, 2))
  return mesh
}

export interface Built {
  readonly mesh: Mesh
  readonly registry: Registry
  readonly graph: AccessGraph
  readonly compiled: CompiledMesh
}

/** How many meshes are kept: more than those that many tests share. */
const KEPT = 50
const kept = new Map<string, Built>()

/** A mesh with everything that is derived from it: for the same files it is the same, which nobody may change. */
export function build(folder: Folder): Built {
  const key = JSON.stringify([folder.label, folder.list().map((name) => [name, folder.read(name)])])
  const built = kept.get(key) ?? freeze(derive(folder))
  // The one that was asked for last is dropped last.
  kept.delete(key)
  kept.set(key, built)
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest)
  return built
}

function derive(folder: Folder): Built {
  const mesh = meshOf(folder)
  const environments = new Map([...mesh.environments].map(([name, { account, region }]) => [name, { account, region }]))
  const registry = updateRegistry(mesh.registry ?? EMPTY_REGISTRY, { groups: groupsWithRoles(mesh), environments })
  const graph = accessGraph(mesh, registry)
  const { compiled, diagnostics } = compileMesh(mesh, graph)
  if (!compiled) throw new Error(JSON.stringify(diagnostics, null, 2))
  return { mesh, registry, graph, compiled }
}

export function environmentOf({ graph }: Built, name: string): EnvironmentAccess {
  const found = graph.environments.find((each) => each.environment === name)
  if (!found) throw new Error(`no environment ${name}`)
  return found
}

/** Rendered Terraform JSON: resource type → name → arguments. */
export interface TerraformJson {
  readonly terraform: Readonly<Record<string, unknown>>
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] }
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  readonly output: { readonly trustloom: { readonly value: unknown } }
}

type Stacks = ReadonlyMap<string, TerraformJson>
const rendered = new WeakMap<Built, Stacks>()

/** Every stack of a mesh, by name: of the same mesh they are the same, which nobody may change. */
export function synthesize(built: Built): Stacks {
  const stacks = rendered.get(built) ?? freeze(render(built))
  rendered.set(built, stacks)
  return stacks
}

function render({ mesh, compiled }: Built): Stacks {
  const stacks = meshStacks(mesh, compiled, { stateFolder: '../../../state' })
  return new Map(stacks.map(({ name, render }) => [name, JSON.parse(JSON.stringify(render())) as TerraformJson]))
}

/** Freezes a value with all that it holds, also in maps. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const each of value instanceof Map ? value.values() : Object.values(value)) freeze(each)
  return value
}

/** Every resource's address, sorted. */
export function addressesOf({ resource }: TerraformJson): string[] {
  return Object.entries(resource)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort()
}
