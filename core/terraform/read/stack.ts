import type { ReadBlocks } from './blocks'
import type { ReadOutput } from './output'
import type { ReadResource } from './resource'

/** One stack as it is or would be, from whatever input. */
export interface ReadStack {
  /** What it says of itself. @default - it is not Trustloom's, or was never applied */
  readonly output: ReadOutput | undefined
  /** The account that the resources without a provider of their own are in. @default - nothing tells */
  readonly account: string | undefined
  readonly region: string | undefined
  readonly resources: readonly ReadResource[]
  /** What stands beside the resources. @default - the input tells nothing of it, as a state does not */
  readonly blocks?: ReadBlocks
  /** Addresses of those of which something is computed. @default - it may be any */
  readonly computed?: ReadonlySet<string>
  /** What beside the resources could not be understood: address → why. */
  readonly faults: ReadonlyMap<string, string>
}
