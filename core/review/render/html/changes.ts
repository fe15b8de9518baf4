import { compareText, formatPosition } from '../../../model/diagnostic'
import { takesAway, type PathChanges } from '../../fold/change'
import { sortedNames } from '../../fold/once'
import type { AccessRow } from '../../fold/row'
import { foldPaths } from '../../fold/rows'
import { RISKS, type Risk } from '../../../model/risk/levels'
import { PATH_RULES } from '../../../model/risk/rules'
import { count, digits } from '../lib/count'
import { names, type Show } from '../lib/said'
import { factsSaid, notesSaid, permissionsSaid, targetSaid } from '../lib/words'
import { NAMES, plain } from './plain'

/** A row of a list of changes, as texts; a template escapes them. */
export interface ChangeView {
  readonly risk: Risk
  readonly direction: 'gained' | 'lost' | 'changed'
  readonly sign: '+' | '−' | '±'
  readonly verb: string
  readonly groups: readonly string[]
  /** How many groups are not told; empty where all are. */
  readonly moreGroups: string
  readonly permissions: string
  readonly target: string
  readonly limits: readonly string[]
  readonly services: readonly { readonly name: string; readonly isNew: boolean }[]
  readonly role: string
  readonly environments: string
  readonly reasons: readonly { readonly id: string; readonly what: string }[]
  readonly places: readonly string[]
  /** What the filters of the page ask, as JSON: environments, services. */
  readonly filter: string
  readonly paths: string
}

export interface ChangeList {
  readonly rows: readonly ChangeView[]
  /** How many rows are not in the list, none riskier than its last; empty where all are in it. */
  readonly more: string
}

export interface ChangeLists {
  readonly gained: ChangeList
  readonly lost: ChangeList
  /** Whether neither list has a row. */
  readonly isEmpty: boolean
}

/** More of them nobody reads, and a browser shows them slowly; the matrix has them all. */
const ROWS = 1_000
const PLACES = 6

/** What is gained or loosened, and what is only taken away; folded, the riskiest first. */
export function changeLists(paths: PathChanges, show: Show): ChangeLists {
  const { rows } = foldPaths(paths)
  const gained = rows.filter((row) => !takesAway(row))
  const lost = rows.filter(takesAway)
  return { gained: listOf(gained, show), lost: listOf(lost, show), isEmpty: rows.length === 0 }
}

function listOf(rows: readonly AccessRow[], show: Show): ChangeList {
  const shown = rows.slice(0, ROWS).map((row) => changeView(row, show))
  return { rows: shown, more: rows.length > ROWS ? digits(rows.length - ROWS) : '' }
}

const SIGNS = { gained: '+', lost: '−', changed: '±' } as const
const VERBS = { gained: ['gains', 'gain'], lost: ['loses', 'lose'], changed: ['keeps', 'keep'] } as const

function changeView(row: AccessRow, show: Show): ChangeView {
  const { direction, groups, services, environments } = row
  return {
    risk: row.risk,
    direction,
    sign: SIGNS[direction],
    verb: VERBS[direction][groups.length === 1 ? 0 : 1],
    groups: groups.slice(0, NAMES).map(show),
    moreGroups: groups.length > NAMES ? digits(groups.length - NAMES) : '',
    permissions: plain(permissionsSaid(row.permissions), show),
    target: plain(targetSaid(row), show),
    limits: [factsSaid(row), notesSaid(row.notes)].map((each) => plain(each, show)).filter((each) => each !== ''),
    services: [...services]
      .sort((a, b) => Number(b.isNew) - Number(a.isNew) || compareText(a.name, b.name))
      .map(({ name, isNew }) => ({ name: show(name), isNew: isNew && direction === 'gained' })),
    role: show(row.role),
    environments: plain([names(environments)], show),
    reasons: row.reasons.map((id) => ({ id, what: PATH_RULES[id].what })),
    places: placesOf(row, show),
    filter: JSON.stringify({
      environments: environments.map(show),
      services: services.map(({ name }) => show(name)),
      risk: RISKS.indexOf(row.risk),
      direction,
    }),
    paths: count(row.changes.length, 'path'),
  }
}

/** The lines and resources that give the paths of a row. */
function placesOf({ changes }: AccessRow, show: Show): string[] {
  const lines = sortedNames(changes.flatMap(({ path }) => (path.source ? [formatPosition(path.source)] : [])))
  const addresses = sortedNames(changes.flatMap(({ path }) => path.address ?? []))
  const all = [...lines, ...addresses].map(show)
  return all.length > PLACES ? [...all.slice(0, PLACES), `and ${digits(all.length - PLACES)} more`] : all
}
