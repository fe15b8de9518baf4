import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import { trustPolicy } from '../../../../core/policy/trust'
import { trustReader, type OpenedBy } from '../../../../core/access/reach/openers'
import { pool } from '../../policy/services'
import {
  GROUPS,
  groupsIn,
  IDENTITY,
  names,
  NOTEBOOKS,
  policy,
  PORTAL,
  readTrust,
  roleArnOf,
  SERVICE_NAMES,
  WAREHOUSE,
} from '../../../support/review-stack'

const rulesOf = ({ faults }: OpenedBy): string[] => [...new Set(faults.map((each) => each.rule))].sort()

const TAG = 'aws:RequestTag/GroupHash'
const ID = 'sts:SourceIdentity'
const CODES = ['*.HFAt.*']
const AUD = { 'SAML:aud': WAREHOUSE.audience }

const samlWith = (Condition: Conditions, more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: WAREHOUSE.provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Condition,
  ...more,
})
const GOOD: Conditions = { StringEquals: AUD, StringLike: { [ID]: IDENTITY, [TAG]: CODES } }

describe('a trust policy that asks for too little is told', () => {
  test.each<[string, Conditions, string[], string[]]>([
    ['nothing is missing', GOOD, [], ['READERS']],
    ['no group', { StringEquals: AUD, StringLike: { [ID]: IDENTITY } }, ['open-trust'], Object.values(GROUPS).sort()],
    [
      'a group, if the session says one',
      { StringEquals: AUD, StringLike: { [ID]: IDENTITY }, StringLikeIfExists: { [TAG]: CODES } },
      ['open-trust'],
      ['READERS'],
    ],
    [
      'some tag, whatever it is',
      { StringEquals: AUD, StringLike: { [ID]: IDENTITY, [TAG]: '*' } },
      ['open-trust'],
      Object.values(GROUPS).sort(),
    ],
    ['no audience', { StringLike: { [ID]: IDENTITY, [TAG]: CODES } }, ['open-trust'], ['READERS']],
    [
      'an audience, if there is one',
      { StringEqualsIfExists: AUD, StringLike: { [ID]: IDENTITY, [TAG]: CODES } },
      [],
      ['READERS'],
    ],
    [
      'any audience but one',
      { StringNotEquals: AUD, StringLike: { [ID]: IDENTITY, [TAG]: CODES } },
      ['open-trust'],
      ['READERS'],
    ],
    [
      'no source identity',
      { StringEquals: AUD, StringLike: { [TAG]: CODES } },
      ['source-identity-removed'],
      ['READERS'],
    ],
    [
      'any source identity',
      { StringEquals: AUD, StringLike: { [ID]: '*', [TAG]: CODES } },
      ['source-identity-removed'],
      ['READERS'],
    ],
    [
      'a source identity, if there is one',
      { StringEquals: AUD, StringLike: { [TAG]: CODES }, StringLikeIfExists: { [ID]: IDENTITY } },
      ['source-identity-removed'],
      ['READERS'],
    ],
    [
      'any source identity but those of the mesh',
      { StringEquals: AUD, StringLike: { [TAG]: CODES }, StringNotLike: { [ID]: IDENTITY } },
      ['source-identity-removed'],
      ['READERS'],
    ],
    ['nothing at all', {}, ['open-trust', 'source-identity-removed'], Object.values(GROUPS).sort()],
  ])('%s', (_, condition, rules, groups) => {
    const found = readTrust(samlWith(condition))
    expect(rulesOf(found)).toEqual(rules)
    expect(groupsIn(found)).toEqual(groups)
  })

  test('a source identity that only a Deny asks for is asked for', () => {
    const found = readTrust(
      samlWith({ StringEquals: AUD, StringLike: { [TAG]: CODES } }),
      samlWith({ StringNotLike: { [ID]: IDENTITY } }, { Effect: 'Deny' }),
    )
    expect([groupsIn(found), rulesOf(found)]).toEqual([['READERS'], []])
  })

  test('an audience that only a Deny asks for is one', () => {
    const asks = (audience: string): OpenedBy =>
      readTrust(
        samlWith({ StringLike: { [ID]: IDENTITY, [TAG]: CODES } }),
        samlWith({ StringNotEquals: { 'SAML:aud': audience } }, { Effect: 'Deny' }),
      )
    expect([groupsIn(asks(AUD['SAML:aud'])), rulesOf(asks(AUD['SAML:aud']))]).toEqual([['READERS'], []])
    const foreign = asks('https://eu-central-1.signin.aws.amazon.com/saml')
    expect([groupsIn(foreign), rulesOf(foreign)]).toEqual([['READERS'], ['open-trust']])
  })
})

