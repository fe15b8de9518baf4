import { readSynth } from '../../core/review/read/synth'
import { meshSide } from '../../core/review/side/mesh-side'
import type { EnvironmentSide, Side } from '../../core/review/side/side'
import { stackSide } from '../../core/review/side/stack-side'
import { build, synthesize, type Built, type TerraformJson } from '../support/mesh'
import { folderOf, type Files } from './pair'

/** One side of a pair, in every form that a review reads. */
export interface BuiltSide {
  readonly built: Built
  readonly mesh: Side
  readonly synth: Side
  readonly stacks: ReadonlyMap<string, TerraformJson>
}

const known = new Map<Files, BuiltSide>()

/** Pairs have sides in common, and each is built once. */
export function sideOf(files: Files): BuiltSide {
  const side = known.get(files) ?? buildSide(files)
  known.set(files, side)
  return side
}

function buildSide(files: Files): BuiltSide {
  const built = build(folderOf(files))
  const stacks = synthesize(built)
  const synth = [...stacks].flatMap(([name, json]): [string, EnvironmentSide][] => {
    const side = stackSide(readSynth(JSON.stringify(json), name), true)
    return side ? [[side.environment, side]] : []
  })
  const read = [...stacks].map(([name, json]) => readSynth(JSON.stringify(json), name))
  return { built, stacks, mesh: meshSide(built, read), synth: new Map(synth) }
}
