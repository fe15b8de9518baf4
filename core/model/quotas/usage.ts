import { compareText, type Position } from '../diagnostic'
import type { Mesh } from '../mesh'
import { QUOTA_IDS, quotaOf, type QuotaId } from './table'

/** One line of the ledger: how much of a quota something uses. */
export interface Usage {
  readonly quota: QuotaId
  /** The environment's name, `hub`, or `mesh` for what belongs to no account. */
  readonly environment: string
  /** `null` for what belongs to no account. */
  readonly account: string | null
  /** What has the quota: a role, an account, a service, … */
  readonly owner: string
  /** In the unit of the quota. */
  readonly used: number
  /** The quota, raised as the files say. */
  readonly limit: number
  /** What in the files it comes from. */
  readonly at: Position | undefined
  /** What to do about too many. @default - what the quota advises */
  readonly hint?: string
}

/** The limit in an environment: AWS's default, or what the environment's file or mesh.yaml says it was raised to. */
export function limitOf(id: QuotaId, mesh: Mesh, environment: string): number {
  const { limit, raise } = quotaOf(id)
  if (!raise) return limit
  return mesh.environments.get(environment)?.quotas?.[raise.key] ?? mesh.settings.quotas?.[raise.key] ?? limit
}

/** Makes the lines of one environment. */
export type Measure = (quota: QuotaId, owner: string, used: number, at: Position | undefined, hint?: string) => Usage

/** @param environment the environment's name, `hub`, or `mesh` with no account */
export function measureIn(mesh: Mesh, environment: string, account: string | null): Measure {
  return (quota, owner, used, at, hint) => {
    const limit = limitOf(quota, mesh, environment)
    return { quota, environment, account, owner, used, limit, at, ...(hint !== undefined && { hint }) }
  }
}

/** By environment, by quota in the order of the table, the fullest first, by owner. */
export function sortUsages(usages: readonly Usage[]): Usage[] {
  const rank = new Map(QUOTA_IDS.map((id, index) => [id, index]))
  const place = ({ quota }: Usage): number => rank.get(quota) ?? 0
  return [...usages].sort(
    (a, b) =>
      compareText(a.environment, b.environment) ||
      place(a) - place(b) ||
      shareOf(b) - shareOf(a) ||
      compareText(a.owner, b.owner),
  )
}

/** The part of the limit that is used: 1 for all of it. */
export const shareOf = ({ used, limit }: Pick<Usage, 'used' | 'limit'>): number => used / limit
