import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder } from '../../core/model/folder'
import { ownValue } from '../../core/model/own-value'
import { HUB, stackNames } from '../../core/model/stack-names'
import { hookBundles, type HookBundles } from './hooks'
import type { SynthOptions } from './options'
import { fileDigest, readManifest, readMarker, stackFile, writtenFiles } from './output'
import { prepare, type Prepared } from './prepare'
import { requireNoFile } from './staged-files'
import { listStacks, renderPrepared } from './synthesize'
import { note, printDiagnostics } from './terminal'

export interface FreshOptions extends SynthOptions {
  /** Whether a lock file that is out of date is an error. */
  readonly frozen: boolean
  /**
   * Names of the stacks that will be read; what it throws is thrown before anything is written.
   * @default - all, and none besides may be in the output
   */
  readonly needed?: ((prepared: Prepared) => readonly string[] | undefined) | undefined
}

/** A mesh and its output, which was rendered from this very state of the files. */
export interface FreshOutput {
  readonly prepared: Prepared
  /** Stack → path of its Terraform JSON; the stacks that are needed. */
  readonly stacks: ReadonlyMap<string, string>
  /** What the hub's functions must run. @default - the hub is not needed */
  readonly bundles: HookBundles | undefined
}

/**
 * Loads the mesh and renders those of the needed stacks that are missing or were rendered from other inputs. An output
 * that somebody edited stays as it is, so that proofs look at what would be applied. `undefined` where the mesh has
 * errors: they are told, and nothing is written.
 */
export function freshOutput({ frozen, needed, ...folders }: FreshOptions): FreshOutput | undefined {
  requireNoFile(folders.synth)
  const { prepared, diagnostics, texts } = prepare(diskFolder(folders.mesh), { frozen })
  if (!prepared) {
    printDiagnostics(diagnostics, texts)
    return undefined
  }
  const only = needed?.(prepared)
  const names = only ? [...new Set(only)] : stackNames(prepared.mesh)
  const bundles = names.includes(HUB) ? hookBundles(prepared) : undefined
  const stale = staleStacks(folders.synth, names, prepared.digest, bundles)
  const gone = only === undefined && Object.keys(readManifest(folders.synth)).some((each) => !names.includes(each))
  if (stale.length > 0 || gone) {
    printDiagnostics(diagnostics, texts)
    const whole = only === undefined && (gone || stale.length === names.length)
    const rendered = renderPrepared(prepared, { ...folders, only: whole ? undefined : stale, bundles })
    note(`${folders.synth} was missing or out of date: rendered ${listStacks(rendered)}`)
  }
  return { prepared, stacks: new Map(names.map((name) => [name, stackFile(folders.synth, name)])), bundles }
}

/** The stacks that the output lacks, or has of other inputs; the hub, also where hooks are of other code. */
function staleStacks(
  outDir: string,
  names: readonly string[],
  digest: string,
  bundles: HookBundles | undefined,
): string[] {
  const manifest = readManifest(outDir)
  const marker: unknown = readMarker(outDir)?.stacks
  const digests = typeof marker === 'object' && marker !== null ? (marker as Record<string, unknown>) : {}
  return names.filter(
    (name) =>
      ownValue(manifest, name) === undefined ||
      ownValue(digests, name) !== digest ||
      !existsSync(stackFile(outDir, name)) ||
      (name === HUB && bundles !== undefined && !hasZips(outDir, bundles)),
  )
}

/** Whether an output was written with these very zips, and still has them: a zip that somebody edited is not stale. */
function hasZips(outDir: string, { zips }: HookBundles): boolean {
  const written = writtenFiles(outDir)
  return [...zips].every(([path, bytes]) => {
    const inOutput = `stacks/${HUB}/${path}`
    return ownValue(written, inOutput) === fileDigest(bytes) && existsSync(join(outDir, inOutput))
  })
}
