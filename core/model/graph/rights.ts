import type { Persona, TablePermission } from '../personas'
import { grantsOf, type Grants, type GrantScope } from './grants'
import { FILES_POLICY, locationsOf, WRITER_POLICY } from './locations'
import type { EnvironmentScope, RoleSeed } from './roles'
import type { RoleAccess } from './types'

/** The template of the role that a persona's jobs run as. */
const JOB_POLICY = 'pipeline-job'
/** The template that lets a role write what Lake Formation grants it of the catalogue: partitions, for one. */
const CATALOG_POLICY = 'catalog-writer'
/** The template that lets a role pass on what it holds with grant option. */
const GRANTOR_POLICY = 'data-grantor'

const READS: readonly TablePermission[] = ['DESCRIBE', 'SELECT']

/** What a role may do once it is open. */
export type Rights = Pick<RoleAccess, 'sessionHours' | 'policies' | 'databases' | 'tables' | 'locations'>

/** The rights of a persona's role, of its jobs, of a share, or of a live role. */
export function rightsOf(
  kind: RoleAccess['kind'],
  seed: RoleSeed,
  personas: ReadonlyMap<string, Persona>,
  grantScope: GrantScope,
  scope: EnvironmentScope,
): Rights {
  if (kind === 'share' || kind === 'live') {
    const receiver = kind === 'live' ? { live: seed.dataset ?? '' } : { group: seed.groups[0]?.name ?? '' }
    const grants = grantsOf(receiver, grantScope)
    const locations = locationsOf(grants, scope, true)
    const writes = locations.some((each) => each.permissions.includes('s3:PutObject'))
    const alters = grants.tables.some(({ permissions }) => permissions.some((each) => !READS.includes(each)))
    const policies = [
      'data-lake-user',
      ...(writes ? [WRITER_POLICY] : []),
      ...(alters ? [CATALOG_POLICY] : []),
      ...filesPolicy(grants),
    ]
    return { sessionHours: 1, policies, databases: grants.databases, tables: grants.tables, locations }
  }
  const level = personas.get(seed.persona)
  if (!level) throw new Error(`there is no persona ${seed.persona}`)
  const grants = grantsOf({ persona: seed.persona, level }, grantScope)
  const locations = locationsOf(grants, scope, level.policies.includes(WRITER_POLICY))
  const policies = [...level.policies, ...filesPolicy(grants).filter((each) => !level.policies.includes(each))]
  const { databases, tables } = grants
  if (kind === 'persona') {
    const grants = [...databases, ...tables].some((each) => each.grantable)
    const held = grants && !policies.includes(GRANTOR_POLICY) ? [...policies, GRANTOR_POLICY] : policies
    return { sessionHours: level.sessionHours, policies: held, databases, tables, locations }
  }
  // Jobs act with their author's data rights and no others, so that nobody gains by running one.
  const forJobs = [
    JOB_POLICY,
    ...policies.filter((each) => [WRITER_POLICY, FILES_POLICY, CATALOG_POLICY].includes(each)),
  ]
  const plain = { databases: databases.map(withoutOption), tables: tables.map(withoutOption) }
  return { sessionHours: level.sessionHours, policies: forJobs, ...plain, locations }
}

const withoutOption = <T extends { readonly grantable: boolean }>(grant: T): T => ({ ...grant, grantable: false })

const filesPolicy = (grants: Grants): string[] => (grants.files.length > 0 ? [FILES_POLICY] : [])
