import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { meshStacks } from '../../constructs/mesh-stacks'
import { diskFolder } from '../../core/model/folder'
import { changeLines } from '../../core/model/registry'
import { LOCK_FILE } from '../../core/model/lock-file'
import { HUB } from '../../core/model/stack-names'
import { UserError } from './fail'
import { hookBundles, type HookBundles } from './hooks'
import { ownerOf } from './output-owner'
import { removeGone, stageOutput, writtenIn } from './output'
import { prepare, type LockUpdate, type Prepared } from './prepare'
import { progress } from './progress'
import { VERSION } from './project'
import { writeTogether, type Stage } from './staged-files'
import { count, note, out, printDiagnostics, visible } from './terminal'

export interface SynthesizeOptions {
  /** The mesh folder. */
  readonly mesh: string
  /** The output folder. */
  readonly synth: string
  readonly frozen: boolean
  /** @default - all */
  readonly only?: readonly string[] | undefined
  /** Whether every change of the lock file is told. @default false */
  readonly verbose?: boolean
}

/** Renders the mesh, or some of its environments, and writes the lock file last. Returns the exit status. */
export function synthesize({ frozen, ...options }: SynthesizeOptions): number {
  const { prepared, diagnostics, texts } = prepare(diskFolder(options.mesh), { frozen, only: options.only })
  const errors = printDiagnostics(diagnostics, texts)
  if (!prepared || errors > 0) return 1
  out(`${options.synth}: ${listStacks(renderPrepared(prepared, options))}`)
  return 0
}

export interface RenderOptions extends Omit<SynthesizeOptions, 'frozen'> {
  /** What the hub's functions run. @default - it is made, if the hub is rendered */
  readonly bundles?: HookBundles | undefined
}

/** Renders a mesh that has no errors, and writes the lock file last. Returns the names of the stacks. */
export function renderPrepared(
  prepared: Prepared,
  { mesh: meshDir, synth: outDir, only, verbose = false, bundles: made }: RenderOptions,
): readonly string[] {
  const stateFolder = localStateFolder(prepared, outDir)
  requireWritable(outDir)
  if (prepared.lock.changes.length > 0) requireWritable(meshDir)
  const isAsked = (name: string): boolean => only === undefined || only.includes(name)
  const bundles = made ?? (isAsked(HUB) ? hookBundles(prepared) : undefined)
  const stacks = meshStacks(prepared.mesh, prepared.compiled, { stateFolder, hookCode: bundles?.code })
    .filter(({ name }) => isAsked(name))
    .map((each) => (each.name === HUB && bundles ? { ...each, files: bundles.zips } : each))
  const names = stacks.map((each) => each.name)
  const before = writtenIn(outDir)
  const bar = progress('rendering stack', stacks.length)
  const options = {
    digest: prepared.digest,
    version: VERSION,
    owner: ownerOf(prepared),
    partial: only !== undefined,
    onStack: () => bar.step(),
  }
  writeTogether((stage) => {
    stageOutput(stage, outDir, stacks, options)
    bar.end()
    stageLock(stage, meshDir, prepared.lock)
  })
  removeGone(outDir, before)
  tellLock(prepared.lock, verbose)
  return names
}

/** `3 stacks (hub, dev, lab)` */
export const listStacks = (names: readonly string[]): string => `${count(names.length, 'stack')} (${shorten(names)})`

/** Writes the lock file, if something in it changes, and tells what. */
export function writeLock(meshDir: string, lock: LockUpdate, verbose = false): void {
  writeTogether((stage) => stageLock(stage, meshDir, lock))
  tellLock(lock, verbose)
}

function stageLock(stage: Stage, meshDir: string, { text, changes }: LockUpdate): void {
  if (changes.length > 0) stage(join(meshDir, LOCK_FILE), text)
}

function tellLock({ changes }: LockUpdate, verbose: boolean): void {
  for (const line of changeLines(changes, verbose)) note(visible(`${LOCK_FILE}: ${line}`))
}

/**
 * Where local state lies, as seen from a stack's folder: beside the output folder, since that may be thrown away. Only
 * inside the project, because a path that leaves it would differ from machine to machine.
 */
export function localStateFolder({ mesh }: Prepared, outDir: string): string {
  if (mesh.settings.backend.type !== 'local') return ''
  const [project, output] = [resolve('.'), resolve(outDir)]
  if (output !== project && !output.startsWith(project + sep)) {
    throw new UserError(
      `the output folder ${outDir} lies outside the project, where local state would be lost`,
      'choose a folder below the working directory, or another backend in mesh.yaml',
    )
  }
  return relative(join(output, 'stacks', 'x'), join(project, 'state'))
    .split(sep)
    .join('/')
}

function requireWritable(outDir: string): void {
  let path = resolve(outDir)
  while (!existsSync(path)) path = dirname(path)
  if (!statSync(path).isDirectory())
    throw new UserError(`${path} is in the way: it is not a folder`, 'name another folder')
  accessSync(path, constants.W_OK | constants.X_OK)
}

const shorten = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 7).join(', ')}, …` : names.join(', ')
