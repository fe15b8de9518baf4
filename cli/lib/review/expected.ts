import { z } from 'zod'
import { atLeast, type Risk } from '../../../core/model/risk/levels'
import type { Review } from '../../../core/review/types'
import { UserError } from '../fail'
import type { Expected } from './options'

/** The exit status of a review. */
export const STATUS = { same: 0, error: 1, changed: 2, risk: 3, unexpected: 4 } as const

const approved = z.object({ schemaVersion: z.literal(1), digests: z.record(z.string(), z.string()) })

/**
 * The digests of a review that was approved, from what `--format json` wrote.
 *
 * @throws {UserError} for what is no such file
 */
export function expectedIn(text: string, file: string): Expected[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  const read = approved.safeParse(value)
  if (!read.success) throw new UserError(`${file} is not what \`review --format json\` writes`)
  return Object.entries(read.data.digests).map(([environment, digest]) => ({ environment, digest }))
}

export interface Verdict {
  readonly status: number
  /** What an operator must know: what is not as it was approved. */
  readonly messages: readonly string[]
}

/**
 * What a review asks of whoever started it. A digest that is not the approved one goes before every risk; what was
 * approved is neither a change nor a risk any more.
 *
 * @param named digests that must be among the reviewed environments
 * @param listed digests of a whole review, of which only those of the reviewed environments count
 */
export function verdictOf(
  { environments, findings, risk, notAnalysed, drift }: Review,
  failOn: Risk | undefined,
  named: readonly Expected[],
  listed: readonly Expected[],
): Verdict {
  const present = new Map(environments.map((each) => [each.name, each]))
  const expected = new Map(
    [...listed.filter((each) => present.has(each.environment)), ...named].map((each) => [
      each.environment,
      each.digest,
    ]),
  )
  const disagrees = new Set(
    findings.filter((each) => each.rule === 'plan-differs-from-mesh').map((each) => each.environment),
  )
  const messages = [...expected].flatMap(([name, digest]): string[] => {
    const environment = present.get(name)
    if (!environment) return [`${name} was approved, and is not in this review`]
    if (environment.digest !== digest)
      return [`${name} is not what was approved: ${environment.digest}, and not ${digest}`]
    return disagrees.has(name) ? [`${name} was approved by its files, and the plan says something else`] : []
  })
  if (messages.length > 0) return { status: STATUS.unexpected, messages }
  const open = environments.filter((each) => !expected.has(each.name))
  const known = new Set(environments.map((each) => each.name))
  const beside = [...findings, ...notAnalysed].filter((each) => !known.has(each.environment))
  const drifted = [...drift.gained, ...drift.lost, ...drift.changed]
  const isOpen = open.length > 0 || expected.size === 0
  const risks = [
    ...open.map((each) => each.risk),
    ...(isOpen ? drifted.map((each) => each.risk) : []),
    ...(beside.length > 0 ? [risk] : []),
  ]
  if (failOn !== undefined && risks.some((each) => atLeast(each, failOn))) return { status: STATUS.risk, messages }
  const changed = open.some((each) => each.changed) || beside.length > 0 || (isOpen && drifted.length > 0)
  return { status: changed ? STATUS.changed : STATUS.same, messages }
}
