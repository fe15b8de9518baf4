import { compareText } from '../../model/diagnostic'
import { atLeast, highest, type Risk } from '../../model/risk/levels'
import { levelOf, type FindingRule, type RiskLevels } from '../../model/risk/rules'
import type { KeyedPath } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Finding, FoldedChanges, Regrant, Review, ReviewedDataset, ReviewedEnvironment } from '../types'
import { approvalsOf } from './approvals'
import { argumentChanges, wholeChanges } from './arguments'
import { datasetChanges } from './datasets'
import { destroyedDatasets } from './destroyed'
import { digestOfSide } from './digest'
import { destroyedFacts, factChanges } from './facts'
import { diffPaths, type PathDifference } from './difference'
import { tellOnce, type Said } from './many'
import { policyChanges } from './policies'
import { pastOf, rateChanged, rateGained, rateLost } from './rate'
import { regrantsOf } from './regrants'
import { ruleChanges } from './rules'
import { resourcePolicyChanges } from './resource-policies'
import { tableChanges } from './tables'
import { trustChanges } from './trusts'
import { untold } from './untold'

/** What a plan does to resources. @default - nothing is known: what changes is told from the two sides */
export interface Actions {
  /** Addresses that are deleted and created again. */
  readonly replaced: ReadonlySet<string>
  /** Addresses that are deleted, created again or not. */
  readonly destroyed: ReadonlySet<string>
  /** Address → the id of what is there already, and comes under Terraform. */
  readonly imported: ReadonlyMap<string, string>
}

export const NO_ACTIONS: Actions = { replaced: new Set(), destroyed: new Set(), imported: new Map() }

/** What a change does to one environment. */
export interface EnvironmentReview extends Pick<
  Review,
  'gained' | 'lost' | 'changed' | 'findings' | 'notAnalysed' | 'regranted' | 'folded' | 'approvals'
> {
  readonly environment: ReviewedEnvironment
  readonly before: readonly KeyedPath[]
  readonly after: readonly KeyedPath[]
}

const NOTHING: FoldedChanges = { tags: 0, descriptions: 0, metadata: 0, others: 0 }

