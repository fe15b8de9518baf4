import { meshStacks } from '../../../constructs/mesh-stacks'
import { formatPosition } from '../../../core/model/diagnostic'
import { hookConfig } from '../../../core/model/hook-config'
import { hookFunctions } from '../../../core/model/hook-names'
import { sha256 } from '../../../core/model/hash'
import type { Folder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import type { Mesh } from '../../../core/model/mesh'
import { HUB } from '../../../core/model/stack-names'
import type { Finding } from '../../../core/review/types'
import type { Json } from '../../../core/terraform/read/format'
import { readRendered } from '../../../core/terraform/read/synth'
import { meshSnapshots } from '../../../core/access/snapshot/mesh-snapshots'
import { snapshotMemory } from '../../../core/access/snapshot/memory'
import type { Snapshot, Snapshots } from '../../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import { withEntries } from '../../../core/review/with-entries'
import { jsonText, sortKeys } from '../json-text'
import { prepare, type Prepared } from '../prepare'
import { note, printDiagnostics, visible } from '../terminal'
import { ReviewStopped } from './stopped'

/** One side of a review. */
export interface InputSide {
  readonly side: Snapshots
  /** @default - it is not of files */
  readonly mesh?: Mesh
  /** What is told where nothing of it can be read. @default - it is read */
  readonly unread?: Omit<Finding, 'risk'>
}

/**
 * A review does not depend on the day, nor on rules, which a newer Trustloom may have more of: whether a certificate has
 * expired, and whether AWS would take the policies, `check` tells.
 */
const AS_WRITTEN = { frozen: false, now: new Date(0), judged: false }

export interface MeshInputOptions {
  /** How to tell the folder from another of the same name. @default - there is no other */
  readonly where?: string
  /** The built-in templates of that time. @default - those of this Trustloom */
  readonly builtIn?: Folder | undefined
  /** Whether it is what a change is compared with: nobody can mend that, and so its faults stop nothing. @default false */
  readonly isBase?: boolean
  /** What was rendered of other folders. @default - nothing */
  readonly rendered?: RenderedStacks
}

/** Stacks by what they were rendered of: those that are equal in two folders are rendered and read once. */
export type RenderedStacks = Map<string, Snapshot | undefined>

/**
 * What a mesh folder means.
 *
 * @throws {ReviewStopped} where the mesh has errors, which are told
 */
export function meshInput(folder: Folder, options: MeshInputOptions = {}): InputSide {
  const { where, builtIn, isBase = false, rendered = new Map() as RenderedStacks } = options
  const { prepared, diagnostics, texts } = prepare(folder, { ...AS_WRITTEN, builtIn, unchecked: isBase })
  if (prepared) return sideOf(prepared, rendered)
  if (where !== undefined) note(visible(`the mesh ${where} has errors:`))
  const message = 'the files before cannot be rendered: everything counts as new'
  printDiagnostics(diagnostics, texts, isBase ? message : undefined)
  if (!isBase) throw new ReviewStopped()
  return { side: new Map(), unread: { rule: 'not-analysed', environment: HUB, message } }
}

/** A mesh that plans are held against. */
export interface MeshBeside {
  /** What the files say. @default - nothing of them can be rendered */
  readonly input: InputSide | undefined
  /** What is wrong with the files, an error each with its place; it has been told. */
  readonly errors: readonly string[]
}

/** What a mesh folder means beside a plan: its errors do not keep anybody from knowing what the plan does. */
export function meshBeside(folder: Folder): MeshBeside {
  const { prepared, diagnostics, texts } = prepare(folder, AS_WRITTEN)
  if (prepared) return { input: sideOf(prepared, new Map()), errors: [] }
  printDiagnostics(diagnostics, texts, 'the plan is reviewed all the same, and the exit status is 1')
  const { prepared: asFarAsItGoes } = prepare(folder, { ...AS_WRITTEN, unchecked: true })
  return {
    input: asFarAsItGoes && sideOf(asFarAsItGoes, new Map()),
    errors: diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ at, message }) => `${at ? `${formatPosition(at)} ` : ''}${message}`),
  }
}

function sideOf(prepared: Prepared, rendered: RenderedStacks): InputSide {
  const { graph, mesh } = prepared
  return { side: withEntries(meshSnapshots(graph, snapshotsOf(prepared, rendered)), mesh), mesh }
}

/** What would be written, one stack after another. */
function* snapshotsOf({ mesh, compiled, lock }: Prepared, known: RenderedStacks): Generator<Snapshot> {
  // The code of hooks is this Trustloom's, whatever the files say; what the code is told of the mesh is theirs.
  const told = sha256(jsonText(hookConfig(mesh, lock.registry))).toString('base64')
  const hookCode = Object.fromEntries(hookFunctions(mesh.settings).map(({ name }) => [name, told]))
  const memory = snapshotMemory()
  for (const { inputs, render } of meshStacks(mesh, compiled, { stateFolder: LOCAL_STATE, hookCode })) {
    const key = sha256(inputs()).toString('base64')
    if (!known.has(key)) known.set(key, stackSnapshot(readRendered(sortKeys(render()) as Json), true, memory))
    const side = known.get(key)
    if (side) yield side
  }
}

/** Where local state lies is of this machine, and no difference between two folders. */
const LOCAL_STATE = '../../../state'

export const hasMesh = (folder: Folder): boolean => folder.list().includes(MESH_FILE)
