import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CDKTF_VERSION } from '../../constructs/render'
import { compareText } from '../../core/model/diagnostic'
import { UserError } from './fail'

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
const MANIFEST = 'manifest.json'
export const MARKER = 'trustloom.json'

/**
 * Writes the stacks as CDKTF does: `stacks/<name>/cdk.tf.json` and a manifest. Everything is rendered and written
 * beside its place before anything is put there; files that Trustloom did not write stay.
 */
export function writeOutput(folder: string, stacks: readonly OutputStack[], options: OutputOptions): void {
  const before = readManifest(folder)
  mkdirSync(join(folder, 'stacks'), { recursive: true })
  const staged: string[] = []
  const stage = (path: string, value: unknown): void => {
    requireNoFolder(path)
    writeFileSync(`${path}.new`, `${JSON.stringify(sortKeys(value), null, 2)}\n`)
    staged.push(path)
  }
  try {
    for (const { name, render } of stacks) {
      mkdirSync(join(folder, 'stacks', name), { recursive: true })
      stage(join(folder, 'stacks', name, FILE), render())
      options.onStack?.()
    }
    const kept = options.partial ? before : {}
    const dependencies = Object.fromEntries(stacks.map((each) => [each.name, { dependencies: each.dependencies }]))
    stage(join(folder, MANIFEST), manifest({ ...kept, ...dependencies }))
    const digests = Object.fromEntries(stacks.map((each) => [each.name, options.digest]))
    const marker: Marker = {
      schemaVersion: 1,
      version: options.version,
      stacks: { ...(options.partial && readMarker(folder)?.stacks), ...digests },
    }
    stage(join(folder, MARKER), marker)
    for (const path of staged) renameSync(`${path}.new`, path)
  } catch (cause) {
    for (const path of staged) rmSync(`${path}.new`, { force: true })
    throw cause
  }
  if (!options.partial) removeGone(folder, Object.keys(before), new Set(stacks.map((each) => each.name)))
}

/** What is written beside its place is put there at the end, when it is too late to fail. */
export function requireNoFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${path} is in the way: it is a folder, not a file`, 'remove it')
}

/** Takes away what an earlier output wrote for stacks that are no more; somebody could apply it otherwise. */
function removeGone(folder: string, before: readonly string[], now: ReadonlySet<string>): void {
  for (const name of before.filter((each) => !now.has(each))) {
    const path = join(folder, 'stacks', name)
    rmSync(join(path, FILE), { force: true })
    if (existsSync(path) && readdirSync(path).length === 0) rmdirSync(path)
  }
}

function manifest(stacks: Readonly<Record<string, ManifestStack>>): object {
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

/** The stacks that an output's manifest names; none where there is no output. */
function readManifest(folder: string): Readonly<Record<string, ManifestStack>> {
  const read = readJson(join(folder, MANIFEST)) as { stacks?: Record<string, ManifestStack> } | undefined
  const stacks = Object.entries(read?.stacks ?? {}).filter(([name]) => /^[\w-]+$/.test(name))
  return Object.fromEntries(stacks.map(([name, { dependencies }]) => [name, { dependencies }]))
}

export function readMarker(folder: string): Marker | undefined {
  return readJson(join(folder, MARKER)) as Marker | undefined
}

function readJson(path: string): unknown {
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
