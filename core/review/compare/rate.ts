import type { Sensitivity } from '../../model/sensitivity'
import { isPattern } from '../../access/reach/files'
import { highest } from '../../model/risk/levels'
import { levelOf, type PathReason, type RiskLevels } from '../../model/risk/rules'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { ChangedPath, RatedPath, ReviewPath } from '../types'
import type { PathDifference } from './difference'
import { showsNames, writes } from './permissions'

/** What of the side before decides how a path is rated. */
export interface Past {
  /** Whether a group reached something of a dataset, or of a place outside all datasets. */
  reached(path: ReviewPath): boolean
  /** Whether a group opened a role, but not through this service. */
  opensAnew(path: ReviewPath): boolean
  /** Whether a group had the permission on the same, within no narrower limits, by whatever way. */
  had(path: ReviewPath): boolean
  /** Whether a group had the permission on the same only within a limit that the path does not have. */
  wasLimited(path: ReviewPath): boolean
  /** Whether a group had the permission on the same, in shorter sessions only. */
  wasShorter(path: ReviewPath): boolean
  sensitivityOf(path: ReviewPath): Sensitivity | undefined
  isService(service: string): boolean
  isGroup(group: string): boolean
}

const key = (...parts: readonly (string | null)[]): string => JSON.stringify(parts)

const rightOf = ({ group, database, table, location, permission }: ReviewPath): string =>
  key(group, database, table, location, permission)

const placeOf = ({ dataset, location, database }: ReviewPath): string => dataset ?? location ?? database ?? ''

const LEAST_FIRST: readonly Sensitivity[] = ['public', 'ordinary', 'sensitive']

const stricter = (a: Sensitivity, b: Sensitivity | undefined): Sensitivity =>
  b !== undefined && LEAST_FIRST.indexOf(b) > LEAST_FIRST.indexOf(a) ? b : a

type Limits = Pick<ReviewPath, 'columns' | 'rows'>

const isWithin = (inner: Limits, outer: Limits): boolean =>
  (outer.rows === null || outer.rows === inner.rows) &&
  (outer.columns === null || (inner.columns?.every((each) => outer.columns?.includes(each)) ?? false))

/** What is known of both sides of one environment, as far as what is gained asks for it. */
export function pastOf(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  { gained }: Pick<PathDifference, 'gained'>,
): Past {
  const reached = new Set<string>()
  const opened = new Set<string>()
  const ways = new Set<string>()
  const rights = new Map<string, ReviewPath[]>()
  const groups = new Set(gained.map((each) => each.group))
  for (const each of groups.size === 0 ? [] : (before?.paths ?? [])) {
    if (!groups.has(each.way.group)) continue
    const { path } = each
    reached.add(key(path.group, placeOf(path)))
    opened.add(key(path.group, path.role))
    ways.add(key(path.group, path.role, path.service))
    const right = rightOf(path)
    const known = rights.get(right)
    if (known) known.push(path)
    else rights.set(right, [path])
  }
  const heldOf = (path: ReviewPath): readonly ReviewPath[] => rights.get(rightOf(path)) ?? []
  const sides = [before, after].filter((each) => each !== undefined)
  // A change that classifies a dataset lower must not rate itself by that: the stricter of both sides counts.
  const datasets = new Map<string, Sensitivity>()
  for (const { name, sensitivity } of sides.flatMap((each) => each.datasets))
    datasets.set(name, stricter(sensitivity, datasets.get(name)))
  const services = new Set(sides.flatMap((each) => each.services))
  const known = new Set(sides.flatMap((each) => Object.values(each.groups)))
  return {
    reached: (path) => reached.has(key(path.group, placeOf(path))),
    opensAnew: ({ group, role, service }) => opened.has(key(group, role)) && !ways.has(key(group, role, service)),
    had: (path) => heldOf(path).some((each) => isWithin(path, each)),
    wasLimited: (path) => {
      const held = heldOf(path)
      const lifts = (limit: keyof Limits): boolean => path[limit] === null && held.every((each) => each[limit] !== null)
      return held.length > 0 && (lifts('columns') || lifts('rows'))
    },
    wasShorter: (path) => {
      const held = heldOf(path)
      return held.length > 0 && held.every((each) => each.sessionHours < path.sessionHours)
    },
    sensitivityOf: ({ dataset }) => (dataset === null ? undefined : (datasets.get(dataset) ?? 'sensitive')),
    isService: (service) => services.has(service),
    isGroup: (group) => known.has(group),
  }
}

