import type { Opener } from '../access/openers'
import type { Names } from '../access/names'
import type { SideRole } from '../access/roles'
import type { Target } from '../access/targets'
import type { ReviewPath } from '../types'

/** Adds a path for each opener and each of what the role holds. */
export function unfold(
  paths: ReviewPath[],
  { environment, account }: Pick<Names, 'environment' | 'account'>,
  { name: role, sessionHours }: Pick<SideRole, 'name' | 'sessionHours'>,
  openers: readonly Opener[],
  targets: readonly Target[],
): void {
  for (const { service, group } of openers) {
    for (const each of targets) {
      // Written out: there are many paths, and spreading objects takes several times as long.
      paths.push({
        environment,
        account,
        service,
        group,
        role,
        dataset: each.dataset,
        database: each.database,
        table: each.table,
        location: each.location,
        permission: each.permission,
        columns: each.columns,
        rows: each.rows,
        grantable: each.grantable,
        expires: null,
        sessionHours,
        address: each.address,
      })
    }
  }
}

/** The same for who comes through no service of the mesh. */
export function unfoldOutsiders(
  paths: ReviewPath[],
  names: Pick<Names, 'environment' | 'account'>,
  role: string,
  outsiders: readonly string[],
  targets: readonly Target[],
  sessionHours: number,
): void {
  const openers = outsiders.map((group): Opener => ({ service: '', group }))
  unfold(paths, names, { name: role, sessionHours }, openers, targets)
}
