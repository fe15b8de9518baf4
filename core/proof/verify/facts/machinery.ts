import type { SynthMachine, SynthStack } from '../../../terraform/rendered/stack'
import type { Findings } from '../types'
import { compareFacts } from './compare'
import type { Fact } from './fact'
import { appendLines } from './lines'

/**
 * Whether what hooks run on is what Trustloom renders from the same files: every argument of every function, queue,
 * topic and alarm. What it means is not derived here; the policies of the hooks' roles are.
 */
export function verifyMachinery(found: SynthStack, fresh: SynthStack): Findings {
  return compareFacts(fresh.machinery.map(factOf), found.machinery.map(factOf), found.name)
}

function factOf({ address, provider, written }: SynthMachine): Fact {
  const lines = provider === 'aws' ? [] : [`provider = ${provider}`]
  appendLines(lines, '', written, asWritten)
  return { kind: 'machinery', subject: address, value: lines.join('\n'), address }
}

const asWritten = (text: string): string => text
