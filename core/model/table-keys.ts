/**
 * Every key of the entitlement table. Terraform and the hooks never write the same key: Terraform's rows are META,
 * TRUST and ENV#…, all others are the hooks'. IAM sees the partition key alone, so what the hooks believe of one another
 * is in partitions of their own (`HOOK_PARTITIONS`): in `GROUP#…` both write, and there a row opens nothing by itself.
 */
export const PARTITION_KEY = 'PK'
export const SORT_KEY = 'SK'

export interface TableKey {
  readonly PK: string
  readonly SK: string
}

const META = 'META'
const LIVE = 'LIVE'

/** How the sort keys of rows begin that hooks write beside those of Terraform. */
export const LIVE_PREFIX = `${LIVE}#`
export const SERVICE_PREFIX = 'SERVICE#'
export const ENVIRONMENT_PREFIX = 'ENV#'

export const groupPartition = (group: string): string => `GROUP#${group}`
export const environmentPartition = (environment: string): string => `${ENVIRONMENT_PREFIX}${environment}`
export const servicePartition = (service: string): string => `${SERVICE_PREFIX}${service}`
/** What events have added to an environment. */
export const liveEnvironmentPartition = (environment: string): string => LIVE_PREFIX + environmentPartition(environment)
export const liveServicePartition = (service: string): string => LIVE_PREFIX + servicePartition(service)
export const datasetPartition = (environment: string, dataset: string): string => `DATASET#${environment}#${dataset}`

/** What Terraform writes. */
export const declaredKey = {
  /** What a group opens in an environment. */
  group: (group: string, environment: string): TableKey => ({
    PK: groupPartition(group),
    SK: environmentPartition(environment),
  }),
  /** What an environment is applied with: its revision, and the codes of its groups. */
  environment: (environment: string): TableKey => ({ PK: environmentPartition(environment), SK: META }),
  /** What the trust policies of an environment's roles are made of. */
  trust: (environment: string): TableKey => ({ PK: environmentPartition(environment), SK: 'TRUST' }),
  service: (service: string): TableKey => ({ PK: servicePartition(service), SK: META }),
}

/** What hooks write. */
export const liveKey = {
  /** What a group opens at run time through one dataset's events: read at sign-in. */
  group: (group: string, environment: string, dataset: string): TableKey => ({
    PK: groupPartition(group),
    SK: `${LIVE_PREFIX}${environment}#${dataset}`,
  }),
  /** The same, by environment: read where trust policies are rendered. */
  member: (environment: string, dataset: string, group: string): TableKey => ({
    PK: liveEnvironmentPartition(environment),
    SK: `${LIVE_PREFIX}${dataset}#${group}`,
  }),
  /** A service of run time in an environment. */
  serviceIn: (environment: string, service: string): TableKey => ({
    PK: liveEnvironmentPartition(environment),
    SK: `${SERVICE_PREFIX}${service}`,
  }),
  /** The newest version of a dataset's state. */
  dataset: (environment: string, dataset: string): TableKey => ({
    PK: datasetPartition(environment, dataset),
    SK: LIVE,
  }),
  datasetHistory: (environment: string, dataset: string, version: number): TableKey => ({
    PK: datasetPartition(environment, dataset),
    SK: eventKey(version),
  }),
  /** The newest version of a service's state. */
  service: (service: string): TableKey => ({ PK: liveServicePartition(service), SK: LIVE }),
  serviceHistory: (service: string, version: number): TableKey => ({
    PK: liveServicePartition(service),
    SK: eventKey(version),
  }),
  /** Whose a code is. */
  code: (code: string): TableKey => ({ PK: `CODE#${code}`, SK: 'OWNER' }),
  /** Groups and applications that are known at run time only: one row, read at each sign-in. */
  index: (): TableKey => ({ PK: 'MESH', SK: LIVE }),
}

/** Sorts as the versions do: 2^53 has sixteen digits. */
const eventKey = (version: number): string => `EVENT#${String(version).padStart(16, '0')}`

/** Patterns of the partitions that hooks alone write. */
export const HOOK_PARTITIONS: readonly string[] = [
  liveKey.code('*').PK,
  datasetPartition('*', '*'),
  `${LIVE_PREFIX}*`,
  liveKey.index().PK,
]
