import { formatPosition, type Position } from '../../../model/diagnostic'
import { foldCauses, type CauseRow } from '../../fold/causes'
import { sortedNames } from '../../fold/once'
import type { ChangedPath, Finding, RatedPath, Regrant, Review, ReviewedEnvironment, ReviewPath } from '../../types'
import { maskAccounts } from '../lib/mask'
import type { ReviewJson } from './schema'

export interface JsonOptions {
  /** Whether account ids are cut to their last four digits; digests stay as they are. */
  readonly maskAccounts: boolean
}

/** What `review --format json` prints: every path by itself, nothing folded and nothing left out. */
export function reviewJson(review: Review, options: JsonOptions): ReviewJson {
  const mask = options.maskAccounts ? masked : <T>(value: T): T => value
  const { digest, environments } = review
  const digests = environments.map((each): [string, string] => [mask(each.name), each.digest])
  return {
    schemaVersion: 1,
    digest,
    // An environment may be named `__proto__` by a plan.
    digests: Object.fromEntries(digests),
    risk: review.risk,
    environments: environments.map((each) => ({ ...mask(environmentJson(each)), digest: each.digest })),
    ...mask({
      gained: review.gained.map(ratedJson),
      lost: review.lost.map(ratedJson),
      changed: review.changed.map(changedJson),
      findings: review.findings.map(findingJson),
      causes: foldCauses(review).map(causeJson),
      notAnalysed: review.notAnalysed.map(({ environment, address, reason }) => ({ environment, address, reason })),
      regranted: review.regranted.map(regrantJson),
    }),
    folded: foldedJson(review.folded),
    ...mask({
      approvals: review.approvals.map(({ environment, dataset, owner, stewards, risk }) => ({
        environment,
        dataset,
        owner,
        stewards: [...stewards],
        risk,
      })),
      drift: {
        gained: review.drift.gained.map(ratedJson),
        lost: review.drift.lost.map(ratedJson),
        changed: review.drift.changed.map(changedJson),
      },
    }),
    read: review.read ? { ...review.read } : null,
  }
}

const placeOf = (source: Position | undefined): string | null => (source ? formatPosition(source) : null)

function environmentJson(each: ReviewedEnvironment): ReviewJson['environments'][number] {
  return {
    name: each.name,
    account: each.account,
    state: each.state,
    digest: each.digest,
    risk: each.risk,
    changed: each.changed,
    datasets: each.datasets.map(({ name, database, classification, sensitivity, owner, stewards }) => ({
      name,
      database,
      classification,
      sensitivity,
      owner,
      stewards: stewards ? [...stewards] : null,
    })),
    codes: { ...each.codes },
  }
}

function pathJson(path: ReviewPath): ReviewJson['changed'][number]['before'] {
  return {
    environment: path.environment,
    account: path.account,
    service: path.service === '' ? null : path.service,
    group: path.group,
    role: path.role,
    dataset: path.dataset,
    database: path.database,
    table: path.table,
    location: path.location,
    columns: path.columns && [...path.columns],
    rows: path.rows,
    permission: path.permission,
    grantable: path.grantable,
    expires: path.expires,
    sessionHours: path.sessionHours,
    through: path.through ?? null,
    approvedBy: path.approvedBy ?? null,
    reason: path.reason ?? null,
    source: placeOf(path.source),
    address: path.address ?? null,
  }
}

function ratedJson({ path, risk, reasons }: RatedPath): ReviewJson['gained'][number] {
  return { ...pathJson(path), risk, reasons: [...reasons] }
}

function changedJson({ before, after, risk, reasons }: ChangedPath): ReviewJson['changed'][number] {
  return { before: pathJson(before), after: pathJson(after), risk, reasons: [...reasons] }
}

function causeJson(row: CauseRow): ReviewJson['causes'][number] {
  const { cause, direction, risk, changes } = row
  const { service, dataset, permission } = cause
  return {
    kind: cause.kind,
    direction,
    risk,
    environments: [...row.environments],
    service: service ?? null,
    role: row.role === '' ? null : row.role,
    dataset: dataset ?? null,
    permission: permission ?? null,
    groups: [...row.groups],
    services: [...row.services],
    datasets: [...row.datasets],
    paths: changes.length,
    sources: sortedNames(changes.flatMap(({ path }) => placeOf(path.source) ?? [])),
  }
}

function findingJson(each: Finding): ReviewJson['findings'][number] {
  const { rule, risk, environment, message, source, address } = each
  return { rule, risk, environment, message, source: placeOf(source), address: address ?? null }
}

function regrantJson(each: Regrant): ReviewJson['regranted'][number] {
  return {
    environment: each.environment,
    role: each.role,
    groups: [...each.groups],
    services: [...each.services],
    dataset: each.dataset,
    database: each.database,
    table: each.table,
    location: each.location,
    permissions: [...each.permissions],
    address: each.address ?? null,
  }
}

function foldedJson({ tags, descriptions, metadata, others }: Review['folded']): ReviewJson['folded'] {
  return { tags, descriptions, metadata, others }
}

/** A copy with every account id masked, in keys, too. */
function masked<T>(value: T): T {
  if (typeof value === 'string') return maskAccounts(value) as T
  if (Array.isArray(value)) return value.map(masked) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [maskAccounts(key), masked(each as unknown)]),
  ) as T
}
