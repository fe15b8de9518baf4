import { RISKS, type Risk } from '../../../model/risk/levels'
import { takesAway } from '../../fold/change'
import { foldCauses, type CauseRow } from '../../fold/causes'
import { remarksOf, type Remark } from '../../fold/remarks'
import type { Part } from '../../fold/parts'
import type { Review } from '../../types'
import { count } from './count'
import { joinSaid, name, names, say, type Said } from './said'
import { factsSaid, notesSaid, permissionsSaid, targetSaid } from './words'

/** What a reviewer reads first: one cause, or what was found of one kind. */
export interface LeadRow {
  readonly risk: Risk
  /** Ids of reasons or of a finding. */
  readonly reasons: readonly string[]
  /** Empty where it is about nobody. */
  readonly who: Said
  readonly what: Said
  /** Empty where it is through no service. */
  readonly through: Said
  readonly environments: readonly string[]
  readonly services: readonly string[]
  /** How many paths it explains. */
  readonly paths: number
}

/** How many names of a list the lead tells: the rest is in the details. */
const FEW = 3

/** The causes of what is gained or changed, and what else was found, the riskiest first; then the causes of what is only lost. */
export function leadOf(review: Review): LeadRow[] {
  const causes = foldCauses(review)
  const isLoss = (row: CauseRow): boolean => row.changes.every(takesAway)
  const more = [...causes.filter((each) => !isLoss(each)).map(causeRow), ...remarksOf(review).map(remarkRow)]
  return [...more.sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk)), ...causes.filter(isLoss).map(causeRow)]
}

function remarkRow({ rule, risk, messages, environments }: Remark): LeadRow {
  const what = say`${names(messages, FEW)}${environments.length > 1 ? say` ${whereSaid(environments)}` : ''}`
  return { risk, reasons: [rule], who: [], what, through: [], environments, services: [], paths: 0 }
}

const SIGNS = { gained: '+', lost: '−', changed: '±' } as const

function causeRow(row: CauseRow): LeadRow {
  const { risk, reasons, groups, services, cause, direction, environments, changes } = row
  const mark = cause.kind === 'service' ? { gained: ' (new)', lost: ' (gone)', changed: '' }[direction] : ''
  const what = say`${{ strong: SIGNS[direction] }} ${whatSaid(row, whereSaid(environments))}`
  const notes = notesSaid(row.notes.slice(0, FEW))
  return {
    risk,
    reasons,
    who:
      groups.length > FEW
        ? say`${count(groups.length, services.length > 0 ? 'group' : 'principal')}: ${names(groups, FEW)}`
        : [names(groups)],
    what: joinSaid([what, notes], '; '),
    through: services.length === 0 ? [] : say`${names(services, FEW)}${mark}`,
    environments,
    services,
    paths: changes.length,
  }
}

const whereSaid = (environments: readonly string[]): Said =>
  environments.length > FEW ? [`in ${count(environments.length, 'environment')}`] : say`in ${names(environments)}`

function whatSaid(row: CauseRow, where: Said): Said {
  const { cause, direction, datasets, tables, role, permissions, changes, parts } = row
  const isLost = direction === 'lost'
  const nobody = isLost ? ', which nobody reaches any more' : ', which nobody reached before'
  const held = heldSaid(row)
  const change = isLost ? ' (gone)' : ' (new)'
  const [first] = changes
  switch (cause.kind) {
    case 'environment':
      return say`all that there is ${where}: ${dataSaid(row)}`
    case 'service':
      if (isLost)
        return say`the way ${where} to ${dataSaid(row)}${row.whole ? ', which other services still lead to' : ''}`
      return say`${row.whole ? 'all that they had' : 'access'} ${where}: ${dataSaid(row)}`
    case 'dataset':
      return say`${names(datasets, FEW)} ${where}${nobody}`
    case 'table':
      return say`${names(
        tables.map((table) => `${datasets[0] ?? ''}.${table}`),
        FEW,
      )} ${where}${nobody}`
    case 'role':
      return say`role ${name(role)}${change} ${where}: ${held}`
    case 'member':
      return say`${isLost ? 'leave' : 'come to'} role ${name(role)} ${where}: ${held}`
    case 'way':
      return say`role ${name(role)} ${where}: ${held}`
    case 'hours':
      return say`role ${name(role)} ${where}: sessions of ${first?.before?.sessionHours ?? 0} h → ${first?.path.sessionHours ?? 0} h`
    case 'delegation':
      return say`${first?.path.grantable ? 'may now grant on' : 'may no longer grant on'} what they hold ${where}: ${dataSaid(row)}`
    case 'grant':
    case 'limits':
      return say`${where}: ${parts.length > 0 ? held : say`${row.alike ? '' : 'up to '}${permissionsSaid(permissions)} on ${held}`}`
  }
}

/** What each holds, or of which datasets that is; limits are told, or that there are some. */
function heldSaid(row: CauseRow): Said {
  if (row.parts.length > 0) return joinSaid(row.parts.map(partSaid), '; ')
  const isLimited = row.changes.some(({ path }) => path.columns !== null || path.rows !== null)
  return say`${dataSaid(row)}${isLimited ? ', some of it limited' : ''}`
}

/** `12 datasets (trials, visits, imaging and 9 more)` */
function dataSaid({ datasets }: CauseRow): Said {
  if (datasets.length === 0) return ['nothing but names of the database default']
  return datasets.length > FEW ? say`${count(datasets.length, 'dataset')} (${names(datasets, FEW)})` : [names(datasets)]
}

function partSaid(part: Part): Said {
  const [first] = part.changes
  if (!first) return []
  const { path, before } = first
  const { kind, alsoDatabase, permissions } = part
  const dressed = { dataset: path.dataset, database: path.database, target: { kind, names: part.names, alsoDatabase } }
  const facts = factsSaid({ facts: path, ...(before && { before }) })
  return joinSaid([say`${permissionsSaid(permissions)} on ${targetSaid(dressed)}`, facts], ': ')
}

/** Who must agree, in a sentence; empty where nobody must. */
export function approversSaid({ approvals }: Review): Said {
  const owners = [...new Set(approvals.map((each) => each.owner))]
  return owners.length === 0 ? [] : say`Owners who must approve, or a steward of theirs: ${names(owners)}.`
}
