import { readStack, type SynthStack } from '../../core/terraform/rendered/stack'
import { synthesize, type Built } from './mesh'

/** The stacks of a mesh as they are read back from what was rendered. */
export function renderedStacks(built: Built): ReadonlyMap<string, SynthStack> {
  return new Map([...synthesize(built)].map(([name, json]) => [name, readStack(name, JSON.stringify(json))]))
}
