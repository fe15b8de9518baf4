import { bucketArn, glueArn, workgroupArn } from '../model/arn'
import { compareText } from '../model/diagnostic'
import { aliasName, databaseName, datasetPrefix, type NameScope } from '../model/names'
import { jobsFolder, resultsFolder, resultsNames } from '../model/results'
import type { DatabaseGrant, EnvironmentAccess, LocationGrant, LocationPermission, RoleAccess } from '../model/graph'
import { list, object, text, type Shape } from './template-shape'

const files = object({
  objects: list(text),
  buckets: list(text),
  aliases: list(text),
  wholeBuckets: list(text),
  folders: list(object({ bucket: text, prefixes: list(text) })),
})

const databases = list(object({ name: text, arn: text, tables: text }))

/** What the template of a role's policy may use: the promise that a mesh's own templates rely on. */
export const roleShape: Shape = object({
  mesh: text,
  environment: text,
  partition: text,
  account: text,
  region: text,
  catalog: text,
  role: object({ name: text, arn: text, persona: text }),
  workgroup: object({ name: text, arn: text }),
  results: object({ bucket: text, folder: text, alias: text }),
  jobs: object({ role: text, folder: text }),
  databases,
  written: databases,
  filtered: text,
  alters: text,
  writable: files,
  deletable: files,
  readable: files,
})

/** The variables of one role. `compact` names all datasets of the environment by their common prefix. */
export function roleVariables(environment: EnvironmentAccess, role: RoleAccess, compact: boolean): object {
  const { mesh, environment: name, partition, account, region, roles } = environment
  // A persona and its jobs share one folder and one workgroup: what the jobs may do is what the persona may do.
  const author = role.kind === 'jobs' ? roles.find((each) => each.key === `persona_${role.persona}`) : role
  const runner = roles.find((each) => each.kind === 'jobs' && each.persona === role.persona && role.kind !== 'share')
  const workgroup = author?.name ?? role.name
  const results = resultsNames(environment)
  const own = role.databases.filter((each) => each.dataset !== null)
  const written = own.filter((each) => writesIn(role, each))
  const named = (grants: readonly { readonly database: string }[]): object[] =>
    (compact && grants.length === own.length ? [{ database: `${databaseName(name, '')}*` }] : grants).map(
      ({ database }) => ({
        name: database,
        arn: glueArn(environment, `database/${database}`),
        tables: glueArn(environment, `table/${database}/*`),
      }),
    )
  return {
    mesh,
    environment: name,
    partition,
    account,
    region,
    catalog: glueArn(environment, 'catalog'),
    role: { name: role.name, arn: role.arn, persona: role.persona },
    workgroup: { name: workgroup, arn: workgroupArn(environment, workgroup) },
    results: { bucket: bucketArn(environment, results.bucket), folder: resultsFolder(workgroup), alias: results.alias },
    jobs: { role: runner?.arn ?? '', folder: jobsFolder(workgroup) },
    databases: named(own),
    written: named(written),
    filtered: role.tables.some((each) => each.limit !== undefined),
    alters: role.databases.some((each) => each.permissions.includes('ALTER')),
    writable: fileVariables(environment, role, 's3:PutObject', compact),
    deletable: fileVariables(environment, role, 's3:DeleteObject', compact),
    readable: fileVariables(environment, role, 's3:GetObject', compact),
  }
}

/** Whether a role holds more than reading on a database or on something in it. */
function writesIn({ tables }: RoleAccess, { database, permissions }: DatabaseGrant): boolean {
  const held = tables.filter((each) => each.database === database).flatMap((each) => each.permissions)
  return [...permissions, ...held].some((each) => each !== 'DESCRIBE' && each !== 'SELECT')
}

function fileVariables(
  environment: EnvironmentAccess,
  role: RoleAccess,
  permission: LocationPermission,
  compact: boolean,
): object {
  const places = role.locations.filter((each) => each.permissions.includes(permission))
  const whole = places.filter((each) => each.prefix === '')
  if (compact && whole.length > 0 && whole.length === places.length) {
    const cut = whole.filter(({ bucket }) => !isDatasetBucketName(environment, bucket))
    const buckets = [datasetBucketNames(environment), ...cut.map((each) => each.bucket)].map((each) =>
      bucketArn(environment, each),
    )
    return {
      objects: buckets.map((each) => `${each}/*`),
      buckets,
      wholeBuckets: buckets,
      folders: [],
      aliases: [`${aliasName(environment, '')}*`],
    }
  }
  const arn = (place: LocationGrant): string => bucketArn(environment, place.bucket)
  const alias = (place: LocationGrant): string[] =>
    environment.datasets.flatMap((each) => (each.name === place.dataset ? [each.alias] : []))
  const prefixes = new Map<string, string[]>()
  for (const place of places.filter((each) => each.prefix !== '')) {
    prefixes.set(arn(place), [...(prefixes.get(arn(place)) ?? []), `${place.prefix}*`])
  }
  return {
    objects: places.map((place) => `${arn(place)}/${place.prefix}*`),
    buckets: unique(places.map(arn)),
    aliases: unique(places.flatMap(alias)),
    wholeBuckets: unique(whole.map(arn)),
    folders: [...prefixes].sort(([a], [b]) => compareText(a, b)).map(([bucket, each]) => ({ bucket, prefixes: each })),
  }
}

/** The pattern of dataset buckets; the account at its end keeps out those of an environment with a longer name. */
const datasetBucketNames = (scope: NameScope): string => `${datasetPrefix(scope)}*-${scope.account}`

/** Whether the pattern matches; a dataset bucket whose name was cut to its limit is named beside it. */
export const isDatasetBucketName = (scope: NameScope, bucket: string): boolean =>
  bucket.startsWith(datasetPrefix(scope)) && bucket.endsWith(`-${scope.account}`)

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort()
