import { bucketArn, roleArn, type ArnScope } from '../model/arn'
import type { DatasetAccess, EnvironmentAccess, HomeAccess, RoleAccess } from '../model/graph'
import { rolePath } from '../model/names'
import { resultsNames } from '../model/results'
import type { PolicyDocument } from './document'
import type { Render } from './role-policies'
import { list, object, text, type Shape } from './template-shape'

export const bucketShape: Shape = object({ bucket: text, roles: text })
export const keyShape: Shape = object({ root: text, users: list(text), readers: list(text), services: list(text) })
export const locationShape: Shape = object({
  partition: text,
  account: text,
  region: text,
  bucket: text,
  aliases: list(text),
})
const pair = object({ user: text, department: text })
export const homeShape: Shape = object({
  partition: text,
  account: text,
  region: text,
  bucket: text,
  alias: text,
  tags: pair,
  keys: pair,
  departmentWrite: text,
})

type MeshScope = ArnScope & { readonly mesh: string }

/** The ARN pattern of every role that the mesh has in an account. */
const meshRoles = (scope: MeshScope): string => roleArn(scope, rolePath(scope.mesh), '*')

export function bucketPolicy(scope: MeshScope, bucket: string, render: Render): PolicyDocument {
  return render('bucket', { bucket: bucketArn(scope, bucket), roles: meshRoles(scope) })
}

/** Who may use a key beside its administrators. */
export interface KeyUsers {
  /** ARNs that may encrypt and decrypt. @default - none */
  readonly users?: readonly string[]
  /** ARNs that may decrypt only. @default - none */
  readonly readers?: readonly string[]
  /** `kms:ViaService` patterns of services that use the key for their callers. @default - none */
  readonly services?: readonly string[]
}

export function keyPolicy(
  scope: ArnScope,
  { users = [], readers = [], services = [] }: KeyUsers,
  render: Render,
): PolicyDocument {
  return render('key', {
    root: `arn:${scope.partition}:iam::${scope.account}:root`,
    users: [...users].sort(),
    readers: [...readers].sort(),
    services,
  })
}

/** A dataset's key: Lake Formation's role and the roles that write its files use it, those that read files decrypt. */
export function datasetKeyPolicy(
  environment: EnvironmentAccess,
  dataset: DatasetAccess,
  render: Render,
): PolicyDocument {
  const having = (permission: string): RoleAccess[] =>
    environment.roles.filter((role) =>
      role.locations.some(
        (each) => each.dataset === dataset.name && each.permissions.some((one) => one === permission),
      ),
    )
  const writers = having('s3:PutObject').map((each) => each.arn)
  const readers = having('s3:GetObject').map((each) => each.arn)
  return keyPolicy(
    environment,
    { users: [dataset.locationRole.arn, ...writers], readers: readers.filter((each) => !writers.includes(each)) },
    render,
  )
}

/** The key of query results: every role of the mesh in the account, each below its own prefix. */
export function resultsKeyPolicy(environment: EnvironmentAccess, render: Render): PolicyDocument {
  return keyPolicy(environment, { users: [meshRoles(environment)] }, render)
}

export function locationPolicy(environment: EnvironmentAccess, dataset: DatasetAccess, render: Render): PolicyDocument {
  const { partition, account, region } = environment
  const aliases = [dataset.alias, resultsNames(environment).alias].sort()
  return render('location', { partition, account, region, bucket: bucketArn(environment, dataset.bucket), aliases })
}

export function homePolicy(environment: EnvironmentAccess, home: HomeAccess, render: Render): PolicyDocument {
  const { partition, account, region } = environment
  const { user, department } = home.attributes
  const key = (tag: string): string => `aws:PrincipalTag/${tag}`
  const variable = (tag: string): string => `\${${key(tag)}}`
  return render('home', {
    partition,
    account,
    region,
    bucket: bucketArn(environment, home.bucket),
    alias: home.alias,
    tags: { user: variable(user), department: variable(department) },
    keys: { user: key(user), department: key(department) },
    departmentWrite: home.departmentWrite,
  })
}
