import { writtenRules, type ChangeRules } from '../../core/model/change-rules'
import type { DatasetAccess, EnvironmentAccess, ServiceAccess } from '../../core/model/graph'
import { partitionFacts } from '../../core/model/partition'

/**
 * The `trustloom` output: what lets a plan or a state be read without the mesh. It holds names and no permission, since
 * permissions are read from the resources themselves.
 */
export interface TrustloomOutput {
  readonly schemaVersion: 1
  readonly mesh: string
  readonly environment: string
  readonly services: Readonly<Record<string, ServiceOutput>>
  /** Code → group. */
  readonly groups: Readonly<Record<string, string>>
  /** Glue database → dataset. */
  readonly databases: Readonly<Record<string, DatabaseOutput>>
  /** How changes are checked, rated and approved, as far as somebody says it. */
  readonly rules: Partial<ChangeRules>
}

export interface ServiceOutput {
  readonly protocol: ServiceAccess['protocol']
  /** ARN of the IAM provider, or the id of the identity pool. */
  readonly provider: string
  /** Of SAML, where it is not that of the partition. */
  readonly audience?: string
  /** What tells services on one issuer apart. */
  readonly clientIds?: readonly string[]
}

export interface DatabaseOutput {
  readonly dataset: string
  readonly bucket: string
  readonly classification: string
  /** What the classification means among those of the mesh. */
  readonly sensitivity: DatasetAccess['sensitivity']
  readonly owner: string
}

export function environmentOutput(access: EnvironmentAccess, rules: ChangeRules): TrustloomOutput {
  const usual = partitionFacts(access.partition).samlAudience
  const groups = access.roles.flatMap((role) => role.groups.map(({ code, name }) => [code, name] as const))
  return {
    schemaVersion: 1,
    mesh: access.mesh,
    environment: access.environment,
    services: Object.fromEntries(
      access.services.map((each) => [
        each.name,
        {
          protocol: each.protocol,
          provider: each.provider,
          ...(each.protocol === 'oidc' && { clientIds: each.clientIds }),
          ...(each.protocol === 'saml' && each.audience !== usual && { audience: each.audience }),
        },
      ]),
    ),
    groups: Object.fromEntries([...new Map(groups)].sort(([a], [b]) => (a < b ? -1 : 1))),
    databases: Object.fromEntries(
      access.datasets.map(({ database, name, bucket, classification, sensitivity, owner }) => [
        database,
        { dataset: name, bucket, classification, sensitivity, owner },
      ]),
    ),
    rules: writtenRules(rules),
  }
}
