import { error, type Diagnostic, type Position } from '../diagnostic'
import { roleSeeds } from '../graph'
import { scopeOf } from '../graph/roles'
import { hookFunctions, hubScope, trustSyncRole } from '../hook-names'
import type { Mesh } from '../mesh'
import { aliasName, bucketName, databaseName } from '../names'
import { resultsNames } from '../results'
import { bootstraps } from '../run-roles'
import { environmentsOf, type Check } from './check'

interface Named {
  readonly name: string
  readonly what: string
  readonly at: Position | undefined
}

/** Names that AWS wants unique are: roles and databases in an account, buckets in the world. */
export const checkNames: Check = (context) => {
  const { backend } = context.mesh.settings
  const state = context.mesh.places.mesh(['backend', 'bucket'])
  const buckets: Named[] = backend.type === 's3' ? [{ name: backend.bucket, what: "Terraform's state", at: state }] : []
  const found: Diagnostic[] = []
  for (const { name, settings, at } of environmentsOf(context)) {
    const scope = scopeOf(context.mesh, name, settings)
    const datasets = Object.keys(settings.datasets).map((dataset) => ({ dataset, at: at('datasets', dataset) }))
    const roles = roleSeeds(context.mesh, name, settings).map((seed): Named => {
      const what = {
        persona: `the persona ${seed.persona}`,
        jobs: `the jobs of ${seed.persona}`,
        home: 'home storage',
        location: `the dataset ${seed.persona}`,
        live: `the live role of ${seed.dataset}`,
        share: `the share with ${seed.groups[0]?.name}`,
      }[seed.kind]
      return { name: seed.name, what, at: seed.at }
    })
    const roleHint =
      'name one of them: roleName on the access entries of the group; or rename the persona or the dataset'
    const own = [
      ...hookRoles(context.mesh, { name, account: settings.account }, at()),
      ...runRoles(context.mesh, settings.account, at()),
    ]
    found.push(...clashes([...own, ...roles], 'an IAM role', roleHint, (role) => role.toLowerCase()))
    found.push(
      ...clashes(
        datasets.map((each) => ({
          name: databaseName(name, each.dataset),
          what: `the dataset ${each.dataset}`,
          at: each.at,
        })),
        'a Glue database',
        'rename one of the datasets',
      ),
    )
    const aliases = datasets.map((each) => ({
      name: aliasName(scope, each.dataset),
      what: `the dataset ${each.dataset}`,
      at: each.at,
    }))
    found.push(
      ...clashes(
        [...aliases, { name: resultsNames(scope).alias, what: 'query results', at: at() }],
        'a KMS alias',
        'rename one of the datasets',
      ),
    )
    buckets.push(
      ...datasets.map((each) => ({
        name: bucketName(scope, each.dataset),
        what: `the dataset ${each.dataset} of ${name}`,
        at: each.at,
      })),
    )
    buckets.push({ name: resultsNames(scope).bucket, what: `the query results of ${name}`, at: at() })
    if (settings.home)
      buckets.push({ name: settings.home.bucket, what: `the home storage of ${name}`, at: at('home', 'bucket') })
  }
  return [...found, ...clashes(buckets, 'an S3 bucket', 'bucket names are unique in the world: rename one of the two')]
}

/** The roles of hooks in an environment's account, which the hub's may be. */
function hookRoles(
  { settings }: Mesh,
  environment: { readonly name: string; readonly account: string },
  at: Position | undefined,
): Named[] {
  const hub = hubScope(settings)
  const functions = hub.account === environment.account ? hookFunctions(settings) : []
  const sync = settings.sync === 'pull' ? [trustSyncRole(hub, environment).name] : []
  return [
    ...functions.map((each) => ({ name: each.role.name, what: `the hook ${each.name}`, at })),
    ...sync.map((name) => ({ name, what: 'trust-sync', at })),
  ]
}

/** The roles of runs in an environment's account. */
function runRoles(mesh: Mesh, account: string, at: Position | undefined): Named[] {
  const roles = bootstraps(mesh).filter((each) => each.account === account)
  return roles.flatMap((each) => each.roles.map(({ name }) => ({ name, what: 'runs of Terraform', at })))
}

function clashes(
  named: readonly Named[],
  kind: string,
  hint: string,
  key: (name: string) => string = (name) => name,
): Diagnostic[] {
  const owners = new Map<string, Named>()
  return named.flatMap((each): Diagnostic[] => {
    const owner = owners.get(key(each.name))
    if (!owner) {
      owners.set(key(each.name), each)
      return []
    }
    return [
      error(
        'name-clash',
        `${each.what} and ${owner.what} would both be ${kind} named ${each.name}`,
        each.at ?? owner.at,
        hint,
      ),
    ]
  })
}
