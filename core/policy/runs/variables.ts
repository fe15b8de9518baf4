import {
  bucketArn,
  glueArn,
  oidcProviderArn,
  roleArn,
  samlProviderArn,
  workgroupArn,
  type ArnScope,
} from '../../model/arn'
import { roleSeeds } from '../../model/graph'
import { tableArn } from '../../model/hook-names'
import { fillArn, type Mesh } from '../../model/mesh'
import {
  aliasName,
  bucketName,
  databaseName,
  datasetPrefix,
  rolePath,
  samlProviderName,
  sideAliasName,
  tableName,
} from '../../model/names'
import { resultsNames } from '../../model/results'
import type { RunRole } from '../../model/run-roles'
import { HUB } from '../../model/stack-names'
import { environmentPartition, groupPartition, servicePartition } from '../../model/table-keys'
import { list, object, text, type Shape } from '../template-shape'

const place = { mesh: text, partition: text, account: text, region: text }

/** What the templates of an environment's own pair may use. */
export const runEnvironmentShape: Shape = object({
  ...place,
  environment: text,
  boundary: text,
  roles: list(text),
  passed: text,
  samlProviders: text,
  issuers: list(text),
  aliases: list(text),
  buckets: list(text),
  catalog: list(text),
  workgroups: list(text),
  iceberg: text,
})

/** What the templates of the hub's pair may use. */
export const runHubShape: Shape = object({
  ...place,
  boundary: text,
  roles: text,
  table: text,
  alias: text,
  partitions: list(text),
  hooks: text,
  sync: text,
  pools: text,
})

/** What the templates of an environment's pair in the hub's account may use. */
export const runRowsShape: Shape = object({
  ...place,
  environment: text,
  table: text,
  alias: text,
  partitions: list(text),
})

export interface EnvironmentVariables {
  readonly mesh: string
  readonly partition: string
  readonly account: string
  readonly region: string
  readonly environment: string
  /** ARN of the mesh's permissions boundary; empty where it has none. */
  readonly boundary: string
  /** ARN patterns, as all below. */
  readonly roles: readonly string[]
  /** The roles that Lake Formation is handed. */
  readonly passed: string
  readonly samlProviders: string
  readonly issuers: readonly string[]
  readonly aliases: readonly string[]
  readonly buckets: readonly string[]
  readonly catalog: readonly string[]
  readonly workgroups: readonly string[]
  /** Whether the environment makes Iceberg tables. */
  readonly iceberg: boolean
}

export interface HubVariables extends HubPlace {
  /** ARN of the mesh's permissions boundary; empty where it has none. */
  readonly boundary: string
  /** The ARN pattern of the roles of hooks. */
  readonly roles: string
  /** Patterns of the partition keys that the stack's rows have. */
  readonly partitions: readonly string[]
  readonly hooks: boolean
  readonly sync: boolean
  /** Whether the hub makes identity pools. */
  readonly pools: boolean
}

export interface RowsVariables extends HubPlace {
  readonly environment: string
  readonly partitions: readonly string[]
}

interface HubPlace {
  readonly mesh: string
  readonly partition: string
  readonly account: string
  readonly region: string
  /** ARN of the entitlement table. */
  readonly table: string
  /** Alias of its key. */
  readonly alias: string
}

/**
 * The variables of an environment: patterns of names, so that a new dataset or persona asks for no new rights, and beside
 * them each name that no pattern of the environment's matches.
 */
