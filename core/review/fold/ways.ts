import { compareText } from '../../model/diagnostic'
import { highest, RISKS, type Risk } from '../../model/risk/levels'
import type { PathReason } from '../../model/risk/rules'
import type { ReviewPath } from '../types'
import { changesOf, type PathChange, type PathChanges } from './change'
import { Generalisers } from './general'
import { groupBy } from '../../model/group-by'
import { isNoise } from './noise'
import { once } from './once'

/** A group comes in through a service that did not lead it to the role before. */
export interface NewWay {
  readonly group: string
  readonly service: string
  /** With `*` for the environment's name where several environments have it. */
  readonly role: string
  /** Sorted. */
  readonly environments: readonly string[]
  /** The highest of what the way opens. */
  readonly risk: Risk
  /** How many paths the way opens, beside that to the database `default`. */
  readonly paths: number
}

export const wayKey = ({ environment, group, role, service }: ReviewPath): string =>
  JSON.stringify([environment, group, role, service])

/** The keys of the ways (group × service, to a role) that were not there before. */
export const newWayKeys = (changes: readonly PathChange[]): ReadonlySet<string> =>
  new Set(gainedByWay(changes).flatMap(([first]) => (first ? [wayKey(first.path)] : [])))

/** The new ways in, told once for all environments that have them; the riskiest first. */
export function newWays(paths: PathChanges): NewWay[] {
  const general = new Generalisers()
  const ways = gainedByWay(changesOf(paths)).flatMap((changes) => {
    const [first] = changes
    // What a persona passes to its jobs is no way of its own.
    if (!first || first.path.through !== undefined) return []
    const { group, service, role, environment, account } = first.path
    const opened = changes.filter(({ path }) => !isNoise(path)).length
    const risk = highest(changes.map((each) => each.risk))
    return [
      { group, service, role, environment, risk, paths: opened, everywhere: general.of(environment, account)(role) },
    ]
  })
  return once(ways, (way) => JSON.stringify([way.group, way.service, way.everywhere, way.risk]))
    .map(({ first, all, environments }): NewWay => {
      const { group, service, risk } = first
      const role = environments.length > 1 ? first.everywhere : first.role
      return { group, service, role, environments, risk, paths: all.reduce((sum, each) => sum + each.paths, 0) }
    })
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareText(wayText(a), wayText(b)))
}

const wayText = (way: NewWay): string => JSON.stringify([way.group, way.service, way.role, way.environments])

/** What each new way opens. A principal that comes in through no service has no way. */
const gainedByWay = (changes: readonly PathChange[]): PathChange[][] =>
  groupBy(
    changes.filter(({ path }) => path.service !== ''),
    ({ path }) => wayKey(path),
  ).filter((way) => way.every((each) => each.direction === 'gained') && isNew(way))

const TOLD: readonly PathReason[] = ['new-provider', 'unknown-provider', 'unknown-code']
const NEW_GROUP: readonly PathReason[] = ['new-group']

/**
 * Whoever opens a role with grants reaches the database `default`, so a way is new where that is gained; a role without
 * grants tells by its reasons.
 */
function isNew(way: readonly PathChange[]): boolean {
  const has = (reasons: readonly PathReason[]): boolean =>
    way.some((each) => each.reasons.some((reason) => reasons.includes(reason)))
  if (way.some(({ path }) => isNoise(path)) || has(TOLD)) return true
  return way.every(({ path }) => path.database === null) && has(NEW_GROUP)
}
