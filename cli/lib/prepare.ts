import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { compareText, error, hasErrors, sortDiagnostics, type Diagnostic } from '../../core/model/diagnostic'
import type { Folder } from '../../core/model/folder'
import { accessGraph, groupsWithRoles, type AccessGraph } from '../../core/model/graph'
import { loadMesh } from '../../core/model/load'
import type { Mesh } from '../../core/model/mesh'
import type { Usage } from '../../core/model/quotas/usage'
import { LOCK_FILE, printLock } from '../../core/model/lock-file'
import {
  keptRegions,
  lockChanges,
  updateRegistry,
  type LockChange,
  type LockedEnvironment,
  type Registry,
} from '../../core/model/registry'
import { stackNames } from '../../core/model/stack-names'
import { hintFor } from '../../core/model/suggest'
import { compileMesh, renderMesh, type Compilation, type CompiledMesh } from '../../core/policy/compile'
import { builtInTemplates, VERSION } from './project'

export interface PrepareOptions {
  /** Whether a lock file that is out of date is an error. */
  readonly frozen: boolean
  /** Names of the environments to render. @default - all */
  readonly only?: readonly string[] | undefined
  /** Whether policies are held against quotas and rules. @default true */
  readonly judged?: boolean
  /** The built-in templates. @default - those of this Trustloom */
  readonly builtIn?: Folder | undefined
  /** Whether what only contradicts other files stops nothing, as far as it can be rendered. @default false */
  readonly unchecked?: boolean
  /** Groups that the lock file had before it was changed in memory. @default - those that it has */
  readonly locked?: ReadonlySet<string>
  /** Decides which certificates have expired. @default - the day on which it is asked */
  readonly now?: Date
}

/** A mesh, ready to be rendered, and the lock file that belongs to it. */
export interface Prepared {
  readonly mesh: Mesh
  readonly graph: AccessGraph
  readonly compiled: CompiledMesh
  readonly lock: LockUpdate
  /** SHA-256 over everything that the output depends on. */
  readonly digest: string
}

export interface LockUpdate {
  readonly registry: Registry
  readonly text: string
  /** Empty where the file is up to date. */
  readonly changes: readonly LockChange[]
}

export interface Preparation {
  /** `undefined` where there is an error. */
  readonly prepared: Prepared | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
  /** How much of every quota is used; empty where the mesh cannot be compiled. */
  readonly usages: readonly Usage[]
  /** What breaks a rule about policies, and somebody said why it may. */
  readonly waived: Compilation['waived']
}

/** Loads, checks and compiles a mesh folder. Writes nothing. */
export function prepare(folder: Folder, options: PrepareOptions): Preparation {
  if (!options.unchecked) return prepareChecked(folder, options)
  try {
    return prepareChecked(folder, options)
  } catch (cause) {
    // What contradicts itself may not be rendered, and what that throws is of no use to anybody.
    if (!(cause instanceof Error)) throw cause
    return { prepared: undefined, diagnostics: [], texts: new Map(), usages: [], waived: [] }
  }
}

function prepareChecked(folder: Folder, options: PrepareOptions): Preparation {
  const {
    mesh,
    diagnostics: loading,
    texts,
    inputs,
  } = loadMesh(folder, {
    builtIn: options.builtIn ?? builtInTemplates(),
    now: options.now ?? new Date(),
    unchecked: options.unchecked ?? false,
    ...(options.locked && { locked: options.locked }),
  })
  const failed = (more: readonly Diagnostic[]): Preparation => ({
    prepared: undefined,
    texts,
    usages: [],
    waived: [],
    diagnostics: sortDiagnostics([...loading, ...more]),
  })
  if (!mesh) return failed([])

  const known = stackNames(mesh)
  const unknown = (options.only ?? []).filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    return failed(
      unknown.map((name) =>
        error(
          'unknown-environment',
          `there is no environment ${name}`,
          undefined,
          // Its file is named, too, where a shell completes names.
          hintFor('environment', basename(name, '.yaml'), known),
        ),
      ),
    )
  }
  const unchecked = options.unchecked ?? false
  const lock = updateLock(mesh, options.frozen)
  const stale = options.frozen ? staleLock(folder, lock) : []
  const graph = accessGraph(mesh, lock.registry, options.only && new Set(options.only))
  const compile = (options.judged ?? true) ? compileMesh : renderMesh
  const { compiled, diagnostics, usages, waived } = compile(mesh, graph)
  const all = sortDiagnostics([...loading, ...stale, ...diagnostics])
  const found = { diagnostics: all, texts, usages, waived }
  if (!compiled || (hasErrors(all) && !unchecked)) return { prepared: undefined, ...found }
  return { prepared: { mesh, graph, compiled, lock, digest: digestInputs(inputs, lock.text) }, ...found }
}

function updateLock(mesh: Mesh, frozen: boolean): LockUpdate {
  const environments = new Map(
    [...mesh.environments].map(([name, { account, region, state }]): [string, LockedEnvironment] => [
      name,
      { account, region, ...(state === 'closed' && { state }) },
    ]),
  )
  const registry = updateRegistry(mesh.registry, { groups: groupsWithRoles(mesh), environments })
  const kept = frozen ? [] : keptRegions(mesh.registry, registry)
  return { registry, text: printLock(registry), changes: [...lockChanges(mesh.registry, registry), ...kept] }
}

function staleLock(folder: Folder, { changes }: LockUpdate): Diagnostic[] {
  if (changes.length === 0) return []
  const file = folder.label === '' ? LOCK_FILE : `${folder.label}/${LOCK_FILE}`
  const lines = changes.map(({ line }) => line)
  const listed = lines.slice(0, 5).join('; ') + (changes.length > 5 ? `; and ${changes.length - 5} more` : '')
  return [
    error(
      'lock-out-of-date',
      `the lock file is out of date: ${listed}`,
      { file, line: 1, column: 1 },
      'run `npx --no trustloom lock` and commit the file',
    ),
  ]
}

function digestInputs(inputs: ReadonlyMap<string, string>, lock: string): string {
  const files = new Map([...inputs, [LOCK_FILE, lock]])
  const hash = createHash('sha256').update(JSON.stringify(VERSION))
  for (const [name, text] of [...files].sort(([a], [b]) => compareText(a, b)))
    hash.update(`\n${JSON.stringify([name, text])}`)
  return `sha256:${hash.digest('hex')}`
}
