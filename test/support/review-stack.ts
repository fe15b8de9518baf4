import type { PolicyDocument, Statement } from '../../core/policy/document'
import { trustPolicy } from '../../core/policy/trust'
import type { Names } from '../../core/access/reach/names'
import { trustReader, type OpenedBy } from '../../core/access/reach/openers'
import { rolesOf, type StackRole } from '../../core/access/reach/roles'
import type { ReadResource, Values } from '../../core/terraform/read/resource'
import { ACCOUNT, iam, oidc, pool, saml } from '../core/policy/services'

/** An environment with a service of each protocol, three groups and two datasets, written by hand. */

export const WAREHOUSE = saml('warehouse')
export const NOTEBOOKS = oidc('notebooks', 'login.example.com', ['client-1'])
export const PORTAL = pool('portal', '1')
const SERVICES = [WAREHOUSE, NOTEBOOKS, PORTAL]
export const SERVICE_NAMES = SERVICES.map((each) => each.name)

export const GROUPS = { HFAt: 'READERS', mTKM: 'ANALYSTS', a1B2: 'STEWARDS' } as const
export const IDENTITY = '*@novonordisk.com'

const bucketOf = (dataset: string): string => `novo-lab-${dataset}-${ACCOUNT}`
export const TRIALS = bucketOf('trials')
export const SALES = bucketOf('sales')

const dataset = (name: string): Names['databases'][string] => ({
  dataset: name,
  bucket: bucketOf(name),
  classification: 'internal',
  sensitivity: 'ordinary',
  owner: 'ann',
})

export const names = (changes: Partial<Names> = {}): Names => ({
  mesh: 'novo',
  environment: 'lab',
  account: ACCOUNT,
  region: 'eu-central-1',
  partition: 'aws',
  services: Object.fromEntries(
    SERVICES.map((each) => [
      each.name,
      {
        protocol: each.protocol,
        provider: each.provider,
        clientIds: each.protocol === 'oidc' ? each.clientIds : [],
      },
    ]),
  ),
  groups: GROUPS,
  databases: { lab_trials: dataset('trials'), lab_sales: dataset('sales') },
  ...changes,
})

export const policy = (...Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement })

export const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
})

export const resource = (type: string, name: string, values: Values): ReadResource => ({
  address: `${type}.${name}`,
  type,
  values,
})

export const roleArnOf = (name: string): string => iam(`role/${name}`)

export const roleResource = (name: string, trust: PolicyDocument, more: Values = {}): ReadResource =>
  resource('aws_iam_role', name, { name, assume_role_policy: JSON.stringify(trust), ...more })

export const rolePolicy = (role: string, document: PolicyDocument, name = 'data'): ReadResource =>
  resource('aws_iam_role_policy', `${role}__${name}`, { role, name, policy: JSON.stringify(document) })

/** A role with one policy, as a stack would have it. */
export function sideRole(name: string, trust: PolicyDocument, ...statements: readonly Statement[]): StackRole {
  const [role] = rolesOf([roleResource(name, trust), rolePolicy(name, policy(...statements))], names(), true).roles
  if (!role) throw new Error(`${name} was not read`)
  return role
}

/** The trust of a role that a group opens through the warehouse. */
export const people = (code: string): PolicyDocument =>
  trustPolicy({
    partition: 'aws',
    region: 'eu-central-1',
    services: [WAREHOUSE],
    codes: [code],
    sourceIdentity: IDENTITY,
  })

/** Who opens a role by a trust policy of these statements. */
export const readTrust = (...statements: readonly Statement[]): OpenedBy =>
  trustReader(names(), SERVICE_NAMES)(policy(...statements), roleArnOf('reader'))

/** The groups that open it, sorted. */
export const groupsIn = ({ openers }: OpenedBy): string[] => openers.map((each) => each.group).sort()