/** Compares the two sides of one environment; one of them is there. */
export function reviewEnvironment(
  name: string,
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  levels: RiskLevels,
  actions: Actions,
): EnvironmentReview {
  const [was, is] = [before?.paths ?? [], after?.paths ?? []]
  const paths = diffPaths(was, is)
  const past = pastOf(before, after, paths)
  const gained = paths.gained.map((each) => rateGained(each, past, levels))
  const lost = paths.lost.map((each) => rateLost(each, levels))
  const changed = paths.changed.map((each) => rateChanged(each.before, each.after, past, levels))
  const regranted = before && after ? regrantsOf(before, after, paths, actions.replaced) : []
  const rated = (rule: FindingRule): Risk => levelOf(rule, levels)
  const both = before && after && argumentChanges(before, after)
  const owned = before && after ? datasetChanges(before, after) : []
  const said =
    before && after
      ? [
          ...policyChanges(before, after, paths),
          ...resourcePolicyChanges(before, after),
          ...trustChanges(before, after),
          ...factChanges(before, after, actions.destroyed),
          ...(both?.said ?? []),
          ...owned,
          ...tableChanges(before, after),
        ]
      : before
        ? orAtAll(paths, [...destroyedFacts(before, actions.destroyed), ...wholeChanges(before, 'goes')], {
            rule: 'resource-gone',
            subject: `the stack ${name}`,
            says: 'goes',
          })
        : after
          ? orAtAll(
              paths,
              [
                ...policyChanges(nothingOf(after), after, paths),
                ...resourcePolicyChanges(nothingOf(after), after),
                ...wholeChanges(after, 'is new'),
              ],
              { rule: 'configuration-changed', subject: `the stack ${name}`, says: 'is new' },
            )
          : []
  const faults = newFaults(before, after)
  const notAnalysed = [...(after?.notAnalysed ?? [])].sort(
    (a, b) => compareText(a.address, b.address) || compareText(a.reason, b.reason),
  )
  const unread = new Set([...notAnalysed, ...(before?.notAnalysed ?? [])].map((each) => each.address))
  const silent = before && after ? untold(before, after, { paths, said, faults, notAnalysed: unread }, actions) : []
  // What they name is not told of by them: rules say nothing of a resource.
  const rules = before && after ? ruleChanges(before, after) : []
  const findings: Finding[] = [
    ...tellOnce([...said, ...silent, ...rules]).map((each): Finding => ({
      ...each,
      risk: rated(each.rule),
      environment: name,
    })),
    ...faults.map((each): Finding => ({ ...each, risk: rated(each.rule), environment: name })),
    ...(regranted.length > 0 ? [regrantFinding(name, regranted, rated('re-granted'))] : []),
  ]
  const side = after ?? before
  const isNew = notAnalysed.filter(
    (each) =>
      !before?.notAnalysed.some(
        (one) => one.address === each.address && one.reason === each.reason && one.value === each.value,
      ),
  )
  const risk = highest([
    ...[...gained, ...lost, ...changed, ...findings].map((each) => each.risk),
    ...(isNew.length > 0 ? [rated('not-analysed')] : []),
  ])
  const datasets = bothDatasets(before, after)
  const lostData = destroyedDatasets(before, after, actions.destroyed).map((dataset) => ({
    dataset,
    risk: rated('data-destroyed'),
  }))
  const ownership = owned.map(({ dataset, rule }) => ({ dataset, risk: rated(rule) }))
  return {
    environment: {
      name,
      account: side?.account ?? '',
      state: before && after ? 'kept' : after ? 'new' : 'gone',
      digest: digestOfSide(is, after),
      risk,
      changed: gained.length + lost.length + changed.length + findings.length + isNew.length > 0,
      datasets,
      codes: codesOf(before, after),
    },
    gained,
    lost,
    changed,
    findings,
    notAnalysed,
    regranted,
    folded: both?.folded ?? NOTHING,
    approvals: approvalsOf(name, before, after, { gained, changed, others: [...lostData, ...ownership] }),
    before: was,
    after: is,
  }
}

/** A stack that comes or goes is told, even where nobody gains or loses anything. */
const orAtAll = ({ gained, lost }: PathDifference, said: readonly Said[], itself: Said): readonly Said[] =>
  gained.length + lost.length + said.length === 0 ? [itself] : said

const nothingOf = (side: Snapshot): Snapshot => ({ ...side, facts: new Map(), paths: [] })

/** What is wrong with the side after, and was not before. */
function newFaults(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
): readonly { readonly rule: FindingRule; readonly message: string; readonly address?: string }[] {
  const known = new Set(before?.faults.map((each) => `${each.rule} ${each.message}`))
  return (after?.faults ?? []).filter((each) => !known.has(`${each.rule} ${each.message}`))
}

function regrantFinding(environment: string, regranted: readonly Regrant[], risk: Risk): Finding {
  const count = regranted.length === 1 ? 'one grant is' : `${regranted.length} grants are`
  return { rule: 're-granted', risk, environment, message: `${count} revoked and given again` }
}

function bothDatasets(before: Snapshot | undefined, after: Snapshot | undefined): ReviewedDataset[] {
  const all = new Map([...(before?.datasets ?? []), ...(after?.datasets ?? [])].map((each) => [each.name, each]))
  return [...all.values()].sort((a, b) => compareText(a.name, b.name))
}

function codesOf(before: Snapshot | undefined, after: Snapshot | undefined): Record<string, string> {
  const codes = [...Object.entries(before?.groups ?? {}), ...Object.entries(after?.groups ?? {})]
  return Object.fromEntries(codes.map(([code, group]) => [group, code] as const).sort(([a], [b]) => compareText(a, b)))
}

/** The riskiest first, then by text. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) =>
      Number(atLeast(b.risk, a.risk)) - Number(atLeast(a.risk, b.risk)) ||
      compareText(a.environment, b.environment) ||
      compareText(a.rule, b.rule) ||
      compareText(a.message, b.message),
  )
