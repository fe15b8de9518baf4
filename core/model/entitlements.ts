import { compareText } from './diagnostic'
import type { EnvironmentAccess, RoleAccess } from './graph'
import { declaredKey } from './table-keys'

/** What one group may open in one environment: what a sign-in hook reads. */
export interface EntitlementRow {
  /** `GROUP#<group>` */
  readonly PK: string
  /** `ENV#<environment>` */
  readonly SK: string
  readonly code: string
  /** Sorted by ARN. */
  readonly roles: readonly EntitledRole[]
}

export interface EntitledRole {
  readonly arn: string
  /** The persona's name, `share`, `live` or `home`. */
  readonly persona: string
  /** How long a session lasts at most, in hours. */
  readonly sessionHours: number
  /** Service → ARN of its IAM provider, or the id of its identity pool. */
  readonly services: Readonly<Record<string, string>>
  readonly datasets: readonly EntitledDataset[]
}

export interface EntitledDataset {
  readonly name: string
  /** The Glue database; absent for home storage. */
  readonly database?: string
  /** `s3://bucket/` */
  readonly location: string
}

/** A group with its code, as every row of it is written. */
export interface CodedGroup {
  readonly name: string
  readonly code: string
}

/**
 * What an environment is applied with. It says which groups the environment knows and what their codes are, and it is
 * the last row that an apply writes: a group that is new is known once all else of it is there.
 */
export interface AppliedRow {
  /** `ENV#<environment>` */
  readonly PK: string
  /** `META` */
  readonly SK: string
  /** The environment's digest: what hooks made on another one no longer holds. */
  readonly revision: string
  /** Sorted by name. */
  readonly groups: readonly CodedGroup[]
}

/** The row that an environment's Terraform writes last. */
export function appliedRow({ environment, roles }: EnvironmentAccess, revision: string): AppliedRow {
  const codes = new Map(roles.flatMap(({ groups }) => groups.map(({ name, code }) => [name, code] as const)))
  const groups = [...codes].map(([name, code]) => ({ name, code })).sort((a, b) => compareText(a.name, b.name))
  return { ...declaredKey.environment(environment), revision, groups }
}

/** The rows that an environment's Terraform owns: one a group, sorted by group. */
export function entitlementRows(environment: EnvironmentAccess): EntitlementRow[] {
  // By group at once: an account may have a thousand groups, each with a role of its own.
  const groups = new Map<string, { readonly code: string; readonly roles: Set<RoleAccess> }>()
  for (const role of environment.roles) {
    for (const { name, code } of role.groups) {
      const { roles } = groups.get(name) ?? { roles: new Set() }
      groups.set(name, { code, roles: role.kind === 'jobs' ? roles : roles.add(role) })
    }
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([group, { code, roles }]) => ({
      ...declaredKey.group(group, environment.environment),
      code,
      roles: [...roles].map((role) => entitledRole(environment, role)).sort((a, b) => compareText(a.arn, b.arn)),
    }))
}

function entitledRole(environment: EnvironmentAccess, role: RoleAccess): EntitledRole {
  const services = environment.services
    .filter((each) => role.services.includes(each.name))
    .map((each) => [each.name, each.provider])
  const { home, datasets } = environment
  const reached = new Set([...role.databases, ...role.locations].map((each) => each.dataset))
  return {
    arn: role.arn,
    persona: role.persona,
    sessionHours: role.sessionHours,
    services: Object.fromEntries(services),
    datasets:
      role.kind === 'home' && home
        ? [{ name: 'home', location: `s3://${home.bucket}/` }]
        : datasets
            .filter((each) => reached.has(each.name))
            .map(({ name, database, bucket }) => ({ name, database, location: `s3://${bucket}/` })),
  }
}
