import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { diskFolder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import { ReviewInputError } from '../../../core/terraform/read/input-error'
import { parsePlan, readParsedPlan } from '../../../core/terraform/read/plan'
import { isState, readState } from '../../../core/terraform/read/state'
import { planSides } from '../../../core/review/review-plan'
import type { Snapshot } from '../../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import { UserError } from '../fail'
import { MANIFEST } from '../output'
import { meshInput, type InputSide, type MeshInputOptions } from './mesh-input'
import { readLarge } from './read-file'
import { synthInput, type SynthInput } from './synth-input'

/**
 * One side of a review: a mesh folder, a synthesized output, or the JSON of a state or plan, of which what will be counts.
 *
 * @throws {UserError} for what is none of these
 */
export function sideInput(
  path: string,
  options: Pick<MeshInputOptions, 'isBase' | 'rendered'> = {},
): InputSide | SynthInput {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UserError(`${path}: no such file or folder`)
  if (!found.isDirectory() && /\.ya?ml$/i.test(path))
    throw new UserError(`${path} is a file, and not a mesh folder`, `name the folder that it lies in: ${dirname(path)}`)
  if (!found.isDirectory()) return { side: fileSide(path) }
  if (existsSync(join(path, MESH_FILE))) return meshInput(diskFolder(path), options)
  if (existsSync(join(path, MANIFEST))) return synthInput(path)
  throw new UserError(
    `${path} is neither a mesh folder nor a synthesized output`,
    `a mesh folder has ${MESH_FILE}, and an output ${MANIFEST}`,
  )
}

function fileSide(path: string): ReadonlyMap<string, Snapshot> {
  const json = parsePlan(readLarge(path), path)
  const side = isState(json) ? stackSnapshot(readState(json, path), false) : planSides(readParsedPlan(json, path)).after
  if (!side) throw new ReviewInputError(`${path} leaves nothing of the stack`)
  return new Map([[side.environment, side]])
}
