import type { Risk } from '../../../model/risk/levels'
import { highest, RISKS } from '../../../model/risk/levels'
import { isNoise } from '../../fold/noise'
import { notesOf } from '../../fold/notes'
import { plainSaid } from '../lib/said'
import { notesSaid } from '../lib/words'
import { RISK_RULES, type PathReason, type RiskRuleId } from '../../../model/risk/rules'
import { compareText, formatPosition } from '../../../model/diagnostic'
import type { ChangedPath, Drift, RatedPath, Review, ReviewPath } from '../../types'
import type { Alert } from './alerts'
import { listed } from './words'

type Direction = 'gained' | 'lost' | 'changed'

/** Paths of one group to one dataset that changed for the same reasons. */
interface Fold {
  readonly direction: Direction
  readonly reasons: readonly PathReason[]
  readonly paths: ReviewPath[]
  risk: Risk
}

/** One alert a group, dataset and set of reasons, since one line of a file may be a hundred paths. */
export function changeAlerts({ gained, changed }: Pick<Review, 'gained' | 'changed'>): Alert[] {
  return [...folds('gained', gained), ...folds('changed', changed)].map((fold) => alertOf(fold, riskiest(fold), ''))
}

/** What somebody did outside Terraform; where they took something away, that is the risk. */
export function driftAlerts({ gained, lost, changed }: Drift): Alert[] {
  const outside = 'Outside Terraform, '
  return [
    ...[...folds('gained', gained), ...folds('changed', changed)].map((fold) => alertOf(fold, 'drift-gained', outside)),
    ...folds('lost', lost).map((fold) =>
      alertOf({ ...fold, risk: RISK_RULES['drift-lost'].level }, 'drift-lost', outside),
    ),
  ]
}

function folds(direction: Direction, rated: readonly (RatedPath | ChangedPath)[]): Fold[] {
  const all = new Map<string, Fold>()
  for (const each of rated) {
    const path = 'path' in each ? each.path : each.after
    if (isNoise(path)) continue
    const { risk, reasons } = each
    const key = JSON.stringify([path.environment, path.group, placeOf(path), reasons])
    const known = all.get(key)
    if (known) {
      known.paths.push(path)
      known.risk = highest([known.risk, risk])
    } else all.set(key, { direction, reasons, paths: [path], risk })
  }
  return [...all.values()]
}

/** What paths are folded by: the dataset, or what stands for it where there is none. */
const placeOf = ({ dataset, database, location }: ReviewPath): string | null => dataset ?? database ?? location

/** The reason that gives a fold its risk, as far as the documented levels say it; else the riskiest of them. */
function riskiest({ reasons, risk }: Fold): RiskRuleId {
  const rank = (reason: PathReason): number => {
    const level = RISK_RULES[reason].level
    return level === risk ? RISKS.length : RISKS.indexOf(level)
  }
  const [first] = [...reasons].sort((a, b) => rank(b) - rank(a) || compareText(a, b))
  return first ?? 'read-gained'
}

/** How many notes a message has. */
const NOTES = 3

const VERBS: Readonly<Record<Direction, string>> = {
  gained: 'gains',
  lost: 'loses',
  changed: 'keeps, with other limits,',
}

function alertOf({ direction, reasons, paths, risk }: Fold, rule: RiskRuleId, prefix: string): Alert {
  const [first] = paths as [ReviewPath, ...ReviewPath[]]
  const { environment, group } = first
  const services = sorted(paths, ({ service }) => (service === '' ? null : service))
  const what = `${listed([group])} ${VERBS[direction]} ${listed(sorted(paths, (each) => each.permission))}`
  const where = `on ${listed(sorted(paths, resourceOf))} in ${environment}`
  const through = services.length > 0 ? `through ${listed(services)} ` : ''
  const how = `It is ${through}with the role ${listed(sorted(paths, ({ role }) => role))}`
  const why = reasons.map((each) => RISK_RULES[each].what).join('; ')
  const note = plainSaid(notesSaid(notesOf(paths.map((path) => ({ path })))), (name) => listed([name]), NOTES)
  return {
    rule,
    risk,
    environment,
    message: `${prefix}${what} ${where}. ${how}${why === '' ? '' : `: ${why}`}.${note === '' ? '' : ` Its entry says: ${note}.`}`,
    about: [direction, environment, group, placeOf(first), ...reasons],
    source: firstSource(paths),
    address: sorted(paths, (each) => each.address ?? null)[0],
  }
}

function resourceOf(path: ReviewPath): string {
  const { dataset, database, table, location } = path
  if (location !== null) return location
  const name = dataset ?? database ?? 'the catalogue'
  return table === null ? name : `${name}.${table}`
}

function sorted(paths: readonly ReviewPath[], text: (path: ReviewPath) => string | null): string[] {
  const all = new Set(paths.map(text).filter((each) => each !== null))
  return [...all].sort(compareText)
}

/** The first line of the files that gives any of it. */
function firstSource(paths: readonly ReviewPath[]): ReviewPath['source'] {
  const [first] = paths
    .flatMap(({ source }) => source ?? [])
    .sort((a, b) => compareText(a.file, b.file) || a.line - b.line || compareText(formatPosition(a), formatPosition(b)))
  return first
}
