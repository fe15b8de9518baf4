import type { Value } from '../synth/expression'
import { ReviewInputError } from '../input-error'
import { configurationOf } from './configuration'
import { constantIn, isJson, listOf, parseTerraform, type Json } from './format'
import { readOutput, type ReadOutput } from './output'
import { resolveReferences } from './references'
import { isObject, type ReadResource, type Values } from './resource'
import type { ReadStack } from './stack'
import { withUnknown } from './unknown'

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
}

/**
 * Reads `terraform show -json` of a plan.
 *
 * @param text the JSON
 * @param what how the file is spoken of
 * @throws {ReviewInputError} for what is no plan, is of an unknown version, or is not a stack of Trustloom
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function readPlan(text: string, what: string): ReadPlan {
  const plan = parseTerraform(text, what)
  if (!isJson(plan.planned_values) && !Array.isArray(plan.resource_changes))
    throw new ReviewInputError(`${what} is not the JSON of a plan`)
  if (plan.errored === true)
    throw new ReviewInputError(`${what} is of a plan that failed: what it would do is not known`)
  return readParsedPlan(plan, what)
}

function readParsedPlan(plan: Json, what: string): ReadPlan {
  const output = isJson(plan.output_changes) ? plan.output_changes.trustloom : undefined
  const { before: outputBefore, after: outputAfter } = isJson(output) ? output : { before: undefined, after: undefined }
  const written = configurationOf(plan)
  const actions = new Map<string, readonly string[]>()
  const faults = new Map<string, string>()
  const before: ReadResource[] = []
  const after: ReadResource[] = []
  const partlyUnknown = new Set<ReadResource>()
  for (const each of listOf(plan.resource_changes)) {
    const { mode, type, address, previous_address: moved, change, deposed } = each
    if (mode !== 'managed' || typeof type !== 'string' || typeof address !== 'string' || !isJson(change)) continue
    if (deposed !== undefined) {
      faults.set(address, 'is left over from an earlier apply, and would be destroyed')
      continue
    }
    const done = Array.isArray(change.actions) ? change.actions.map(String) : []
    if (done.join() !== 'no-op') actions.set(address, done)
    if (isJson(change.before)) {
      const old = typeof moved === 'string' ? moved : address
      before.push({ address: old, type, values: change.before as Values })
    }
    if (done.includes('forget')) {
      faults.set(address, 'is forgotten by Terraform, and stays in the account')
      if (isJson(change.before)) after.push({ address, type, values: change.before as Values })
    } else if (done.join() === 'no-op' && isJson(change.before)) {
      // One object on both sides: what is made of it once need not be made again.
      after.push({ address, type, values: change.before as Values })
    } else if (isJson(change.after)) {
      const values = withUnknown(change.after as Value, change.after_unknown, written.get(withoutIndices(address)))
      if (!isObject(values)) continue
      const one = { address, type, values }
      after.push(one)
      if (values !== change.after) partlyUnknown.add(one)
    }
  }
  const [was, will] = [readOutput(outputBefore), readOutput(outputAfter)]
  if (!was && !will)
    throw new ReviewInputError(`${what} is not of a stack of Trustloom: it has no output \`trustloom\``)
  if (plan.complete === false) faults.set('plan', 'is of a part of the stack only')
  const scope = scopeOf(plan)
  const recorded = beforeDrift(before, listOf(plan.resource_drift))
  const stack = (resources: readonly ReadResource[], said: ReadOutput | undefined): ReadStack => ({
    output: said,
    ...scope,
    resources,
    faults: new Map(),
  })
  const isBefore = stack(before, was)
  return {
    before: isBefore,
    after: {
      ...stack(
        resolveReferences(after, scope, (each) => partlyUnknown.has(each)),
        will,
      ),
      faults,
    },
    recorded: recorded === before ? isBefore : stack(recorded, was),
    actions,
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
function beforeDrift(now: readonly ReadResource[], drift: readonly Json[]): readonly ReadResource[] {
  if (drift.length === 0) return now
  const known = new Map<string, ReadResource>(now.map((each) => [each.address, each]))
  for (const { mode, type, address, change } of drift) {
    if (mode !== 'managed' || typeof type !== 'string' || typeof address !== 'string' || !isJson(change)) continue
    if (isJson(change.before)) known.set(address, { address, type, values: change.before as Values })
    else known.delete(address)
  }
  return [...known.values()]
}

export const withoutIndices = (address: string): string =>
  address.includes('[') ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '') : address
