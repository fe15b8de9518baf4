import { readSynth } from '../../core/terraform/read/synth'
import { meshSnapshots } from '../../core/access/snapshot/mesh-snapshots'
import type { Snapshot, Snapshots } from '../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../core/access/snapshot/stack-snapshot'
import { build, synthesize, type Built, type TerraformJson } from '../support/mesh'
import { folderOf, type Files } from './pair'

/** One side of a pair, in every form that a review reads. */
export interface BuiltSide {
  readonly built: Built
  readonly mesh: Snapshots
  readonly synth: Snapshots
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
  const read = (): Snapshot[] =>
    [...stacks].flatMap(([name, json]) => stackSnapshot(readSynth(JSON.stringify(json), name), true) ?? [])
  const synth = new Map(read().map((each) => [each.environment, each]))
  return { built, stacks, mesh: meshSnapshots(built.graph, read()), synth }
}
