import { meshInput, type InputSide, type RenderedStacks } from '../../../cli/lib/review/mesh-input'
import { stackSnapshot } from '../../../core/access/snapshot/stack-snapshot'
import type { Snapshot } from '../../../core/access/snapshot/snapshot'
import { readSynth } from '../../../core/terraform/read/synth'
import { build, synthesize, type TerraformJson } from '../../support/mesh'
import { edited, folderOf, type Files } from '../pair'
import { filesBefore, type Row, type Tree } from './change'

export type Stacks = ReadonlyMap<string, TerraformJson>

/** Both sides of a row as rendered stacks. */
export interface RenderedRow {
  readonly before: Stacks
  readonly after: Stacks
}

const texts = new Map<string, Stacks>()
const meshes = new Map<string, InputSide>()

function kept<T>(known: Map<string, T>, files: Files, make: () => T): T {
  const key = JSON.stringify(files)
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

export const stacksOf = (files: Files): Stacks => kept(texts, files, () => synthesize(build(folderOf(files))))

const rendered: RenderedStacks = new Map()

/** What the command reads of a mesh folder; stacks that rows have in common are rendered once, as in the command. */
export const meshSideOf = (files: Files): InputSide =>
  kept(meshes, files, () => meshInput(folderOf(files), { rendered }))

export const filesAfter = ({ change }: Row): Files | undefined =>
  'files' in change ? edited(filesBefore(change), change.files) : undefined

export function renderedRow(row: Row): RenderedRow {
  const { change } = row
  const before = stacksOf(filesBefore(change))
  if ('files' in change) return { before, after: stacksOf(filesAfter(row) ?? {}) }
  const { of = 'lab' } = change
  const json = structuredClone(before.get(of)) as unknown as Tree
  change.stack(json)
  return { before, after: new Map([...before, [of, json as unknown as TerraformJson]]) }
}

/** Stacks as a review of an output reads them: the others say nothing of themselves. */
export function outputSide(stacks: Stacks): {
  side: ReadonlyMap<string, Snapshot>
  others: ReadonlyMap<string, string>
} {
  const side = new Map<string, Snapshot>()
  const others = new Map<string, string>()
  for (const [name, json] of stacks) {
    const read = snapshotOf(name, JSON.stringify(json))
    if (read) side.set(read.environment, read)
    else others.set(name, JSON.stringify(json))
  }
  return { side, others }
}

const snapshots = new Map<string, Snapshot | undefined>()

function snapshotOf(name: string, json: string): Snapshot | undefined {
  if (!snapshots.has(json)) snapshots.set(json, stackSnapshot(readSynth(json, name), true))
  return snapshots.get(json)
}

const META = ['//', 'connection', 'count', 'depends_on', 'dynamic', 'for_each', 'lifecycle', 'provider', 'provisioner']

/** Which of its parts a plan tells: resources, and what a stack says of itself; providers only as they are after. */
export type Part = 'resources' | 'providers'

/** The stacks of which parts are others after a row. */
export const changedStacks = ({ before, after }: RenderedRow, parts: readonly Part[]): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    return was && is && parts.some((part) => planText(was, part) !== planText(is, part))
  })

const planText = ({ resource, output, provider }: TerraformJson, part: Part): string =>
  part === 'providers'
    ? JSON.stringify(provider.aws)
    : JSON.stringify([resource, output.trustloom.value], (key, value: unknown) =>
        META.includes(key) ? undefined : value,
      )
