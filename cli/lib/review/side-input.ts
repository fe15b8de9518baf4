import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import { ReviewInputError } from '../../../core/review/input-error'
import { parsePlan, readParsedPlan } from '../../../core/review/read/plan'
import { isState, readState } from '../../../core/review/read/state'
import { planSides } from '../../../core/review/review-plan'
import type { EnvironmentSide } from '../../../core/review/side/side'
import { stackSide } from '../../../core/review/side/stack-side'
import { UserError } from '../fail'
import { MANIFEST } from '../output'
import { meshInput, type InputSide } from './mesh-input'
import { readLarge } from './read-file'
import { synthInput, type SynthInput } from './synth-input'

/**
 * One side of a review: a mesh folder, a synthesized output, or the JSON of a state or plan, of which what will be counts.
 *
 * @throws {UserError} for what is none of these
 */
export function sideInput(path: string): InputSide | SynthInput {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UserError(`${path}: no such file or folder`)
  if (!found.isDirectory()) return { side: fileSide(path) }
  if (existsSync(join(path, MESH_FILE))) return meshInput(diskFolder(path))
  if (existsSync(join(path, MANIFEST))) return synthInput(path)
  throw new UserError(
    `${path} is neither a mesh folder nor a synthesized output`,
    `a mesh folder has ${MESH_FILE}, and an output ${MANIFEST}`,
  )
}

function fileSide(path: string): ReadonlyMap<string, EnvironmentSide> {
  const json = parsePlan(readLarge(path), path)
  const side = isState(json) ? stackSide(readState(json, path), false) : planSides(readParsedPlan(json, path)).after
  if (!side) throw new ReviewInputError(`${path} leaves nothing of the stack`)
  return new Map([[side.environment, side]])
}
