import { compareText } from '../model/diagnostic'
import type { Actions } from './compare/environment'
import { driftOf, joinDrift, NO_DRIFT } from './drift'
import { ReviewInputError } from '../terraform/read/input-error'
import { meshDifferences } from './mesh-differences'
import { readPlan, type ReadPlan } from '../terraform/read/plan'
import type { ReadStack } from '../terraform/read/stack'
import { review } from './review'
import type { RiskLevels } from '../model/risk/rules'
import type { Snapshot, Snapshots } from '../access/snapshot/snapshot'
import { snapshotMemory } from '../access/snapshot/memory'
import { stackSnapshot } from '../access/snapshot/stack-snapshot'
import type { Comparison, Drift, Finding, Review } from './types'
import { withSources } from './with-sources'

/** The JSON of a plan, and how it is spoken of. */
export interface PlanText {
  readonly text: string
  readonly what: string
}

export interface ReviewPlansOptions {
  readonly levels: RiskLevels
  /** What the files say, to hold the plans against. @default - the plans are not compared with files */
  readonly mesh?: Snapshots | undefined
  /** What is wrong with the files, one sentence each. @default - nothing */
  readonly meshErrors?: readonly string[]
}

/**
 * Reviews plans of one stack each.
 *
 * @throws {ReviewInputError} for what is no plan of a stack of Trustloom, and for two plans of one stack
 */
export function reviewPlans(
  plans: readonly PlanText[],
  { levels, mesh, meshErrors = [] }: ReviewPlansOptions,
): Comparison {
  const before = new Map<string, Snapshot>()
  const after = new Map<string, Snapshot>()
  const actions = new Map<string, Actions>()
  const drifts = new Map<string, Drift>()
  const findings: Omit<Finding, 'risk'>[] = []
  for (const { text, what } of plans) {
    const plan = readPlan(text, what)
    const sides = planSides(plan)
    const name = sides.after?.environment ?? sides.before?.environment ?? ''
    if (before.has(name) || after.has(name)) throw new ReviewInputError(`${what} is a second plan of ${name}`)
    const declared = mesh?.get(name)
    if (sides.before) before.set(name, withSources(sides.before, declared))
    if (sides.after) after.set(name, withSources(sides.after, declared))
    actions.set(name, actionsOf(plan))
    const drifted = driftOf(sides.recorded, sides.before, levels)
    drifts.set(name, drifted.drift)
    findings.push(...drifted.findings)
  }
  if (meshErrors.length > 0)
    findings.push(
      ...[...actions.keys()].map((environment) => doubtfulMesh(environment, meshErrors, mesh !== undefined)),
    )
  if (mesh) findings.push(...meshDifferences(mesh, after))
  const drift = [...sorted(drifts).values()].reduce(joinDrift, NO_DRIFT)
  return review(sorted(before), sorted(after), { levels, actions, drift, findings })
}

const MOST_ERRORS = 3

/** Files with errors prove nothing of a plan. */
function doubtfulMesh(environment: string, errors: readonly string[], isHeld: boolean): Omit<Finding, 'risk'> {
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`
  const so = isHeld ? 'what they say is not certain' : 'the plan was not held against them'
  const more = errors.length > MOST_ERRORS ? `; and ${errors.length - MOST_ERRORS} more` : ''
  const message = `the files have ${count}, and ${so}: ${errors.slice(0, MOST_ERRORS).join('; ')}${more}`
  return { rule: 'plan-differs-from-mesh', environment, message }
}

/**
 * Reviews one plan by itself.
 *
 * @throws {ReviewInputError} for what is no plan of a stack of Trustloom
 */
export const reviewPlan = (text: string, { levels }: { readonly levels: RiskLevels }): Review =>
  reviewPlans([{ text, what: 'the plan' }], { levels }).review

interface PlanSides {
  readonly before: Snapshot | undefined
  readonly after: Snapshot | undefined
  readonly recorded: Snapshot | undefined
}

/** What a plan's resources mean before and after it. */
export function planSides({ before, after, recorded }: ReadPlan): PlanSides {
  const memory = snapshotMemory()
  const was = stackSnapshot(named(before, after), false, memory)
  return {
    before: was,
    after: after === before ? was : stackSnapshot(named(after, before), true, memory),
    recorded: recorded === before ? was : stackSnapshot(named(recorded, after), false, memory),
  }
}

/** A first apply that failed left resources, and no output yet: they are called as they will be. */
const named = (stack: ReadStack, other: ReadStack): ReadStack =>
  stack.output || stack.resources.length === 0 ? stack : { ...stack, output: other.output }

function actionsOf({ actions, imported }: ReadPlan): Actions {
  const destroyed = [...actions].filter(([, each]) => each.includes('delete')).map(([address]) => address)
  const replaced = destroyed.filter((each) => actions.get(each)?.includes('create'))
  return { destroyed: new Set(destroyed), replaced: new Set(replaced), imported }
}

const sorted = <T>(byName: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...byName].sort(([a], [b]) => compareText(a, b)))
