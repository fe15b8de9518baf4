import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CDKTF_VERSION } from '../../constructs/render'
import { jsonText } from './json-text'
import { removeIfEmpty, requireNoFile, type Stage } from './staged-files'
import { sweep } from './leftovers'
import { requireOutputOf, type Owner, type OwnerRecord } from './output-owner'
import { readPlainText } from './plain-file'

/** A rendered stack on its way to disk. */
export interface OutputStack {
  readonly name: string
  readonly dependencies: readonly string[]
  render(): object
  /** Files that the stack names: path in its folder → bytes. @default - none */
  readonly files?: ReadonlyMap<string, Uint8Array>
}

export interface OutputOptions {
  /** The digest of what the stacks were rendered from. */
  readonly digest: string
  readonly version: string
  /** The mesh that is rendered. */
  readonly owner: Owner
  /** Whether stacks of an earlier output stay, because only some were asked for. */
  readonly partial: boolean
  readonly onStack?: () => void
}

interface ManifestStack {
  readonly dependencies: readonly string[]
}

/** What Trustloom keeps beside the manifest: from which inputs each stack was rendered. */
interface Marker extends Partial<OwnerRecord> {
  readonly schemaVersion: 1
  readonly version: string
  /** Stack → digest of the inputs. */
  readonly stacks: Readonly<Record<string, string>>
  /** Path in the output → digest of the bytes, of every file that a stack names. */
  readonly files: Readonly<Record<string, string>>
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
  for (const name of ['', ...stacks.map((each) => each.name)]) requireNoFile(join(folder, 'stacks', name))
  const files: Record<string, string> = {}
  for (const { name, render, files: named = new Map<string, Uint8Array>() } of stacks) {
    for (const [path, bytes] of named) {
      stage(join(folder, 'stacks', name, path), bytes)
      files[`stacks/${name}/${path}`] = fileDigest(bytes)
    }
    stage(stackFile(folder, name), jsonText(render()))
    options.onStack?.()
  }
  requireOutputOf(folder, readMarker(folder) ?? {}, options.owner)
  const kept = options.partial ? readManifest(folder) : {}
  const dependencies = Object.fromEntries(stacks.map((each) => [each.name, { dependencies: each.dependencies }]))
  stage(join(folder, MANIFEST), jsonText(manifest({ ...kept, ...dependencies })))
  const digests = Object.fromEntries(stacks.map((each) => [each.name, options.digest]))
  const { mesh, hub, environments } = options.owner
  const accounts = stacks.flatMap(({ name }) => Object.entries(environments).filter(([each]) => each === name))
  const marker: Marker = {
    schemaVersion: 1,
    version: options.version,
    mesh,
    hub,
    environments: { ...(options.partial && readMarker(folder)?.environments), ...Object.fromEntries(accounts) },
    stacks: { ...(options.partial && writtenStacks(folder)), ...digests },
    files: { ...(options.partial && filesOfOthers(folder, stacks)), ...files },
  }
  stage(join(folder, MARKER), jsonText(marker))
}

function filesOfOthers(folder: string, stacks: readonly OutputStack[]): Record<string, string> {
  const kept = Object.entries(writtenFiles(folder)).filter(
    ([path]) => !stacks.some(({ name }) => path.startsWith(`stacks/${name}/`)),
  )
  return Object.fromEntries(kept)
}

/** What Trustloom wrote into an output. */
export interface Written {
  /** Names of the stacks. */
  readonly stacks: readonly string[]
  /** Paths in the output of what the stacks name. */
  readonly files: readonly string[]
}

export const writtenIn = (folder: string): Written => ({
  stacks: Object.keys(writtenStacks(folder)),
  files: Object.keys(writtenFiles(folder)),
})

/**
 * Takes away what an earlier output wrote and this one does not have; somebody could apply it otherwise. Files that
 * Trustloom did not write stay.
 */
export function removeGone(folder: string, before: Written): void {
  const now = writtenIn(folder)
  for (const path of before.files.filter((each) => !now.files.includes(each))) {
    rmSync(join(folder, path), { force: true })
    removeIfEmpty(dirname(join(folder, path)))
  }
  for (const name of before.stacks.filter((each) => !now.stacks.includes(each))) {
    rmSync(stackFile(folder, name), { force: true })
    sweep(join(folder, 'stacks', name))
    removeIfEmpty(join(folder, 'stacks', name))
  }
}

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

/** The stacks that Trustloom wrote into an output → digest of their inputs. */
function writtenStacks(folder: string): Readonly<Record<string, string>> {
  const stacks: unknown = readMarker(folder)?.stacks
  const entries = Object.entries(typeof stacks === 'object' && stacks !== null ? stacks : {})
  // What somebody else wrote into the marker must not lead out of the output.
  return Object.fromEntries(entries.filter(([name, digest]) => /^[\w-]+$/.test(name) && typeof digest === 'string'))
}

/** The files that the stacks of an output name, as it was written: path in the output → digest. */
export function writtenFiles(folder: string): Readonly<Record<string, string>> {
  const files: unknown = readMarker(folder)?.files
  const entries = Object.entries(typeof files === 'object' && files !== null ? files : {})
  // What somebody else wrote into the marker must not lead out of the output.
  return Object.fromEntries(entries.filter(([path]) => /^stacks\/[\w-]+\/hooks\/[\w-]+\.zip$/.test(path)))
}

export const fileDigest = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export function readJson(path: string): unknown {
  try {
    return JSON.parse(readPlainText(path))
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}
