import type { Lookup } from './context'
import { invalidPolicy } from './errors'
import type { Glob } from './glob'
import { compileGlob, globMatches } from './glob'
import type { Run } from './template'
import { fixedRuns, parseTemplate, resolve } from './template'

/** `arn:partition:service:region:account:resource`: the resource may hold further colons. */
const PARTS = 6

/** Cuts at the first five colons. Colons of literal runs cut, too: a whole ARN may come from one variable. */
function parts(runs: readonly Run[]): readonly (readonly Run[])[] {
  const cut: Run[][] = [[]]
  for (const { text, literal } of runs) {
    let at = 0
    for (let colon = text.indexOf(':'); colon >= 0 && cut.length < PARTS; colon = text.indexOf(':', at)) {
      cut[cut.length - 1]?.push({ text: text.slice(at, colon), literal })
      cut.push([])
      at = colon + 1
    }
    cut[cut.length - 1]?.push({ text: text.slice(at), literal })
  }
  return cut
}

/**
 * The `Arn…` operators: each of the six parts is matched by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnPattern(runs: readonly Run[]): (arn: string) => boolean {
  const patterns = parts(runs).map(compileGlob)
  return (arn) => {
    const values = parts([{ text: arn, literal: true }])
    if (patterns.length !== PARTS || values.length !== PARTS) return false
    return patterns.every((pattern, i) => globMatches(pattern, (values[i] ?? []).map((run) => run.text).join('')))
  }
}

/** Whether a pattern without variables has the six parts that an ARN has. */
export const hasArnParts = (runs: readonly Run[]): boolean => parts(runs).length === PARTS

/** Whether a `Resource` value covers a resource; `false` while one of its variables has no value. */
export type ResourcePattern = (resource: string, lookup: Lookup) => boolean

/**
 * One value of `Resource` or `NotResource`: compared with case, and part by part as an ARN. Within the first five parts
 * a wildcard stays in its part, except a `*` that ends one, which may run on over colons; so `*` covers everything.
 *
 * @throws {EvaluationError} `invalid-policy` for a variable before the fifth colon, where IAM allows none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourcePattern(value: string, expands: boolean): ResourcePattern {
  const texts = value.split(':')
  const leading = texts.slice(0, PARTS - 1)
  const rest = texts.slice(PARTS - 1)
  if (expands && leading.some((text) => text.includes('${'))) {
    throw invalidPolicy(`a policy variable may not stand before the fifth colon: ${value}`)
  }
  const steps = leading.map(step)
  if (rest.length === 0) return (resource) => covers(steps, undefined, resource)
  const template = parseTemplate(rest.join(':'), expands)
  const fixed = fixedRuns(template)
  if (fixed !== undefined) {
    const tail = compileGlob(fixed)
    return (resource) => covers(steps, tail, resource)
  }
  return (resource, lookup) => {
    const runs = resolve(template, lookup)
    return runs !== undefined && covers(steps, compileGlob(runs), resource)
  }
}

/** One of the first five parts; an open one ends in `*`. */
interface Step {
  readonly glob: Glob
  readonly open: boolean
}

const step = (text: string): Step => ({ glob: compileGlob([{ text, literal: false }]), open: text.endsWith('*') })

/**
 * Follows the parts over the text, keeping every place where the next one could begin. `tail` is the sixth part;
 * without it the pattern ends with its last step.
 */
function covers(steps: readonly Step[], tail: Glob | undefined, text: string): boolean {
  let starts = [0]
  for (const [i, { glob, open }] of steps.entries()) {
    const ends = tail === undefined && i === steps.length - 1
    const next: number[] = []
    for (const start of starts) {
      const colon = text.indexOf(':', start)
      if (!globMatches(glob, text.slice(start, colon < 0 ? text.length : colon))) continue
      if (ends && (open || colon < 0)) return true
      if (colon >= 0) next.push(colon + 1)
      if (!open) continue
      for (let at = text.indexOf(':', colon + 1); colon >= 0 && at >= 0; at = text.indexOf(':', at + 1))
        next.push(at + 1)
      break // what an earlier start leads to includes what a later one does
    }
    starts = next
  }
  return tail !== undefined && starts.some((start) => globMatches(tail, text.slice(start)))
}
