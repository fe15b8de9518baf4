import { compareText } from '../../model/diagnostic'
import type { KeyedPath } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Regrant, ReviewPath } from '../types'
import type { PathDifference } from './difference'

/** One resource of Terraform: what a role holds on one thing, with limits or without. */
const grantKey = (path: ReviewPath): string =>
  JSON.stringify([path.role, path.database, path.table, path.location, isLimited(path)])

const isLimited = ({ columns, rows }: ReviewPath): boolean => columns !== null || rows !== null

/** IAM changes a policy in place. */
const isLakeFormation = ({ permission }: ReviewPath): boolean => !permission.startsWith('s3:')

/**
 * Grants that Terraform revokes and gives again: every argument of `aws_lakeformation_permissions` forces a new
 * resource, so that what is kept of it is missing for a moment.
 *
 * @param replaced addresses that a plan deletes and creates again. @default - told from what changes
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lakeformation_permissions
 */
export function regrantsOf(
  before: Snapshot,
  after: Snapshot,
  { gained, lost, changed }: PathDifference,
  replaced: ReadonlySet<string>,
): Regrant[] {
  const touched = new Set(
    [...gained, ...lost, ...changed.flatMap((each) => (grantableChanges(each) ? [each.after] : []))]
      .filter(isLakeFormation)
      .map(grantKey),
  )
  const inPlan = (path: ReviewPath): boolean => path.address !== undefined && replaced.has(path.address)
  const roles = new Set([...gained, ...lost, ...changed.map((each) => each.after)].map((each) => each.role))
  const kept = (paths: readonly KeyedPath[]): Map<string, ReviewPath[]> => {
    const grants = new Map<string, ReviewPath[]>()
    if (touched.size === 0 && replaced.size === 0) return grants
    for (const each of paths) {
      // Where a plan says what is replaced, every role may be meant.
      if (replaced.size === 0 && !roles.has(each.way.role)) continue
      const { path } = each
      if (!isLakeFormation(path)) continue
      const key = grantKey(path)
      if (!touched.has(key) && !inPlan(path)) continue
      const known = grants.get(key)
      if (known) known.push(path)
      else grants.set(key, [path])
    }
    return grants
  }
  const [was, is] = [kept(before.paths), kept(after.paths)]
  const found = [...is].flatMap(([key, paths]): Regrant[] => {
    const old = was.get(key) ?? []
    if (old.length === 0 || (!paths.some(inPlan) && sameHeld(old, paths))) return []
    const both = paths.filter((each) => old.some((other) => sameWay(each, other)))
    const [first] = both
    if (!first) return []
    const { environment, role, dataset, database, table, location, address } = first
    return [
      {
        environment,
        role,
        groups: unique(both.map((each) => each.group)),
        services: unique(both.map((each) => each.service)),
        dataset,
        database,
        table,
        location,
        permissions: unique(both.map((each) => each.permission)),
        ...(address !== undefined && { address }),
      },
    ]
  })
  return found.sort((a, b) => compareText(regrantKey(a), regrantKey(b)))
}

const grantableChanges = ({ before, after }: { before: ReviewPath; after: ReviewPath }): boolean =>
  before.grantable !== after.grantable

/** What the grant says, whoever opens its role. */
const held = (paths: readonly ReviewPath[]): string =>
  unique(paths.map(({ permission, grantable }) => `${permission} ${grantable}`)).join()

const sameHeld = (a: readonly ReviewPath[], b: readonly ReviewPath[]): boolean => held(a) === held(b)

const sameWay = (a: ReviewPath, b: ReviewPath): boolean =>
  a.permission === b.permission && a.group === b.group && a.service === b.service

const regrantKey = (each: Regrant): string =>
  JSON.stringify([each.environment, each.role, each.database, each.table, each.location, each.permissions])

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort()
