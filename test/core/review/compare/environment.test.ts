import fc from 'fast-check'
import { digestOf } from '../../../../core/model/graph/paths'
import { FINDING_RULES, type FindingRule } from '../../../../core/model/risk/rules'
import type { Snapshots, SnapshotFault } from '../../../../core/access/snapshot/snapshot'
import { review } from '../../../../core/review/review'
import type { ReadResource } from '../../../../core/terraform/read/resource'
import type { NotAnalysed, ReviewedEnvironment, ReviewPath } from '../../../../core/review/types'
import { reviewPath } from '../../../support/review'
import { dataset, labSide, reviewed, sideFrom, type Given } from '../../../support/review-sides'

const digest = (given: Given): string => review(sideFrom(), sideFrom(labSide(given))).review.environments[0]!.digest
const environment = (before: Snapshots, after: Snapshots): ReviewedEnvironment =>
  review(before, after).review.environments[0]!
const unread = (address: string, reason = 'is odd'): NotAnalysed => ({ environment: 'lab', address, reason })
const fault = (message: string, rule: FindingRule = 'open-trust'): SnapshotFault => ({ rule, message })

const PATHS: readonly Partial<ReviewPath>[] = [
  {},
  { permission: 'DESCRIBE' },
  { group: 'NURSES', rows: 'a = 1' },
  { group: 'NURSES', columns: ['age', 'name'] },
  { table: null, permission: 'DESCRIBE' },
]

