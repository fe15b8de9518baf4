import { existsSync } from 'node:fs'
import { HUB } from '../../constructs/hub-stack'
import { diskFolder } from '../../core/model/folder'
import { ownValue } from '../../core/model/own-value'
import type { SynthOptions } from './options'
import { readManifest, readMarker, stackFile } from './output'
import { prepare, type Prepared } from './prepare'
import { listStacks, renderPrepared } from './synthesize'
import { note, printDiagnostics } from './terminal'

export interface FreshOptions extends SynthOptions {
  /** Whether a lock file that is out of date is an error. */
  readonly frozen: boolean
  /** Names of the stacks that will be read. @default - all, and none besides may be in the output */
  readonly needed?: ((prepared: Prepared) => readonly string[]) | undefined
}

/** A mesh and its output, which was rendered from this very state of the files. */
export interface FreshOutput {
  readonly prepared: Prepared
  /** Stack → path of its Terraform JSON; the stacks that are needed. */
  readonly stacks: ReadonlyMap<string, string>
}

/**
 * Loads the mesh and renders those of the needed stacks that are missing or were rendered from other inputs. An output
 * that somebody edited stays as it is, so that proofs look at what would be applied. `undefined` where the mesh has
 * errors: they are told, and nothing is written.
 */
export function freshOutput({ frozen, needed, ...folders }: FreshOptions): FreshOutput | undefined {
  const { prepared, diagnostics, texts } = prepare(diskFolder(folders.mesh), { frozen })
  if (!prepared) {
    printDiagnostics(diagnostics, texts)
    return undefined
  }
  const names = needed ? [...new Set(needed(prepared))] : [HUB, ...prepared.mesh.environments.keys()]
  const stale = staleStacks(folders.synth, names, prepared.digest)
  const gone = needed === undefined && Object.keys(readManifest(folders.synth)).some((each) => !names.includes(each))
  if (stale.length > 0 || gone) {
    printDiagnostics(diagnostics, texts)
    const whole = needed === undefined && (gone || stale.length === names.length)
    const rendered = renderPrepared(prepared, { ...folders, only: whole ? undefined : stale })
    note(`${folders.synth} was missing or out of date: rendered ${listStacks(rendered)}`)
  }
  return { prepared, stacks: new Map(names.map((name) => [name, stackFile(folders.synth, name)])) }
}

/** The stacks that the output lacks, or has of other inputs. */
function staleStacks(outDir: string, names: readonly string[], digest: string): string[] {
  const manifest = readManifest(outDir)
  const marker: unknown = readMarker(outDir)?.stacks
  const digests = typeof marker === 'object' && marker !== null ? (marker as Record<string, unknown>) : {}
  return names.filter(
    (name) =>
      ownValue(manifest, name) === undefined ||
      ownValue(digests, name) !== digest ||
      !existsSync(stackFile(outDir, name)),
  )
}
