import { ReviewInputError } from './input-error'
import { planBlocks, withOutput } from './blocks'
import { readChanges } from './changes'
import { constantIn, isJson, listOf, parseTerraform, type Json } from './format'
import { parseMembers } from './members'
import { readOutput, type ReadOutput } from './output'
import type { ReadResource, Values } from './resource'
import type { ReadStack } from './stack'
import { deposedAddress, stateResources } from './state'

/** A plan of one stack, read. */
export interface ReadPlan {
  /** What is there. */
  readonly before: ReadStack
  /** What will be. */
  readonly after: ReadStack
  /** What Terraform believed before it looked: where nothing drifted, this is `before` itself. */
  readonly recorded: ReadStack
  /** Address → what Terraform does; what stays is missing. */
  readonly actions: ReadonlyMap<string, readonly string[]>
  /** Address → the id of what is there already, and comes under Terraform. */
  readonly imported: ReadonlyMap<string, string>
}

/**
 * Reads `terraform show -json` of a plan.
 *
 * @param text the JSON
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no plan, is of an unknown version, or is not a stack of Trustloom
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export const readPlan = (text: string, what: string): ReadPlan => readParsedPlan(parsePlan(text, what), what)

/** Parses of a plan what is read of it, and a state as it is. */
export const parsePlan = (text: string, what: string): Json => parseMembers(text) ?? parseTerraform(text, what)

/** Reads what was parsed; see `readPlan`. */
export function readParsedPlan(plan: Json, what: string): ReadPlan {
  if (!isJson(plan.planned_values) && !Array.isArray(plan.resource_changes))
    throw new ReviewInputError(`${what} is not the JSON of a plan`)
  if (plan.errored === true)
    throw new ReviewInputError(`${what} is of a plan that failed: what it would do is not known`)
  const output = isJson(plan.output_changes) ? plan.output_changes.trustloom : undefined
  const change = isJson(output) ? output : {}
  const [was, will] = [readOutput(change.before), readOutput(change.after)]
  if (!was && !will)
    throw new ReviewInputError(`${what} is not of a stack of Trustloom: it has no output \`trustloom\``)
  const scope = scopeOf(plan)
  const blocks = planBlocks(plan)
  const [blocksBefore, blocksAfter] =
    was && will ? [withOutput(blocks, change.before), withOutput(blocks, change.after)] : [blocks, blocks]
  const stack = (resources: readonly ReadResource[], said: ReadOutput | undefined): ReadStack => ({
    output: said,
    ...scope,
    resources,
    blocks,
    computed: new Set(),
    faults: new Map(),
  })
  const drift = listOf(plan.resource_drift)
  const partly = plan.complete === false
  const beside: (readonly [string, string])[] = [
    ...(partly ? [['plan', 'is of a part of the stack only'] as const] : []),
    ...(listOf(plan.deferred_changes).length > 0
      ? [['plan', 'has changes that Terraform puts off, and does not tell'] as const]
      : []),
    ...listOf(plan.action_invocations).map(
      ({ address }) => [String(address), 'is an action, which is not read'] as const,
    ),
  ]
  // Terraform lists what stays, too: a plan that lists nothing only looks at what is there.
  if (listOf(plan.resource_changes).length === 0) {
    const found = isJson(plan.prior_state) ? stateResources(plan.prior_state) : []
    const actual = { ...stack(found, will ?? was), faults: new Map(beside) }
    const recorded = drift.length === 0 ? actual : stack(recordedOf(found, drift), was ?? will)
    return { before: actual, after: actual, recorded, actions: new Map(), imported: new Map() }
  }
  const { before, after, computed, actions, imported, faults } = readChanges(plan, scope)
  const isBefore = { ...stack(before, was), blocks: blocksBefore }
  return {
    before: isBefore,
    // A part of a stack that is destroyed leaves the others, whatever becomes of the output.
    after: {
      ...stack(after, partly ? (will ?? was) : will),
      blocks: blocksAfter,
      computed,
      faults: new Map([...faults, ...beside]),
    },
    recorded: drift.length === 0 ? isBefore : stack(recordedOf(before, drift), was),
    actions,
    imported,
  }
}

function scopeOf(plan: Json): Pick<ReadStack, 'account' | 'region'> {
  const own = ['configuration', 'provider_config', 'aws', 'expressions']
  const accounts = constantIn(plan, ...own, 'allowed_account_ids')
  const [account] = Array.isArray(accounts) ? (accounts as unknown[]) : []
  const region = constantIn(plan, ...own, 'region')
  return {
    account: typeof account === 'string' ? account : undefined,
    region: typeof region === 'string' ? region : undefined,
  }
}

/** What the state said of the resources that turned out to be otherwise. */
function recordedOf(now: readonly ReadResource[], drift: readonly Json[]): readonly ReadResource[] {
  const known = new Map<string, ReadResource>(now.map((each) => [each.address, each]))
  for (const { mode, type, address, previous_address: moved, deposed, change } of drift) {
    if (mode !== 'managed' || typeof type !== 'string' || typeof address !== 'string' || !isJson(change)) continue
    const left = typeof deposed === 'string' ? deposedAddress(address, deposed) : undefined
    // What a plan would destroy of an earlier apply is on no side of it.
    if (left !== undefined && !known.has(left)) continue
    const old = left ?? (typeof moved === 'string' && known.has(moved) ? moved : address)
    if (isJson(change.before)) known.set(old, { address: old, type, values: change.before as Values })
    else known.delete(old)
  }
  return [...known.values()]
}
