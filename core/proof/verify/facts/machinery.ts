import type { HookConfig } from '../../../model/hook-config'
import type { Mesh } from '../../../model/mesh'
import type { Registry } from '../../../model/registry'
import { HUB } from '../../../model/stack-names'
import type { SynthMachine, SynthStack, Written } from '../../../terraform/rendered/stack'
import type { Findings } from '../types'
import { compareFacts } from './compare'
import { declaredHookConfig } from './declared/hook-config'
import type { Fact } from './fact'
import { appendLines } from './lines'

/**
 * Whether what hooks run on is what Trustloom renders from the same files: every argument of every function, queue,
 * topic and alarm. What it means is not derived here; the policies of the hooks' roles are.
 */
export function verifyMachinery(found: SynthStack, fresh: SynthStack): Findings {
  return compareFacts(fresh.machinery.map(factOf), found.machinery.map(factOf), found.name)
}

/** Whether what travels with the hooks' code is what the files and the lock file let them know. */
export function verifyHookConfig(mesh: Mesh, registry: Registry, config: HookConfig): Findings {
  const fact = (known: Written): Fact => {
    const lines: string[] = []
    appendLines(lines, '', known, asWritten)
    return { kind: 'machinery', subject: 'what hooks know of the mesh', value: lines.join('\n'), address: 'mesh.json' }
  }
  const told = JSON.parse(JSON.stringify(config)) as Written
  return compareFacts([fact(declaredHookConfig(mesh, registry))], [fact(told)], HUB)
}

function factOf({ address, provider, written }: SynthMachine): Fact {
  const lines = provider === 'aws' ? [] : [`provider = ${provider}`]
  appendLines(lines, '', written, asWritten)
  return { kind: 'machinery', subject: address, value: lines.join('\n'), address }
}

const asWritten = (text: string): string => text
