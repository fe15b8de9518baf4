import { administratorsOf, readersOf } from '../../model/deployer'
import type { EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { aliasName, sideAliasName } from '../../model/names'
import { resultsNames } from '../../model/results'
import type { MeshSubject } from '../../policy/lint/mesh/subjects'
import type { SideRole } from '../access/roles'
import { policyFact, type Fact } from './fact'
import { boundaryFact } from './mesh-boundary'
import { metadataOf } from './mesh-metadata'
import { leadingServices } from './mesh-names'
import { entityOf } from './provider-facts'

const FACT_KINDS = { trust: 'trust', permission: 'policy', bucket: 'bucket-policy', key: 'key-policy' } as const

/** Policies of topics and queues are compared as what hooks run on. */
export function factOfSubject({ kind, owner: subject, policy, document }: MeshSubject): Fact[] {
  if (kind === 'topic' || kind === 'queue') return []
  return [policyFact({ kind: FACT_KINDS[kind], subject, document, ...(kind === 'permission' && { name: policy }) })]
}

/** What files say beside policies, as the stack's resources would. */
export function factsOf(mesh: Mesh, access: EnvironmentAccess, roles: readonly SideRole[]): Fact[] {
  const { environment, home, datasets } = access
  const data = (subject: string): Fact => ({ kind: 'data', subject, value: '' })
  const administrator =
    (name: string) =>
    (subject: string): Fact => ({ kind: 'administrator', subject, name, value: '' })
  const results = resultsNames(access)
  const leading = new Set(leadingServices(access))
  return [
    ...roles.map(({ name, boundary }) => boundaryFact(name, boundary)),
    // The jobs' trust is no policy of the mesh's: it names Glue, and nothing else.
    ...roles
      .filter(({ address }) => address.startsWith('aws_iam_role.jobs_'))
      .map(({ name, trust }) => policyFact({ kind: 'trust', subject: name, document: trust })),
    ...administratorsOf(mesh, environment).map(administrator('administers Lake Formation')),
    ...readersOf(mesh, environment).map(administrator('reads all of Lake Formation')),
    data('database default'),
    data(`bucket ${results.bucket}`),
    data(`key ${results.alias}`),
    ...(home ? [data(`bucket ${home.bucket}`), data(`key ${sideAliasName(access, 'home')}`)] : []),
    ...datasets.flatMap(({ name, bucket, database, tables }) => [
      data(`bucket ${bucket}`),
      data(`key ${aliasName(access, name)}`),
      data(`database ${database}`),
      ...Object.entries(tables).flatMap(([table, { managed }]) =>
        managed ? [data(`table ${database}.${table}`)] : [],
      ),
    ]),
    ...access.services.flatMap((each): Fact[] => {
      if (!leading.has(each.name) || each.protocol === 'cognito') return []
      if (each.protocol === 'oidc')
        return [{ kind: 'provider', subject: each.provider, value: each.provider.replace(/^.*:oidc-provider\//, '') }]
      return [{ kind: 'provider', subject: each.provider, value: entityOf(metadataOf(mesh, each.name)) }]
    }),
  ]
}
