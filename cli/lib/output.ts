import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CDKTF_VERSION } from '../../constructs/render'
import { compareText } from '../../core/model/diagnostic'
import { removeIfEmpty, requireNoFile, requireNoFolder, type Stage } from './staged-files'

/** A rendered stack on its way to disk. */
export interface OutputStack {
  readonly name: string
  readonly dependencies: readonly string[]
  render(): object
}

export interface OutputOptions {
  /** The digest of what the stacks were rendered from. */
  readonly digest: string
  readonly version: string
  /** Whether stacks of an earlier output stay, because only some were asked for. */
  readonly partial: boolean
  readonly onStack?: () => void
}

interface ManifestStack {
  readonly dependencies: readonly string[]
}

/** What Trustloom keeps beside the manifest: from which inputs each stack was rendered. */
interface Marker {
  readonly schemaVersion: 1
  readonly version: string
  /** Stack → digest of the inputs. */
  readonly stacks: Readonly<Record<string, string>>
}

const FILE = 'cdk.tf.json'
export const MANIFEST = 'manifest.json'
export const MARKER = 'trustloom.json'

/** Stages the stacks as CDKTF writes them: `stacks/<name>/cdk.tf.json` and a manifest. */
export function stageOutput(
  stage: Stage,
  folder: string,
  stacks: readonly OutputStack[],
  options: OutputOptions,
): void {
  const before = readManifest(folder)
  for (const name of ['', ...stacks.map((each) => each.name)]) requireNoFile(join(folder, 'stacks', name))
  for (const { name, render } of stacks) {
    stage(stackFile(folder, name), jsonText(render()))
    options.onStack?.()
  }
  const kept = options.partial ? before : {}
  const dependencies = Object.fromEntries(stacks.map((each) => [each.name, { dependencies: each.dependencies }]))
  stage(join(folder, MANIFEST), jsonText(manifest({ ...kept, ...dependencies })))
  const digests = Object.fromEntries(stacks.map((each) => [each.name, options.digest]))
  const marker: Marker = {
    schemaVersion: 1,
    version: options.version,
    stacks: { ...(options.partial && readMarker(folder)?.stacks), ...digests },
  }
  stage(join(folder, MARKER), jsonText(marker))
}

/**
 * Takes away what an earlier output wrote for stacks that are no more; somebody could apply it otherwise. Files that
 * Trustloom did not write stay.
 */
export function removeGone(folder: string, before: readonly string[], now: readonly string[]): void {
  for (const name of before.filter((each) => !now.includes(each))) {
    rmSync(stackFile(folder, name), { force: true })
    removeIfEmpty(join(folder, 'stacks', name))
  }
}

const jsonText = (value: unknown): string => `${JSON.stringify(sortKeys(value), null, 2)}\n`

/** What the CDKTF CLI reads of an output. */
export function manifest(stacks: Readonly<Record<string, ManifestStack>>): object {
  const entries = Object.entries(stacks).map(([name, { dependencies }]) => [
    name,
    {
      annotations: [],
      constructPath: name,
      dependencies,
      name,
      stackMetadataPath: `stacks/${name}/metadata.json`,
      synthesizedStackPath: `stacks/${name}/${FILE}`,
      workingDirectory: `stacks/${name}`,
    },
  ])
  return { version: CDKTF_VERSION, stacks: Object.fromEntries(entries) as object }
}

/** Where an output keeps a stack. */
export const stackFile = (folder: string, name: string): string => join(folder, 'stacks', name, FILE)

/** The stacks that an output's manifest names; none where there is no output. */
export function readManifest(folder: string): Readonly<Record<string, ManifestStack>> {
  const read = readJson(join(folder, MANIFEST)) as { stacks?: Record<string, ManifestStack> } | undefined
  const stacks = Object.entries(read?.stacks ?? {}).filter(([name, each]) => /^[\w-]+$/.test(name) && each)
  return Object.fromEntries(stacks.map(([name, { dependencies }]) => [name, { dependencies }]))
}

export function readMarker(folder: string): Marker | undefined {
  return readJson(join(folder, MARKER)) as Marker | undefined
}

export function readJson(path: string): unknown {
  requireNoFolder(path)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([key, each]) => [key, sortKeys(each)]))
}
