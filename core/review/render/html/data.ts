import { formatPosition } from '../../../model/diagnostic'
import { pathFacts, pathKey, type PathFacts } from '../../../model/graph/paths'
import { isNoise } from '../../fold/noise'
import { notesOf } from '../../fold/notes'
import { plainSaid } from '../lib/said'
import { notesSaid } from '../lib/words'
import { RISKS, type Risk } from '../../../model/risk/levels'
import { PATH_RULES, type PathReason } from '../../../model/risk/rules'
import type { Comparison, Review, ReviewPath } from '../../types'
import { ABILITIES, abilityOf } from './abilities'
import { pairsOf, type PathPair } from './pairs'
import { Table } from './table'

/**
 * What the page's script makes the matrix of. Texts are named by their numbers in `texts`, so that a page of 20,000 paths
 * is small; two groups whose masked names are the same have two numbers.
 */
export interface PageData {
  /** Least first. */
  readonly risks: readonly Risk[]
  readonly abilities: readonly string[]
  /** What each reason says. */
  readonly reasons: Readonly<Record<string, string>>
  readonly texts: readonly string[]
  readonly environments: readonly { readonly name: number; readonly account: number; readonly risk: number }[]
  /** `[name, ability]` */
  readonly permissions: readonly (readonly [number, number])[]
  /** `[columns, rows, grantable, expires, sessionHours]` */
  readonly facts: readonly FactsRow[]
  /** Sets of reasons. */
  readonly why: readonly (readonly PathReason[])[]
  /** As `PATH_FIELDS` says. */
  readonly paths: readonly (readonly number[])[]
}

type FactsRow = readonly [readonly number[] | null, number | null, 0 | 1, number | null, number]

/** The numbers of a path; −1 where there is none. The page's script reads them in the same order. */
export const PATH_FIELDS = [
  'environment',
  'group',
  'data',
  'service',
  'role',
  'resource',
  'permission',
  'before',
  'after',
  'risk',
  'why',
  'source',
  'address',
  'note',
] as const

interface Rating {
  readonly risk: Risk
  readonly reasons: readonly PathReason[]
}

/** @param show how a text of people or of Terraform appears on the page */
export function pageData(comparison: Comparison, show: (text: string) => string): PageData {
  const { review } = comparison
  const texts = new Table<string>()
  const text = (value: string): number => texts.numberOf(value, () => show(value))
  const environments = new Table<PageData['environments'][number]>()
  const environment = (name: string, account: string, risk: Risk): number =>
    environments.numberOf(name, () => ({ name: text(name), account: text(account), risk: RISKS.indexOf(risk) }))
  for (const { name, account, risk } of review.environments) environment(name, account, risk)
  const permissions = new Table<readonly [number, number]>()
  const facts = new Table<FactsRow>()
  const factsOf = (path: ReviewPath | undefined): number =>
    path ? facts.numberOf(pathFacts(path), () => factsRow(path, text)) : -1
  const why = new Table<readonly PathReason[]>()
  const ratings = ratingsOf(review)

  const row = ({ key, before, after }: PathPair): number[] => {
    const path = after ?? before
    if (!path || isNoise(path)) return []
    const { risk, reasons } = (differs(before, after) ? ratings.get(key) : undefined) ?? UNCHANGED
    return [
      environment(path.environment, path.account, 'none'),
      text(path.group),
      text(dataOf(path)),
      path.service === '' ? -1 : text(path.service),
      text(path.role),
      text(resourceOf(path)),
      permissions.numberOf(path.permission, () => [
        text(path.permission),
        ABILITIES.indexOf(abilityOf(path.permission)),
      ]),
      factsOf(before),
      factsOf(after),
      RISKS.indexOf(risk),
      why.numberOf(reasons.join(), () => reasons),
      path.source ? text(formatPosition(path.source)) : -1,
      path.address === undefined ? -1 : text(path.address),
      noteOf(path, text),
    ]
  }
  const paths = pairsOf(comparison)
    .map(row)
    .filter((each) => each.length > 0)
  return {
    risks: RISKS,
    abilities: ABILITIES,
    reasons: Object.fromEntries(Object.entries(PATH_RULES).map(([id, { what }]) => [id, what])),
    texts: texts.values,
    environments: environments.values,
    permissions: permissions.values,
    facts: facts.values,
    why: why.values,
    paths,
  }
}

function noteOf(path: ReviewPath, text: (value: string) => number): number {
  const note = plainSaid(notesSaid(notesOf([{ path }])), (each) => each, 1)
  return note === '' ? -1 : text(note)
}

const UNCHANGED: Rating = { risk: 'none', reasons: [] }

const differs = (before: ReviewPath | undefined, after: ReviewPath | undefined): boolean =>
  !before || !after || pathFacts(before) !== pathFacts(after)

function ratingsOf({ gained, lost, changed, drift }: Review): ReadonlyMap<string, Rating> {
  const ratings = new Map<string, Rating>()
  for (const { path, risk, reasons } of [...drift.gained, ...drift.lost, ...gained, ...lost])
    ratings.set(pathKey(path), { risk, reasons })
  for (const { after, risk, reasons } of [...drift.changed, ...changed]) ratings.set(pathKey(after), { risk, reasons })
  return ratings
}

function factsRow(
  { columns, rows, grantable, expires, sessionHours }: PathFacts,
  text: (value: string) => number,
): FactsRow {
  return [
    columns && columns.map(text),
    rows === null ? null : text(rows),
    grantable ? 1 : 0,
    expires === null ? null : text(expires),
    sessionHours,
  ]
}

/** What a column of the matrix stands for: a dataset, or a bucket or database that belongs to none. */
function dataOf({ dataset, database, location }: ReviewPath): string {
  if (dataset !== null) return dataset
  const [, bucket] = /^s3:\/\/([^/]+)/.exec(location ?? '') ?? []
  return bucket ?? location ?? database ?? 'the catalogue'
}

const resourceOf = ({ database, table, location }: ReviewPath): string =>
  location ?? table ?? (database === null ? 'the catalogue' : `database ${database}`)