export function environmentVariables(mesh: Mesh, name: string): EnvironmentVariables {
  const environment = mesh.environments.get(name)
  if (!environment) throw new Error(`the mesh has no environment ${name}`)
  const { settings } = mesh
  const { mesh: prefix, partition } = settings
  const { account, region } = environment
  const scope = { mesh: prefix, environment: name, account, partition, region }
  const datasets = Object.keys(environment.datasets)
  const { bucket: results, alias: resultsAlias } = resultsNames(scope)
  const roles = roleSeeds(mesh, name, environment)
  const databases = patterned(
    databaseName(name, ''),
    datasets.map((each) => databaseName(name, each)),
  )
  return {
    mesh: prefix,
    partition,
    account,
    region,
    environment: name,
    boundary: boundaryOf(mesh, name, account),
    roles: [rolePath(prefix), ...(settings.sync === 'pull' ? [`/${prefix}-sync/`] : [])].map((path) =>
      roleArn(scope, path, '*'),
    ),
    passed: roleArn(scope, rolePath(prefix), '*'),
    samlProviders: samlProviderArn(scope, samlProviderName(prefix, '*')),
    issuers: issuersOf(mesh, environment.services, scope),
    aliases: [
      ...patterned(
        aliasName(scope, ''),
        datasets.map((each) => aliasName(scope, each)),
      ),
      resultsAlias,
      ...(environment.home ? [sideAliasName(scope, 'home')] : []),
    ].map((each) => `arn:${partition}:kms:${region}:${account}:${each}`),
    buckets: [
      ...patterned(
        datasetPrefix(scope),
        datasets.map((each) => bucketName(scope, each)),
      ),
      results,
      ...(environment.home ? [environment.home.bucket] : []),
    ].map((each) => bucketArn(scope, each)),
    catalog: [
      'catalog',
      ...['default', ...databases].flatMap((each) => [
        `database/${each}`,
        `table/${each}/*`,
        `userDefinedFunction/${each}/*`,
      ]),
    ].map((each) => glueArn(scope, each)),
    workgroups: patterned(
      `${prefix}-${name}-`,
      roles.filter(({ kind }) => kind === 'persona' || kind === 'share').map((each) => each.name),
    ).map((each) => workgroupArn(scope, each)),
    iceberg: Object.values(environment.datasets).some(({ tables }) =>
      Object.values(tables).some(({ format, managed }) => format === 'iceberg' && managed),
    ),
  }
}

export function hubVariables(mesh: Mesh): HubVariables {
  const { hub, hooks, sync, services, mesh: prefix } = mesh.settings
  return {
    ...hubPlace(mesh),
    boundary: boundaryOf(mesh, HUB, hub.account),
    roles: roleArn({ ...hub, partition: mesh.settings.partition }, `/${prefix}-hub/`, '*'),
    partitions: partitionsOf({ reach: 'hub', workspace: HUB }),
    hooks: hooks !== undefined,
    sync: sync === 'pull',
    pools: Object.values(services).some((each) => each.protocol === 'cognito' && each.userPool !== undefined),
  }
}

export const rowsVariables = (mesh: Mesh, environment: string): RowsVariables => ({
  ...hubPlace(mesh),
  environment,
  partitions: partitionsOf({ reach: 'rows', workspace: environment }),
})

/** Patterns of the partition keys of the rows that a stack writes. */
export function partitionsOf({ reach, workspace }: Pick<RunRole, 'reach' | 'workspace'>): string[] {
  if (reach === 'environment') return []
  return reach === 'hub' ? [servicePartition('*')] : [environmentPartition(workspace), groupPartition('*')]
}

function hubPlace({ settings: { mesh, partition, hub } }: Mesh): HubPlace {
  const name = tableName(mesh)
  return { mesh, partition, ...hub, table: tableArn({ ...hub, mesh, partition }, name), alias: `alias/${name}` }
}

/** A prefix as a pattern, and the names that do not begin with it, because they were cut or somebody chose them. */
const patterned = (prefix: string, names: readonly string[]): string[] => [
  `${prefix}*`,
  ...[...new Set(names)].filter((each) => !each.startsWith(prefix)).sort(),
]

/** Providers of issuers have the issuer's name: of the environment's services, those that the account knows people by. */
function issuersOf({ settings }: Mesh, services: readonly string[], scope: ArnScope): string[] {
  const issuers = services.flatMap((name) => {
    const service = settings.services[name]
    return service?.protocol === 'oidc' ? [service.issuer] : []
  })
  return [...new Set(issuers)].sort().map((each) => oidcProviderArn(scope, each))
}

function boundaryOf({ settings }: Mesh, environment: string, account: string): string {
  const { permissionsBoundary, partition, mesh } = settings
  return permissionsBoundary === undefined
    ? ''
    : fillArn(permissionsBoundary, { partition, mesh, environment, account })
}