/** Rates a path that only the side after has. */
export function rateGained(path: ReviewPath, past: Past, levels: RiskLevels): RatedPath {
  const reasons = new Set<PathReason>(strange(path, past))
  const sensitivity = past.sensitivityOf(path)
  // Through a further service a group reaches what it reached before: that is the new way in, and no new right.
  const isMore = !past.had(path)
  if (path.grantable) reasons.add('grantable-gained')
  if (isPattern(path)) reasons.add('wildcard-dataset')
  if (isMore && writes(path)) reasons.add('write-gained')
  if (showsNames(path)) reasons.add('catalogue-only')
  if (past.opensAnew(path)) reasons.add('new-provider')
  if (!past.reached(path) && path.database !== 'default') {
    if (sensitivity === 'public' && !writes(path)) reasons.add('public-data')
    else if (!isUnopened(path)) reasons.add('new-group')
    if (sensitivity === 'sensitive') reasons.add('sensitive')
  } else if (isMore && !writes(path) && !showsNames(path))
    reasons.add(sensitivity === 'public' ? 'public-data' : 'read-gained')
  if (sensitivity === 'sensitive' && past.wasLimited(path)) reasons.add('sensitive')
  if (past.wasShorter(path)) reasons.add('session-longer')
  return rated(path, reasons, levels)
}

/** Rates a path that only the side before has: nobody reaches more by it. */
export const rateLost = (path: ReviewPath, levels: RiskLevels): RatedPath =>
  rated(path, new Set<PathReason>(['access-lost']), levels)

/** Rates a path that both sides have, with other facts. */
export function rateChanged(before: ReviewPath, after: ReviewPath, past: Past, levels: RiskLevels): ChangedPath {
  const reasons = new Set<PathReason>([
    ...ofColumns(before.columns, after.columns),
    ...ofRows(before.rows, after.rows),
    ...ofSession(before, after),
  ])
  if (after.grantable && !before.grantable) reasons.add('grantable-gained')
  else if (before.grantable && !after.grantable) reasons.add('narrowed')
  const unlimited = reasons.has('column-filter-removed') || reasons.has('row-filter-removed')
  if (unlimited && past.sensitivityOf(after) === 'sensitive') reasons.add('sensitive')
  const { risk, reasons: sorted } = rated(after, reasons, levels)
  return { before, after, risk, reasons: sorted }
}

function strange(path: ReviewPath, past: Past): PathReason[] {
  const { service, group } = path
  if (isUnopened(path)) return ['unopened-role']
  if (service === '') return ['unknown-principal']
  return [
    ...(past.isService(service) ? [] : (['unknown-provider'] as const)),
    ...(past.isGroup(group) ? [] : (['unknown-code'] as const)),
  ]
}

/** Whether it is what a role has that nobody opens: it stands there as its own principal. An account has one role of a name. */
const isUnopened = ({ service, group, account, role }: ReviewPath): boolean =>
  service === '' && group.includes(`:${account}:role/`) && group.endsWith(`/${role}`)

type Columns = ReviewPath['columns']

function ofColumns(before: Columns, after: Columns): PathReason[] {
  if (before === null) return after === null ? [] : ['narrowed']
  if (after === null) return ['column-filter-removed']
  const more = after.some((each) => !before.includes(each))
  const fewer = before.some((each) => !after.includes(each))
  return [...(more ? (['column-filter-loosened'] as const) : []), ...(fewer ? (['narrowed'] as const) : [])]
}

function ofRows(before: string | null, after: string | null): PathReason[] {
  if (before === after) return []
  if (before === null) return ['narrowed']
  return [after === null ? 'row-filter-removed' : 'row-filter-changed']
}

function ofSession(before: ReviewPath, after: ReviewPath): PathReason[] {
  const reasons: PathReason[] = []
  if (after.sessionHours !== before.sessionHours)
    reasons.push(after.sessionHours > before.sessionHours ? 'session-longer' : 'narrowed')
  if (after.expires !== before.expires) {
    const later = before.expires !== null && (after.expires === null || after.expires > before.expires)
    reasons.push(later ? 'expires-later' : 'narrowed')
  }
  return reasons
}

function rated(path: ReviewPath, reasons: ReadonlySet<PathReason>, levels: RiskLevels): RatedPath {
  const sorted = [...reasons].sort()
  return { path, risk: highest(sorted.map((each) => levelOf(each, levels))), reasons: sorted }
}
