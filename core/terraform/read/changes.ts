import type { Value } from '../expression'
import { configurationOf, withoutIndices } from './configuration'
import { isJson, listOf, type Json } from './format'
import { resolveReferences } from './references'
import { isObject, type ReadResource, type Values } from './resource'
import type { ReadStack } from './stack'
import { withUnknown } from './unknown'

/** What a plan does to each resource. */
export interface ReadChanges {
  readonly before: readonly ReadResource[]
  readonly after: readonly ReadResource[]
  /** Addresses of those after of which something is computed. */
  readonly computed: ReadonlySet<string>
  /** Address → what Terraform does; what stays is missing. */
  readonly actions: ReadonlyMap<string, readonly string[]>
  /** Address → the id of what is there already, and comes under Terraform. */
  readonly imported: ReadonlyMap<string, string>
  /** Address → what will not be as the resources say. */
  readonly faults: ReadonlyMap<string, string>
}

/** Reads `resource_changes`, with what an apply will tell put in where it follows from the configuration. */
export function readChanges(plan: Json, scope: Pick<ReadStack, 'account' | 'region'>): ReadChanges {
  const written = configurationOf(plan)
  const actions = new Map<string, readonly string[]>()
  const faults = new Map<string, string>()
  const imported = new Map<string, string>()
  const before: ReadResource[] = []
  const after: ReadResource[] = []
  const computed = new Set<string>()
  for (const each of listOf(plan.resource_changes)) {
    const { mode, type, address, previous_address: moved, change, deposed } = each
    if (mode !== 'managed' || typeof type !== 'string' || typeof address !== 'string' || !isJson(change)) continue
    if (deposed !== undefined) {
      faults.set(address, 'is left over from an earlier apply, and would be destroyed')
      continue
    }
    const done = Array.isArray(change.actions) ? change.actions.map(String) : []
    if (!stays(each)) actions.set(address, done)
    if (isJson(change.importing)) imported.set(address, String(change.importing.id ?? 'by its identity'))
    const as = written.get(withoutIndices(address))
    if (as?.provisioned && (done.includes('create') || done.includes('delete')))
      faults.set(address, 'has provisioner, which Trustloom does not render')
    const was = isJson(change.before) ? (change.before as Values) : undefined
    const old = typeof moved === 'string' ? moved : address
    const there = was && { address: old, type, values: was }
    if (there) before.push(there)
    if (done.includes('forget')) {
      faults.set(address, 'is forgotten by Terraform, and stays in the account')
      if (was) after.push({ address, type, values: was })
    }
    if (stays(each) && was) {
      // One object on both sides: what is made of it once need not be made again.
      after.push(there && old === address ? there : { address, type, values: was })
    } else if (isJson(change.after)) {
      const values = withUnknown(change.after as Value, change.after_unknown, as?.expressions)
      if (!isObject(values)) {
        faults.set(address, 'is known after apply')
        continue
      }
      const one = { address, type, values }
      after.push(one)
      if (values !== change.after) computed.add(address)
    }
  }
  const resolved = resolveReferences(after, scope, (each) => computed.has(each.address))
  return { before, after: resolved, computed, actions, imported, faults }
}

/** Whether nothing is done to the resource of a change. */
export const stays = ({ change }: Json): boolean =>
  isJson(change) && Array.isArray(change.actions) && change.actions.join() === 'no-op'
