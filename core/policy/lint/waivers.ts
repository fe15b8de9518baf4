import type { LintResult, PolicySubject } from './types'

/**
 * The rule that a template of a mesh's own reaches nothing beyond its role's paths, and breaks none. It takes the whole
 * mesh to judge it, so `verify` does; a waiver names it like any other.
 */
export const OWN_TEMPLATE = 'own-template'

/** One rule that does not hold in one place, and why. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string
  /** The name of a role or bucket or the alias of a key, for all its policies, or `OWNER/POLICY`. */
  readonly at: string
  readonly reason: string
  /** Where it holds. @default - in every environment */
  readonly environment?: string
}

export interface Waived<W extends Waiver = Waiver> {
  readonly result: LintResult
  readonly waiver: W
}

export interface WaiverResult<W extends Waiver = Waiver> {
  readonly failures: readonly LintResult[]
  readonly waived: readonly Waived<W>[]
  /** Waivers that nothing fails for any more. */
  readonly unused: readonly W[]
}

/** The places of a policy that a waiver may name. */
export const placesOf = ({ owner, policy }: PolicySubject): readonly string[] => [owner, `${owner}/${policy}`]

/** Sets aside what is waived. */
export function applyWaivers<W extends Waiver>(results: readonly LintResult[], waivers: readonly W[]): WaiverResult<W> {
  const used = new Set<W>()
  const waived: Waived<W>[] = []
  const failures = results.filter((result) => {
    const matching = waivers.filter((each) => isFor(each, result))
    matching.forEach((each) => used.add(each))
    const [waiver] = matching
    if (waiver) waived.push({ result, waiver })
    return waiver === undefined
  })
  return { failures, waived, unused: waivers.filter((each) => !used.has(each)) }
}

const isFor = ({ rule, at, environment }: Waiver, { rule: id, subject, verdict }: LintResult): boolean =>
  verdict === 'fail' &&
  rule === id &&
  (environment === undefined || environment === subject.environment) &&
  placesOf(subject).includes(at)
