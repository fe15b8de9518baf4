import type { EnvironmentAccess, RoleAccess } from '../model/graph'
import { writesDepartment } from '../model/graph/home'
import type { Mesh } from '../model/mesh'
import { resultsNames } from '../model/results'
import type { PolicyDocument } from './document'
import {
  bucketPolicy,
  datasetKeyPolicy,
  homePolicy,
  keyPolicy,
  locationPolicy,
  resultsKeyPolicy,
} from './resource-policies'
import { rolePolicies, type Policies, type Render } from './role-policies'
import { roleTrust } from './role-trust'
import { serviceTrust, type TrustProps } from './trust'

/** Every policy of an environment, as data. */
export interface CompiledEnvironment {
  readonly access: EnvironmentAccess
  /** By role key. */
  readonly roles: ReadonlyMap<string, CompiledRole>
  /** By dataset name. */
  readonly datasets: ReadonlyMap<string, CompiledDataset>
  readonly results: BucketPolicies
  readonly home: BucketPolicies | undefined
}

export interface CompiledRole {
  readonly access: RoleAccess
  /** Who may open it; `undefined` for the role of jobs, which people hand to Glue. */
  readonly trust: TrustProps | undefined
  readonly policies: Policies
}

export interface BucketPolicies {
  readonly bucket: PolicyDocument
  readonly key: PolicyDocument
}

export interface CompiledDataset extends BucketPolicies {
  readonly locationTrust: PolicyDocument
  readonly location: PolicyDocument
}

/** Renders every policy of an environment. */
export function compileEnvironment(mesh: Mesh, access: EnvironmentAccess, render: Render): CompiledEnvironment {
  const { home } = access
  const roles = access.roles.map((role): [string, CompiledRole] => {
    const policies =
      role.kind === 'home' && home
        ? { home: homePolicy(access, { ...home, departmentWrite: writesDepartment(home, role.key) }, render) }
        : rolePolicies(access, role, render)
    return [role.key, { access: role, trust: roleTrust(mesh.settings.sourceIdentity, access, role), policies }]
  })
  const datasets = access.datasets.map((dataset): [string, CompiledDataset] => [
    dataset.name,
    {
      bucket: bucketPolicy(access, dataset.bucket, render),
      key: datasetKeyPolicy(access, dataset, render),
      locationTrust: locationTrust(access),
      location: locationPolicy(access, dataset, render),
    },
  ])
  const homeUsers = access.roles.filter((each) => each.kind === 'home').map((each) => each.arn)
  return {
    access,
    roles: new Map(roles),
    datasets: new Map(datasets),
    results: {
      bucket: bucketPolicy(access, resultsNames(access).bucket, render),
      key: resultsKeyPolicy(access, render),
    },
    home: home && {
      bucket: bucketPolicy(access, home.bucket, render),
      key: keyPolicy(access, { users: homeUsers }, render),
    },
  }
}

/** @see https://docs.aws.amazon.com/lake-formation/latest/dg/cross-service-confused-deputy-prevention.html */
function locationTrust({ partition, region, account }: EnvironmentAccess): PolicyDocument {
  return serviceTrust('lakeformation.amazonaws.com', {
    ArnEquals: { 'aws:SourceArn': `arn:${partition}:lakeformation:${region}:${account}:*` },
    StringEquals: { 'aws:SourceAccount': account },
  })
}
