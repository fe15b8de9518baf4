import { createHash } from 'node:crypto'
import { compareText } from '../model/diagnostic'
import { withCauses } from './cause'
import type { Edit } from './cause/edits'
import { Lines } from './cause/lines'
import { codeCollisions } from './compare/codes'
import { codeChanges } from './compare/group-codes'
import {
  NO_ACTIONS,
  reviewEnvironment,
  sortFindings,
  type Actions,
  type EnvironmentReview,
} from './compare/environment'
import { highest } from '../model/risk/levels'
import { isSaid } from '../terraform/read/resource'
import { levelOf, type RiskLevels } from '../model/risk/rules'
import type { Snapshots } from '../access/snapshot/snapshot'
import { NO_DRIFT } from './drift'
import type { Comparison, Drift, Finding, FoldedChanges, NotAnalysed, ReadCounts } from './types'

export interface ReviewOptions {
  /** Levels of reasons, where they are others than documented. @default - the documented ones */
  readonly levels?: RiskLevels
  /** Environment → what a plan does to its resources. @default - nothing is known beside the two sides */
  readonly actions?: ReadonlyMap<string, Actions>
  /** What was found elsewhere: where a plan and the mesh differ, what drifted. @default - nothing */
  readonly findings?: readonly Omit<Finding, 'risk'>[]
  /** @default - nothing drifted */
  readonly drift?: Drift
  /** What else could not be analysed. @default - nothing */
  readonly notAnalysed?: readonly NotAnalysed[]
  /** What the files of the two sides write otherwise. @default - not known: lines are those that say what there is */
  readonly edits?: readonly Edit[]
}

/** What a change does to access: the same two sides are the same review. */
export function review(before: Snapshots, after: Snapshots, options: ReviewOptions = {}): Comparison {
  const { levels = {}, actions = new Map<string, Actions>(), drift = NO_DRIFT } = options
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText)
  const parts = names.map((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    return withCauses(reviewEnvironment(name, was, is, levels, actions.get(name) ?? NO_ACTIONS), was, is)
  })
  const lines = new Lines(options.edits ?? [])
  const rated = (each: Omit<Finding, 'risk'>): Finding => ({ ...each, risk: levelOf(each.rule, levels) })
  const elsewhere = [...(options.findings ?? []), ...newCollisions(before, after), ...codeChanges(before, after)].map(
    rated,
  )
  const unread = (options.notAnalysed ?? []).map(({ environment }) => ({
    environment,
    risk: levelOf('not-analysed', levels),
  }))
  const beside = [...elsewhere, ...unread]
  const environments = parts.map(({ environment }) => withFindings(environment, beside))
  const of = <T>(list: (part: EnvironmentReview) => readonly T[]): T[] => parts.flatMap(list)
  const findings = sortFindings([...of((each) => each.findings), ...elsewhere])
  const notAnalysed = [...of((each) => each.notAnalysed), ...(options.notAnalysed ?? [])]
  const drifted = [...drift.gained, ...drift.lost, ...drift.changed].map((each) => each.risk)
  const [mesh] = [...after.values(), ...before.values()].map((each) => each.mesh)
  return {
    ...(mesh !== undefined && { mesh }),
    review: {
      digest: digestOver(environments),
      risk: highest([...environments.map((each) => each.risk), ...beside.map((each) => each.risk), ...drifted]),
      environments,
      gained: of((each) => each.gained).map((each) => lines.gained(each)),
      lost: of((each) => each.lost).map((each) => lines.lost(each)),
      changed: of((each) => each.changed).map((each) => lines.changed(each)),
      findings: findings.map((each) => lines.found(each)),
      notAnalysed,
      regranted: of((each) => each.regranted),
      folded: sumOf(parts.map((each) => each.folded)),
      approvals: of((each) => each.approvals),
      drift,
      read: readOf(after.size > 0 ? after : before, notAnalysed.length),
    },
    // Only a matrix asks for all paths.
    get before() {
      return of((each) => each.before.map(({ path }) => path))
    },
    get after() {
      return of((each) => each.after.map(({ path }) => path))
    },
  }
}

function readOf(side: Snapshots, notAnalysed: number): ReadCounts {
  const types = new Set<string>()
  let total = 0
  for (const { resources } of side.values())
    for (const { type, values } of resources.values()) {
      types.add(type)
      for (const key in values) if (isSaid(values[key])) total++
    }
  return { types: types.size, arguments: total, notAnalysed }
}

/** Codes that came to stand for two groups; those that did before, too, are no change. */
function newCollisions(before: Snapshots, after: Snapshots): Omit<Finding, 'risk'>[] {
  const known = new Set(codeCollisions([before]).map((each) => each.message))
  return codeCollisions([before, after]).filter((each) => !known.has(each.message))
}

type Environment = EnvironmentReview['environment']

function withFindings(
  environment: Environment,
  elsewhere: readonly Pick<Finding, 'environment' | 'risk'>[],
): Environment {
  const own = elsewhere.filter((each) => each.environment === environment.name)
  if (own.length === 0) return environment
  return { ...environment, changed: true, risk: highest([environment.risk, ...own.map((each) => each.risk)]) }
}

function digestOver(environments: readonly Environment[]): string {
  const hash = createHash('sha256')
  for (const { name, digest, state } of environments)
    if (state !== 'gone') hash.update(`${JSON.stringify([name, digest])}\n`)
  return `sha256:${hash.digest('hex')}`
}

const sumOf = (all: readonly FoldedChanges[]): FoldedChanges => ({
  tags: all.reduce((sum, each) => sum + each.tags, 0),
  descriptions: all.reduce((sum, each) => sum + each.descriptions, 0),
  metadata: all.reduce((sum, each) => sum + each.metadata, 0),
  others: all.reduce((sum, each) => sum + each.others, 0),
})
