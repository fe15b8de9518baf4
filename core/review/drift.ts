import { namesOf } from './compare/many'
import { resourceWords } from './mesh-differences'
import type { Drift, Finding, ReviewPath } from './types'

/** What somebody did outside Terraform, in words of access: one finding a group and resource. */
export function driftFindings({ gained, lost, changed }: Drift): Omit<Finding, 'risk'>[] {
  return [
    ...told(
      'drift-gained',
      gained.map((each) => each.path),
      (permissions, what, whom) => `someone outside Terraform gave ${permissions} on ${what} to ${whom}`,
    ),
    ...told(
      'drift-lost',
      lost.map((each) => each.path),
      (permissions, what, whom) => `someone outside Terraform took ${permissions} on ${what} from ${whom}`,
    ),
    ...told(
      'drift-gained',
      changed.map((each) => each.after),
      (permissions, what, whom) =>
        `someone outside Terraform changed the limits of ${permissions} on ${what} for ${whom}`,
    ),
  ]
}

function told(
  rule: 'drift-gained' | 'drift-lost',
  paths: readonly ReviewPath[],
  say: (permissions: string, what: string, whom: string) => string,
): Omit<Finding, 'risk'>[] {
  const groups = new Map<string, ReviewPath[]>()
  for (const path of paths) {
    const { environment, role, dataset, database, table, location } = path
    const key = JSON.stringify([environment, role, dataset, database, table, location])
    const known = groups.get(key)
    if (known) known.push(path)
    else groups.set(key, [path])
  }
  return [...groups.values()].map((all): Omit<Finding, 'risk'> => {
    const [first] = all as [ReviewPath, ...ReviewPath[]]
    const permissions = namesOf(all.map((each) => each.permission))
    const whom = namesOf(all.map((each) => each.group))
    const { environment, address, source } = first
    return {
      rule,
      environment,
      message: say(permissions, resourceWords(first), whom),
      ...(address !== undefined && { address }),
      ...(source && { source }),
    }
  })
}