describe('tokens of an issuer', () => {
  const oidcFor = (...clients: string[]): Statement =>
    samlWith(
      { StringEquals: { 'login.example.com:aud': clients }, StringLike: { [ID]: IDENTITY, [TAG]: CODES } },
      {
        Principal: { Federated: NOTEBOOKS.provider },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
      },
    )

  test('for the clients of its service are good', () => {
    expect(rulesOf(readTrust(oidcFor('client-1')))).toEqual([])
  })

  test.each([[['client-1', 'client-2']], [['client-2']]])('for clients of no service are not: %s', (clients) => {
    const found = readTrust(oidcFor(...clients))
    expect(groupsIn(found)).toEqual(['READERS'])
    expect(found.faults).toEqual([
      { rule: 'open-trust', says: 'opens through notebooks to tokens that are made for others' },
    ])
  })

  test('for the client of another service with the same issuer are that service’s', () => {
    const { services } = names()
    const other = { ...services.notebooks, clientIds: ['client-2'] } as (typeof services)[string]
    const all = names({ services: { ...services, other } })
    const found = trustReader(all, [...SERVICE_NAMES, 'other'])(policy(oidcFor('client-1', 'client-2')), roleArnOf('r'))
    expect(found.openers.map((each) => each.service)).toEqual(['notebooks', 'other'])
    expect(found.faults).toEqual([])
  })
})

describe('identity pools', () => {
  const POOLS = 'cognito-identity.amazonaws.com'
  const poolWith = (Condition: Conditions): Statement =>
    samlWith(
      { ...Condition, StringLike: { [TAG]: CODES } },
      { Principal: { Federated: POOLS }, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
    )
  const member: Conditions = { 'ForAnyValue:StringLike': { [`${POOLS}:amr`]: 'authenticated' } }
  const own = { StringEquals: { [`${POOLS}:aud`]: PORTAL.provider } }

  test.each<[string, Conditions, string[]]>([
    ['members of the own pool', { ...own, ...member }, []],
    ['guests, too', own, ['open-trust']],
    ['guests alone', { ...own, 'ForAnyValue:StringLike': { [`${POOLS}:amr`]: 'unauthenticated' } }, ['open-trust']],
    ['members of any pool of the world', member, ['open-trust']],
    [
      'somebody’s login in the pool',
      { ...own, 'ForAnyValue:StringLike': { [`${POOLS}:amr`]: 'graph.facebook.com' } },
      ['open-trust'],
    ],
  ])('%s', (_, condition, rules) => {
    const found = readTrust(poolWith(condition))
    expect([groupsIn(found), rulesOf(found)]).toEqual([['READERS'], rules])
  })

  test('any pool of the world where the environment has none', () => {
    const { portal: _, ...services } = names().services
    const found = trustReader(names({ services }), ['warehouse'])(policy(poolWith(member)), roleArnOf('reader'))
    expect(groupsIn(found)).toEqual(['READERS'])
    expect(rulesOf(found)).toEqual(['open-trust', 'unknown-provider'])
  })

  test('a pool of somebody else beside the own', () => {
    const both = { StringEquals: { [`${POOLS}:aud`]: [PORTAL.provider, pool('x', '7').provider] } }
    const found = readTrust(poolWith({ ...both, ...member }))
    expect(found.openers.map((each) => each.service)).toEqual(['portal', pool('x', '7').provider])
    expect(rulesOf(found)).toEqual(['unknown-provider'])
  })
})

describe('whoever is not named', () => {
  const rest = { Principal: undefined, NotPrincipal: { Federated: NOTEBOOKS.provider } } as Partial<Statement>

  test.each<[string, Partial<Statement>]>([
    ['everybody', { Principal: '*' }],
    ['everybody, written as AWS does', { Principal: { AWS: '*' } }],
    ['everybody but another provider', rest],
  ])('%s comes through the services of the mesh', (_, principal) => {
    const { Principal, ...statement } = { ...samlWith(GOOD), ...principal }
    const found = readTrust(Principal === undefined ? statement : { ...statement, Principal })
    expect(found.openers).toEqual([{ service: 'warehouse', group: 'READERS' }])
  })

  test('a provider that is left out does not lead in', () => {
    const { Principal: _, ...statement } = samlWith(GOOD)
    expect(readTrust({ ...statement, NotPrincipal: { Federated: WAREHOUSE.provider } }).openers).toEqual([])
  })
})

test('what a mesh renders has none of this', () => {
  const props = { partition: 'aws', region: 'eu-central-1', sourceIdentity: IDENTITY } as const
  const trust: PolicyDocument = trustPolicy({ ...props, services: [WAREHOUSE, NOTEBOOKS, PORTAL], codes: ['HFAt'] })
  expect(readTrust(...trust.Statement)).toMatchObject({ faults: [] })
})
