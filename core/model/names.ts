import { sha256 } from './hash'
import { NAME_QUOTAS } from './quotas/table/names'

/**
 * Names of what is rendered. AWS limits lengths; a name over its limit is cut and closed with six hex digits of its
 * SHA-256, so that it stays recognisable and distinct.
 */
export const NAME_LIMITS = {
  role: NAME_QUOTAS['role-name'].limit,
  bucket: NAME_QUOTAS['bucket-name'].limit,
  glue: NAME_QUOTAS['database-name'].limit,
  samlProvider: NAME_QUOTAS['saml-provider-name'].limit,
  kmsAlias: NAME_QUOTAS['key-alias'].limit,
} as const

/** Cuts a name to its limit. */
export function fit(name: string, limit: number): string {
  if (name.length <= limit) return name
  const digits = sha256(name).toString('hex').slice(0, 6)
  return name.slice(0, limit - digits.length) + digits
}

/** A group's name as part of a role's: lower-case letters, digits and single dashes; hex where nothing is left. */
export function slug(group: string): string {
  const plain = group
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return plain === '' ? sha256(group).toString('hex').slice(0, 6) : plain
}

/** What names in one environment (or the hub) are made of. */
export interface NameScope {
  readonly mesh: string
  readonly environment: string
  readonly account: string
}

export const roleName = (scope: NameScope, suffix: string): string =>
  fit(`${scope.mesh}-${scope.environment}-${suffix}`, NAME_LIMITS.role)

/** The role that events of a dataset put groups into. */
export const liveRoleName = (scope: NameScope, dataset: string): string => roleName(scope, `live-${dataset}`)

export const bucketName = (scope: NameScope, suffix: string): string =>
  fit(`${scope.mesh}-${scope.environment}-${suffix}-${scope.account}`, NAME_LIMITS.bucket)

export const aliasName = (scope: NameScope, suffix: string): string =>
  fit(`alias/${scope.mesh}-${scope.environment}-${suffix}`, NAME_LIMITS.kmsAlias)

/**
 * Buckets and keys that hold no dataset are named the other way round, so that a pattern over all datasets of an
 * environment does not match them.
 */
export const sideBucketName = (scope: NameScope, what: string): string =>
  fit(`${what}-${scope.mesh}-${scope.environment}-${scope.account}`, NAME_LIMITS.bucket)

export const sideAliasName = (scope: NameScope, what: string): string =>
  fit(`alias/${what}-${scope.mesh}-${scope.environment}`, NAME_LIMITS.kmsAlias)

/** How the names of an environment's dataset buckets begin. */
export const datasetPrefix = (scope: NameScope): string => `${scope.mesh}-${scope.environment}-`

/** Glue, Athena and Spark agree on lower-case letters, digits and `_`. */
export const databaseName = (environment: string, dataset: string): string =>
  fit(`${environment}_${dataset}`.toLowerCase().replace(/[^a-z0-9]+/g, '_'), NAME_LIMITS.glue)

export const samlProviderName = (mesh: string, service: string): string =>
  fit(`${mesh}-${service}`, NAME_LIMITS.samlProvider)

/** The IAM path of every role of a mesh. */
export const rolePath = (mesh: string): string => `/${mesh}/`

/** The entitlement table in the hub. */
export const tableName = (mesh: string): string => `${mesh}-entitlements`
