import { accessSync, constants, existsSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { meshStacks } from '../../constructs/mesh-stacks'
import { diskFolder } from '../../core/model/folder'
import { LOCK_FILE } from '../../core/model/lock-file'
import { UserError } from './fail'
import { requireNoFolder, writeOutput } from './output'
import { prepare, type LockUpdate, type Prepared } from './prepare'
import { progress } from './progress'
import { VERSION } from './project'
import { count, note, out, printDiagnostics } from './terminal'

export interface SynthesizeOptions {
  /** The mesh folder. */
  readonly mesh: string
  /** The output folder. */
  readonly synth: string
  readonly frozen: boolean
  /** @default - all */
  readonly only?: readonly string[] | undefined
}

/** Renders the mesh, or some of its environments, and writes the lock file last. Returns the exit status. */
export function synthesize({ mesh: meshDir, synth: outDir, frozen, only }: SynthesizeOptions): number {
  const folder = diskFolder(meshDir)
  const { prepared, diagnostics, texts } = prepare(folder, { frozen, only })
  const errors = printDiagnostics(diagnostics, texts)
  if (!prepared || errors > 0) return 1
  const stateFolder = localStateFolder(prepared, outDir)
  requireWritable(outDir)
  if (prepared.lock.changes.length > 0) {
    requireWritable(meshDir)
    requireNoFolder(join(meshDir, LOCK_FILE))
  }
  const stacks = meshStacks(prepared.mesh, prepared.compiled, { stateFolder }).filter(
    ({ name }) => only === undefined || only.includes(name),
  )
  const bar = progress('rendering stack', stacks.length)
  writeOutput(outDir, stacks, {
    digest: prepared.digest,
    version: VERSION,
    partial: only !== undefined,
    onStack: () => bar.step(),
  })
  bar.end()
  writeLock(meshDir, prepared.lock)
  out(`${outDir}: ${count(stacks.length, 'stack')} (${shorten(stacks.map((each) => each.name))})`)
  return 0
}

/** Tells what changed in the lock file, after everything else has been written. */
export function writeLock(meshDir: string, { text, changes }: LockUpdate): void {
  if (changes.length === 0) return
  const path = join(meshDir, LOCK_FILE)
  requireNoFolder(path)
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
  for (const change of changes) note(`${LOCK_FILE}: ${change}`)
}

/**
 * Where local state lies, as seen from a stack's folder: beside the output folder, since that may be thrown away. Only
 * inside the project, because a path that leaves it would differ from machine to machine.
 */
function localStateFolder({ mesh }: Prepared, outDir: string): string {
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