describe('a digest', () => {
  it('is the one of the environment’s paths', () => {
    const paths = PATHS.filter((each) => each.rows === undefined)
    expect(digest({ paths, datasets: [] })).toBe(digestOf(paths.map((each) => reviewPath('lab', each))))
  })

  it('is another one where data is of somebody else, or counts as less sensitive', () => {
    const of = (changes: object): string => digest({ datasets: [dataset('trials', changes)] })
    const all = [of({}), of({ owner: 'OTHERS' }), of({ classification: 'public' })]
    expect(new Set(all).size).toBe(all.length)
  })

  it.each([
    ['aws_cognito_identity_provider', 'provider_details', { MetadataFile: '<x/>' }, { MetadataFile: '<y/>' }],
    ['aws_cognito_identity_provider', 'provider_details', { MetadataURL: 'https://a' }, { MetadataURL: 'https://b' }],
    ['aws_cognito_user_pool_client', 'callback_urls', ['https://a'], ['https://b']],
    ['aws_cognito_user_pool_client', 'logout_urls', ['https://a'], ['https://b']],
    ['aws_cognito_user_pool_domain', 'domain', 'a', 'b'],
    ['okta_app_saml', 'audience', 'a', 'b'],
    ['okta_app_saml', 'destination', 'https://a', 'https://b'],
    ['okta_app_saml', 'recipient', 'https://a', 'https://b'],
    ['okta_app_saml', 'sso_url', 'https://a', 'https://b'],
    ['okta_auth_server_claim', 'auth_server_id', 'aus1', 'aus2'],
    ['okta_auth_server_claim', 'claim_type', 'IDENTITY', 'RESOURCE'],
    ['okta_auth_server_claim', 'group_filter_type', 'STARTS_WITH', 'REGEX'],
    ['okta_auth_server_claim', 'name', 'groups', 'others'],
    ['okta_auth_server_claim', 'status', 'ACTIVE', 'INACTIVE'],
    ['okta_auth_server_claim', 'value', 'ADG-', 'A'],
    ['okta_auth_server_claim', 'value_type', 'GROUPS', 'EXPRESSION'],
    ['okta_auth_server_policy', 'auth_server_id', 'aus1', 'aus2'],
    ['okta_auth_server_policy', 'client_whitelist', ['a'], ['a', 'b']],
    ['okta_auth_server_policy', 'status', 'ACTIVE', 'INACTIVE'],
    ['okta_inline_hook', 'name', 'a', 'b'],
    ['okta_inline_hook', 'status', 'ACTIVE', 'INACTIVE'],
    ['okta_inline_hook', 'type', 'com.okta.saml.tokens.transform', 'com.okta.oauth2.tokens.transform'],
  ])('is another one where %s says another %s', (type, name, was, is) => {
    const of = (value: ReadResource['values'][string]): string =>
      digest({ resources: new Map([[`${type}.x`, { address: `${type}.x`, type, values: { [name]: value } }]]) })
    expect(of(is)).not.toBe(of(was))
  })

  it('does not change with the order of anything', () => {
    const all = { paths: PATHS, notAnalysed: [unread('a'), unread('b')], faults: [fault('x'), fault('y')] }
    const orders = fc.tuple(
      ...[all.paths, all.notAnalysed, all.faults].map((each) =>
        fc.shuffledSubarray([...each] as unknown[], { minLength: each.length, maxLength: each.length }),
      ),
    )
    fc.assert(
      fc.property(orders, ([paths, notAnalysed, faults]) => {
        expect(digest({ paths, notAnalysed, faults } as Given)).toBe(digest(all))
      }),
    )
  })

  it.each<[string, Partial<ReviewPath>]>([
    ['service', { service: 'databricks' }],
    ['group', { group: 'NURSES' }],
    ['role', { role: 'acme-lab-other' }],
    ['table', { table: 'subjects' }],
    ['dataset', { dataset: 'genomes' }],
    ['database', { database: 'another' }],
    ['location', { location: 's3://x/' }],
    ['permission', { permission: 'INSERT' }],
    ['columns', { columns: ['age'] }],
    ['rows', { rows: 'a = 1' }],
    ['right to grant it on', { grantable: true }],
    ['end', { expires: '2027-01-01' }],
    ['hours', { sessionHours: 2 }],
  ])('changes with the %s of a path', (_, other) => {
    expect(digest({ paths: [other] })).not.toBe(digest({ paths: [{}] }))
  })

  it('is another where a path comes or goes', () => {
    const all = PATHS.map((_, index) => digest({ paths: PATHS.slice(0, index) }))
    expect(new Set(all).size).toBe(PATHS.length)
  })

  it('covers what was not analysed, and what is wrong in itself', () => {
    const all = [
      {},
      { notAnalysed: [unread('a')] },
      { notAnalysed: [unread('a', 'is odder')] },
      { notAnalysed: [unread('a'), unread('b')] },
      { faults: [fault('x')] },
      { faults: [fault('x', 'source-identity-removed')] },
      { faults: [fault('x'), fault('y')] },
    ].map(digest)
    expect(new Set(all).size).toBe(all.length)
  })

  it('does not cover rows of a sign-in, which files cannot know', () => {
    expect(digest({ faults: [fault('x', 'entitlement-differs')] })).toBe(digest({}))
  })

  it('does not say where a path was read', () => {
    const address = 'aws_lakeformation_permissions.a'
    expect(digest({ paths: [{ address, source: { file: 'lab.yaml', line: 1, column: 1 } }] })).toBe(
      digest({ paths: [{}] }),
    )
  })

  it('of many paths is the one of all of them', () => {
    const paths = Array.from({ length: 2_300 }, (_, index) => ({ table: `t${index}` }))
    expect(digest({ paths, datasets: [] })).toBe(digestOf(paths.map((each) => reviewPath('lab', each))))
  })
})

describe('what is not analysed', () => {
  it('is a risk where it is new, and always listed', () => {
    const before = { notAnalysed: [unread('a')] }
    expect(reviewed({}, before)).toMatchObject({ risk: 'high', notAnalysed: [unread('a')] })
    expect(reviewed(before, before)).toMatchObject({ risk: 'none', notAnalysed: [unread('a')] })
    expect(reviewed(before, before).environments[0]?.changed).toBe(false)
    expect(reviewed(before, { notAnalysed: [unread('a', 'is odder')] }).risk).toBe('high')
  })

  it('is no risk any more where it is gone', () => {
    expect(reviewed({ notAnalysed: [unread('a')] }, {})).toMatchObject({ risk: 'none', notAnalysed: [] })
  })

  it('follows the settings of the mesh', () => {
    const options = { levels: { 'not-analysed': 'critical' as const } }
    expect(reviewed({}, { notAnalysed: [unread('a')] }, options).risk).toBe('critical')
  })

  it('is sorted', () => {
    const notAnalysed = [unread('b'), unread('a', 'z'), unread('a', 'y')]
    expect(reviewed({}, { notAnalysed }).notAnalysed).toEqual([unread('a', 'y'), unread('a', 'z'), unread('b')])
  })
})

