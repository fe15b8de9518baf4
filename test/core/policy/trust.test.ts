import type { ServiceAccess } from '../../../core/model/graph'
import { PARTITIONS, type Partition } from '../../../core/model/partition'
import type { PolicyDocument, Statement } from '../../../core/policy/document'
import { signIn } from '../../../core/policy/sign-in'
import { trustPolicy } from '../../../core/policy/trust'
import { attempt, policyAdmits, type Session } from './attempt'
import { FOREIGN_TAGS, wrongSessions } from './refusals'
import { iam, oidc, pool, POOLS, saml } from './services'

const REGIONS: Record<Partition, string> = {
  aws: 'eu-central-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
}

/** Every service of a mesh; a role trusts some of them. */
const servicesOf = (partition: Partition): readonly ServiceAccess[] => [
  saml('databricks', partition),
  saml('powerbi', partition),
  oidc('jupyterhub', 'novo.okta.com/oauth2/aus1', ['jupyter', 'jupyter-beta'], partition),
  oidc('vscode', 'novo.okta.com/oauth2/aus1', ['vscode'], partition),
  oidc('airflow', 'login.example.org/oauth2/aus1', ['jupyter'], partition),
  pool('home', '1'),
  pool('portal', '2'),
]

const ROLES: readonly (readonly string[])[] = [
  ['databricks'],
  ['databricks', 'powerbi'],
  ['jupyterhub'],
  ['jupyterhub', 'vscode'],
  ['jupyterhub', 'airflow'],
  ['home'],
  ['home', 'portal'],
  ['databricks', 'jupyterhub', 'home'],
  ['databricks', 'powerbi', 'jupyterhub', 'vscode', 'airflow', 'home', 'portal'],
]

const codes = ['mTKM', 'HFAt']
const cases = PARTITIONS.flatMap((partition) => ROLES.map((names) => ({ partition, names, title: names.join(' + ') })))

describe.each(cases)('in $partition, a role that trusts $title', ({ partition, names }) => {
  const all = servicesOf(partition)
  const services = all.filter(({ name }) => names.includes(name))
  const trust = trustPolicy({
    partition,
    region: REGIONS[partition],
    services,
    codes,
    sourceIdentity: '*@novonordisk.com',
  })
  const role = iam('role/novo/novo-lab-reader', partition)
  const comes = (service: ServiceAccess, session: Session): boolean =>
    signIn(trust, attempt(service, role, partition, { groupHash: '.HFAt.', ...session })).allowed

  test('admits a member of either group through its services and through no other', () => {
    for (const service of all) {
      for (const groupHash of ['.HFAt.', '.mTKM.', '.aaaa.mTKM.zzzz.', '.HFAt.aaaa.', '.0000.HFAt.']) {
        expect([service.name, groupHash, comes(service, { groupHash })]).toEqual([
          service.name,
          groupHash,
          names.includes(service.name),
        ])
      }
    }
  })

  test('admits every client of a service, and no client of a service that is not of the role', () => {
    const clients = all.flatMap((service) =>
      service.protocol === 'oidc' ? service.clientIds.map((id) => ({ service, id })) : [],
    )
    for (const { service, id } of clients)
      expect([id, comes(service, { audience: id })]).toEqual([id, names.includes(service.name)])
  })

  test('refuses everybody whose tag does not hold a code of the role', () => {
    for (const service of services) {
      for (const [what, groupHash] of FOREIGN_TAGS) {
        const session = attempt(service, role, partition, { groupHash })
        expect([service.name, what, signIn(trust, session).allowed, policyAdmits(trust, session)]).toEqual([
          service.name,
          what,
          false,
          false,
        ])
      }
    }
  })

  test('refuses a member whose session is not as it should be', () => {
    for (const service of services) {
      for (const [what, wrong] of wrongSessions(service)) {
        const session = attempt(service, role, partition, { groupHash: '.HFAt.', ...wrong })
        expect([service.name, what, signIn(trust, session).allowed, policyAdmits(trust, session)]).toEqual([
          service.name,
          what,
          false,
          false,
        ])
      }
    }
  })

  test('keeps out sessions without a source identity even when somebody adds Allow sts:*', () => {
    const providers = [...new Set([...services.map(({ provider }) => provider), POOLS[partition]])]
    const sloppy: Statement = { Effect: 'Allow', Principal: { Federated: providers }, Action: 'sts:*' }
    const loose: PolicyDocument = { ...trust, Statement: [...trust.Statement, sloppy] }
    const enters = (service: ServiceAccess, session: Session): boolean =>
      signIn(loose, attempt(service, role, partition, session)).allowed
    for (const service of services) {
      const isChecked = service.protocol !== 'cognito' // a pool cannot set a source identity, so no Deny may name it
      expect([service.name, enters(service, { sourceIdentity: undefined })]).toEqual([service.name, !isChecked])
      if (isChecked)
        expect([service.name, enters(service, { sourceIdentity: 'eve@evil.com' })]).toEqual([service.name, false])
      expect([service.name, enters(service, {})]).toEqual([service.name, true])
    }
  })
})
