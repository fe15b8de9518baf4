import { compareText } from '../../../core/model/diagnostic'
import { digestOf, pathKey } from '../../../core/model/graph/paths'
import { highest, type Risk } from '../../../core/model/risk/levels'
import { PATH_RULES, type PathReason } from '../../../core/model/risk/rules'
import type {
  Approval,
  ChangedPath,
  Drift,
  Finding,
  FoldedChanges,
  NotAnalysed,
  RatedPath,
  Regrant,
  Review,
  ReviewedDataset,
  ReviewedEnvironment,
  ReviewPath,
} from '../../../core/review/types'

/** A path of an invented mesh: SELECT of ADG-STATISTICS on trials.subjects in clinical-prod, where nothing else is said. */
export function path(given: Partial<ReviewPath> = {}): ReviewPath {
  const environment = given.environment ?? 'clinical-prod'
  const group = given.group ?? 'ADG-STATISTICS'
  const dataset = given.dataset === undefined ? 'trials' : given.dataset
  return {
    environment,
    account: accountOf(environment),
    service: 'databricks',
    group,
    role: `novo-${environment}-share-${group.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    dataset,
    database: dataset === null ? null : `${environment}_${dataset}`.replace(/[^a-z0-9]+/g, '_'),
    table: 'subjects',
    location: null,
    permission: 'SELECT',
    columns: null,
    rows: null,
    grantable: false,
    expires: null,
    sessionHours: 1,
    source: { file: `environments/${environment}.yaml`, line: 29, column: 9 },
    ...given,
  }
}

/** Twelve digits, of the environment's name alone. */
export function accountOf(environment: string): string {
  const known: Record<string, string> = { 'clinical-prod': '111111111111', 'clinical-dev': '222222222222' }
  const sum = [...environment].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 1e12, 7)
  return (Object.hasOwn(known, environment) ? known[environment] : undefined) ?? String(sum).padStart(12, '3')
}

/** A path that one side has, as risky as its riskiest reason. */
export const rated = (given: Partial<ReviewPath> = {}, ...reasons: PathReason[]): RatedPath => ({
  path: path(given),
  risk: riskOf(reasons),
  reasons: [...reasons].sort(compareText),
})

/** A path that both sides have; `before` says what was different. */
export const altered = (
  given: Partial<ReviewPath>,
  before: Partial<ReviewPath>,
  ...reasons: PathReason[]
): ChangedPath => ({
  before: { ...path(given), ...before },
  after: path(given),
  risk: riskOf(reasons),
  reasons: [...reasons].sort(compareText),
})

export interface Invention {
  readonly gained?: readonly RatedPath[]
  readonly lost?: readonly RatedPath[]
  readonly changed?: readonly ChangedPath[]
  readonly findings?: readonly Finding[]
  readonly notAnalysed?: readonly NotAnalysed[]
  readonly regranted?: readonly Regrant[]
  readonly folded?: Partial<FoldedChanges>
  readonly approvals?: readonly Approval[]
  readonly drift?: Partial<Drift>
  /** Sensitive where it is not given. */
  readonly datasets?: readonly ReviewedDataset[]
  /** Environments beside those that something is said of: nothing changes in them. */
  readonly unchanged?: readonly string[]
  /** Group → code. @default - four letters of the group's digest */
  readonly codes?: Readonly<Record<string, string>>
}

/** A review of what is given, sorted, with the environments that it speaks of. */
export function invented(given: Invention = {}): Review {
  const byKey = (a: RatedPath, b: RatedPath): number => compareText(pathKey(a.path), pathKey(b.path))
  const changes = given.changed ?? []
  const drift: Drift = { gained: [], lost: [], changed: [], ...given.drift }
  const paths = [
    ...[given.gained, given.lost, drift.gained, drift.lost].flatMap((each) => each ?? []).map((each) => each.path),
    ...[...changes, ...drift.changed].map((each) => each.after),
  ]
  const told = [...(given.findings ?? []), ...(given.notAnalysed ?? []), ...(given.regranted ?? [])]
  const changing = new Set([
    ...[...(given.gained ?? []), ...(given.lost ?? [])].map((each) => each.path.environment),
    ...changes.map((each) => each.after.environment),
    ...told.map((each) => each.environment),
  ])
  const names = new Set([...changing, ...paths.map((each) => each.environment), ...(given.unchanged ?? [])])
  const environments = [...names].sort(compareText).map((name): ReviewedEnvironment => {
    const own = paths.filter((each) => each.environment === name)
    return {
      name,
      account: accountOf(name),
      state: 'kept',
      digest: digestOf(own),
      risk: highest([...ratingsOf(given, name)]),
      changed: changing.has(name),
      datasets: given.datasets ?? datasetsOf(own),
      codes: given.codes ?? codesOf(own),
    }
  })
  return {
    digest: digestOf(paths),
    risk: highest(environments.map((each) => each.risk)),
    environments,
    gained: [...(given.gained ?? [])].sort(byKey),
    lost: [...(given.lost ?? [])].sort(byKey),
    changed: [...changes].sort((a, b) => compareText(pathKey(a.after), pathKey(b.after))),
    findings: given.findings ?? [],
    notAnalysed: given.notAnalysed ?? [],
    regranted: given.regranted ?? [],
    folded: { tags: 0, descriptions: 0, metadata: 0, others: 0, ...given.folded },
    approvals: given.approvals ?? [],
    drift,
  }
}

/** A review with this many gained paths, of many groups to many datasets; every hundredth one is high, the others medium. */
export function manyPaths(count: number, environment = 'clinical-prod'): Review {
  const gained = Array.from({ length: count }, (_, index) =>
    rated(
      {
        environment,
        group: `ADG-GROUP-${String(index).padStart(5, '0')}`,
        dataset: `dataset-${index % 97}`,
        table: `table_${index % 13}`,
        address: `aws_lakeformation_permissions.grant_${index}`,
        source: { file: `environments/${environment}.yaml`, line: index + 10, column: 9 },
      },
      index % 100 === 0 ? 'sensitive' : 'new-group',
    ),
  )
  return invented({ gained })
}

const riskOf = (reasons: readonly PathReason[]): Risk => highest(reasons.map((each) => PATH_RULES[each].level))

function* ratingsOf(given: Invention, environment: string): Iterable<Risk> {
  for (const each of [...(given.gained ?? []), ...(given.lost ?? [])])
    if (each.path.environment === environment) yield each.risk
  for (const each of given.changed ?? []) if (each.after.environment === environment) yield each.risk
  for (const each of given.findings ?? []) if (each.environment === environment) yield each.risk
  if (given.notAnalysed?.some((each) => each.environment === environment)) yield 'high'
  if (given.regranted?.some((each) => each.environment === environment)) yield 'low'
}

function datasetsOf(paths: readonly ReviewPath[]): ReviewedDataset[] {
  const names = new Map(paths.flatMap(({ dataset, database }) => (dataset === null ? [] : [[dataset, database ?? '']])))
  return [...names]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, database]) => ({
      name,
      database,
      classification: 'confidential',
      sensitivity: 'sensitive',
      owner: `ADG-${name.toUpperCase()}-OWNERS`,
    }))
}

function codesOf(paths: readonly ReviewPath[]): Record<string, string> {
  const groups = [...new Set(paths.map((each) => each.group))].sort(compareText)
  // Through entries: a group may be called `__proto__`.
  return Object.fromEntries(groups.map((group) => [group, digestOf([path({ group })]).slice(7, 11)]))
}