describe('what is wrong in itself', () => {
  it.each(['open-trust', 'source-identity-removed', 'unknown-code', 'iam-allowed-principals'] as const)(
    'is found where it is new: %s',
    (rule) => {
      const after = { faults: [fault('x', rule)] }
      expect(reviewed({}, after).findings).toEqual([
        { rule, message: 'x', environment: 'lab', risk: FINDING_RULES[rule].level },
      ])
      expect(reviewed(after, after).findings).toEqual([])
      expect(reviewed(after, {}).findings).toEqual([])
    },
  )
})

describe('an environment', () => {
  const side = sideFrom(labSide({ paths: PATHS }))

  it('that is new is all gained', () => {
    const { review: found } = review(sideFrom(), side)
    expect(found.environments).toMatchObject([{ name: 'lab', state: 'new', changed: true }])
    expect([found.gained.length, found.lost.length, found.regranted.length]).toEqual([PATHS.length, 0, 0])
  })

  it('that is gone is all lost, and no risk', () => {
    const { review: found } = review(side, sideFrom())
    expect(found.environments).toMatchObject([{ name: 'lab', state: 'gone', changed: true, risk: 'none' }])
    expect([found.gained.length, found.lost.length]).toEqual([0, PATHS.length])
  })

  it('in which nothing changes is not changed', () => {
    expect(environment(side, side)).toMatchObject({ state: 'kept', changed: false, risk: 'none' })
  })

  it('names the datasets and codes of both sides', () => {
    const before = sideFrom(labSide({ datasets: [dataset('old'), dataset('both')], groups: { aaaa: 'A' } }))
    const after = sideFrom(labSide({ datasets: [dataset('both'), dataset('new')], groups: { bbbb: 'B' } }))
    const { datasets, codes } = environment(before, after)
    expect(datasets.map((each) => each.name)).toEqual(['both', 'new', 'old'])
    expect(codes).toEqual({ A: 'aaaa', B: 'bbbb' })
  })
})

describe('a stack that comes or goes', () => {
  const found = (before: Snapshots, after: Snapshots): string[] =>
    review(before, after).review.findings.map(({ rule, message }) => `${rule}: ${message}`)
  const hook: ReadResource = { address: 'okta_inline_hook.saml', type: 'okta_inline_hook', values: { name: 'x' } }
  const key: ReadResource = { address: 'aws_kms_key.x', type: 'aws_kms_key', values: {} }
  const block: ReadResource = { address: 'variable.x', type: 'variable', values: { type: 'string' } }
  const stack = (...resources: ReadResource[]): Snapshots =>
    sideFrom(labSide({ resources: new Map(resources.map((each) => [each.address, each])) }))

  it('is told, where nobody gains or loses anything', () => {
    expect(found(sideFrom(), stack(key, block))).toEqual(['configuration-changed: the stack lab is new'])
    expect(found(stack(key, block), sideFrom())).toEqual(['resource-gone: the stack lab goes'])
  })

  it('tells what is told of a resource that comes or goes', () => {
    const one = found(stack(), stack(hook))
    expect(one).toHaveLength(1)
    expect(found(sideFrom(), stack(hook, block))).toEqual(one)
    expect(found(stack(hook, block), sideFrom())).toEqual(one)
  })

  it('is told by its paths, where it has some', () => {
    const held = sideFrom(labSide({ paths: PATHS }))
    expect(found(sideFrom(), held)).toEqual([])
    expect(found(held, sideFrom())).toEqual([])
  })
})
