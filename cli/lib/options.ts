import { Option } from 'commander'
import { inCi } from './ci'

/** Options that several commands share; an environment variable says the same as each. */
export interface MeshOptions {
  /** The mesh folder. */
  readonly mesh: string
}

export interface SynthOptions extends MeshOptions {
  /** The synthesized output. */
  readonly synth: string
}

export const meshOption = (): Option =>
  new Option('--mesh <dir>', 'the mesh folder').env('MESH_DIR').default('environments')

export const synthOption = (): Option =>
  new Option('--synth <dir>', 'the synthesized output').env('CDKTF_OUTDIR').default('cdktf.out')

export const frozenOption = (): Option =>
  new Option('--frozen', 'a lock file that is out of date is an error (the default where CI=true)').default(inCi())

export const verboseOption = (): Option =>
  new Option('--verbose', 'lists every change of the lock file, not a line a kind where there are many')
