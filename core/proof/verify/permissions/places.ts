import { bucketArn, glueArn, roleArn, workgroupArn } from '../../../model/arn'
import type { EnvironmentAccess, RoleAccess } from '../../../model/graph'
import { databaseName, rolePath } from '../../../model/names'
import { jobsFolder, resultsFolder, resultsNames } from '../../../model/results'
import { many } from '../../../policy/document'
import type { SynthRole } from '../../../terraform/rendered/roles'

/** Whose name no mesh has: what covers it covers everything. */
export const NOBODY = 'of-nobody'

/** Templates that come with Trustloom: what a role with them alone needs is known in full. */
export const BUILT_IN: ReadonlySet<string> = new Set([
  'catalog-reader',
  'catalog-writer',
  'data-grantor',
  'data-lake-user',
  'data-writer',
  'files-reader',
  'home',
  'pipeline-author',
  'pipeline-job',
])

/** A role that the files declare: one of the graph, or the one with which Lake Formation reads a dataset's bucket. */
export interface DeclaredRole {
  readonly name: string
  readonly arn: string
  /** `undefined` for a location role. */
  readonly access: RoleAccess | undefined
  /** The dataset of a location role. */
  readonly dataset: string | undefined
  /** Names of templates. */
  readonly policies: ReadonlySet<string>
  /** Whether a template of the mesh's own may give it more than the built-in ones, outside what the mesh protects. */
  readonly hasOwnTemplate: boolean
  /** Whether it has every dataset, and its policies name them by what their names begin with. */
  readonly isCompact: boolean
}

/** What an environment consists of, as far as policies name it. */
export interface Places {
  readonly access: EnvironmentAccess
  readonly roles: readonly DeclaredRole[]
  readonly results: { readonly bucket: string; readonly alias: string }
  /** Names of the roles that have a folder of query results, jobs or both, and a workgroup. */
  readonly workgroups: readonly string[]
  readonly bucketArn: (bucket: string) => string
  readonly glueArn: (resource: string) => string
  readonly workgroupArn: (name: string) => string
  readonly keyArn: string
}

export function placesOf(access: EnvironmentAccess): Places {
  const declared = access.roles.map((role): DeclaredRole => ({
    name: role.name,
    arn: role.arn,
    access: role,
    dataset: undefined,
    policies: new Set(role.policies),
    hasOwnTemplate: role.policies.some((each) => !BUILT_IN.has(each)),
    isCompact: false,
  }))
  const locations = access.datasets.map(({ name, locationRole }): DeclaredRole => ({
    ...locationRole,
    access: undefined,
    dataset: name,
    policies: new Set(),
    hasOwnTemplate: false,
    isCompact: false,
  }))
  return {
    access,
    roles: [...declared, ...locations],
    results: resultsNames(access),
    workgroups: access.roles
      .filter(({ kind }) => kind === 'persona' || kind === 'share' || kind === 'live')
      .map((each) => each.name),
    bucketArn: (bucket) => bucketArn(access, bucket),
    glueArn: (resource) => glueArn(access, resource),
    workgroupArn: (name) => workgroupArn(access, name),
    keyArn: `arn:${access.partition}:kms:${access.region}:${access.account}:key/11111111-2222-3333-4444-555555555555`,
  }
}

/**
 * A role as its policies were rendered: one with all datasets of a large environment has no room to name each, and
 * reaches what will be called like one.
 */
export function asRendered(places: Places, role: DeclaredRole, policies: SynthRole['policies']): DeclaredRole {
  const { environment, datasets } = places.access
  if (role.access?.databases.length !== datasets.length + 1) return role
  const pattern = places.glueArn(`database/${databaseName(environment, '')}*`)
  const names = [...policies.values()].flatMap((each) => each.Statement.flatMap(({ Resource }) => many(Resource)))
  return names.includes(pattern) ? { ...role, isCompact: true } : role
}

/** The role in whose folders and workgroup a role works: its own, or its author's. `undefined`: it has none. */
export function workgroupOf({ access: { roles } }: Places, { access: role }: DeclaredRole): string | undefined {
  if (role?.kind === 'persona' || role?.kind === 'share' || role?.kind === 'live') return role.name
  if (role?.kind !== 'jobs') return undefined
  return roles.find((each) => each.kind === 'persona' && each.persona === role.persona)?.name
}

/** The role that a role's jobs run as. */
export function runnerOf({ access: { roles } }: Places, { access: role }: DeclaredRole): string | undefined {
  if (role?.kind !== 'persona') return undefined
  return roles.find((each) => each.kind === 'jobs' && each.persona === role.persona)?.arn
}

export const folders = { results: resultsFolder, jobs: jobsFolder } as const

/** ARN of a role of the mesh in the environment's account. */
export const meshRole = ({ access }: Places, name: string): string => roleArn(access, rolePath(access.mesh), name)
