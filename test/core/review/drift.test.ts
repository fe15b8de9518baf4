import { driftOf, joinDrift, NO_DRIFT } from '../../../core/review/drift'
import type { Fact } from '../../../core/access/snapshot/fact'
import type { Drift, ReviewPath } from '../../../core/review/types'
import { gained } from '../../support/review'
import { allow, deny, labSide, policyOf, trustOf, type Given } from '../../support/review-sides'

const told = (recorded: Given, actual: Given): string[] =>
  driftOf(labSide(recorded), labSide(actual), {}).findings.map(({ rule, message }) => `${rule}: ${message}`)
const paths = (recorded: Partial<ReviewPath>[], actual: Partial<ReviewPath>[]): string[] =>
  told({ paths: recorded }, { paths: actual })

const INSERT = { permission: 'INSERT' }
const STRANGER = { service: '', group: 'arn:aws:iam::1:role/stranger', role: 'arn:aws:iam::1:role/stranger' }
const OUTSIDE = 'someone outside Terraform'

test.each<[string, Partial<ReviewPath>[], Partial<ReviewPath>[], string]>([
  ['is given', [], [{}], `drift-gained: ${OUTSIDE} gave SELECT on trials.visits to READERS`],
  ['is taken', [{}], [], `drift-lost: ${OUTSIDE} took SELECT on trials.visits from READERS`],
  [
    'is given to somebody else',
    [],
    [STRANGER],
    `drift-gained: ${OUTSIDE} gave SELECT on trials.visits to ${STRANGER.group}`,
  ],
  [
    'gets other limits',
    [{ rows: 'a = 1' }],
    [{}],
    `drift-gained: ${OUTSIDE} changed the limits of SELECT on trials.visits for READERS`,
  ],
  ['is of a database', [], [{ table: null }], `drift-gained: ${OUTSIDE} gave SELECT on database trials to READERS`],
  [
    'is of a place',
    [],
    [{ dataset: null, database: null, table: null, location: 's3://b/' }],
    `drift-gained: ${OUTSIDE} gave SELECT on s3://b/ to READERS`,
  ],
])('what is changed outside Terraform is told where access %s', (_, recorded, actual, said) => {
  expect(paths(recorded, actual)).toEqual([said])
})

test('what one role gets on one thing is told once, with all groups and permissions', () => {
  const all = ['READERS', 'NURSES'].flatMap((group) => [{ group }, { group, ...INSERT }])
  expect(paths([], [...all, { table: 'subjects' }]).sort()).toEqual([
    `drift-gained: ${OUTSIDE} gave INSERT and SELECT on trials.visits to NURSES and READERS`,
    `drift-gained: ${OUTSIDE} gave SELECT on trials.subjects to READERS`,
  ])
})

describe('what decides about access beside grants', () => {
  const fact = (kind: Fact['kind'], subject: string, value: string, name?: string): Fact => ({
    kind,
    subject,
    value,
    ...(name !== undefined && { name }),
  })
  const SAML = { Principal: { Federated: 'arn:aws:iam::111111111111:saml-provider/okta' } }

  test.each<[string, Fact[], Fact[], string]>([
    [
      'a policy',
      [policyOf('reader', [allow('sqs:A')])],
      [policyOf('reader', [allow('sqs:*')])],
      'policy-widened: outside Terraform: reader may now do more: sqs:*',
    ],
    [
      'a trust',
      [trustOf('reader', [allow('sts:A', '*', SAML), deny('sts:A', '*', SAML)])],
      [trustOf('reader', [allow('sts:A', '*', SAML)])],
      'trust-changed: outside Terraform: reader no longer denies sessions without a source identity of the mesh',
    ],
    [
      'what protects a bucket',
      [fact('protection', 'bucket data', 'Enabled', 'versioning')],
      [fact('protection', 'bucket data', 'Suspended', 'versioning')],
      'bucket-opened: outside Terraform: the bucket data has another versioning than before',
    ],
    [
      'an administrator',
      [],
      [fact('administrator', 'arn', '', 'administers Lake Formation')],
      'administrator-changed: outside Terraform: arn administers Lake Formation',
    ],
    [
      'a bucket that is gone',
      [fact('data', 'bucket data', '')],
      [],
      'data-destroyed: outside Terraform: the bucket data is gone',
    ],
  ])('is told: %s', (_, recorded, actual, said) => {
    expect(told({ facts: recorded }, { facts: actual })).toEqual([said])
  })

  it('is told where it is not understood', () => {
    const odd = (address: string, reason: string) => ({ environment: 'lab', address, reason })
    const known = odd('aws_iam_role.a', 'has x attached')
    const recorded = { notAnalysed: [known] }
    expect(told(recorded, { notAnalysed: [known, odd('aws_iam_role.b', 'has y attached')] })).toEqual([
      'not-analysed: outside Terraform: aws_iam_role.b has y attached',
    ])
    expect(told(recorded, { notAnalysed: [odd('aws_iam_role.a', 'has y attached')] })).toHaveLength(1)
    expect(told(recorded, recorded)).toEqual([])
    expect(told(recorded, {})).toEqual([])
  })

  it('is told where something is wrong in itself', () => {
    const faults = [{ rule: 'open-trust' as const, message: 'reader opens without a group' }]
    expect(told({}, { faults })).toEqual(['open-trust: outside Terraform: reader opens without a group'])
  })
})

test('nobody outside Terraform gives a grant again', () => {
  expect(paths([{}], [{}, INSERT])).toEqual([`drift-gained: ${OUTSIDE} gave INSERT on trials.visits to READERS`])
})

test('where the grant comes from is told', () => {
  const address = 'aws_lakeformation_permissions.a'
  expect(driftOf(labSide(), labSide({ paths: [{ address }] }), {}).findings).toMatchObject([{ address }])
})

test('nothing drifted where both say the same', () => {
  const side = labSide({ paths: [{}] })
  expect(driftOf(side, side, {})).toEqual({ drift: NO_DRIFT, findings: [] })
  expect(driftOf(side, labSide({ paths: [{}] }), {})).toEqual({ drift: NO_DRIFT, findings: [] })
  expect(driftOf(undefined, undefined, {})).toEqual({ drift: NO_DRIFT, findings: [] })
})

test('all of an environment may be gone, or have come', () => {
  const side = labSide({ paths: [{}] })
  expect(driftOf(side, undefined, {}).drift).toMatchObject({ gained: [], lost: [{ path: { group: 'READERS' } }] })
  expect(driftOf(undefined, side, {}).drift).toMatchObject({ gained: [{ path: { group: 'READERS' } }], lost: [] })
})

test('the paths of drift are rated, by the settings of the mesh, too', () => {
  const risks = (levels: Parameters<typeof driftOf>[2]): string[] =>
    driftOf(labSide(), labSide({ paths: [{}] }), levels).drift.gained.map((each) => each.risk)
  expect(risks({})).toEqual(['high'])
  expect(risks({ 'drift-gained': 'none' })).toEqual(['medium'])
  expect(risks({ 'new-group': 'critical' })).toEqual(['critical'])
})

test('what somebody took away is a risk, though nobody reaches more by it', () => {
  const { lost } = driftOf(labSide({ paths: [{}] }), labSide(), {}).drift
  expect(lost.map((each) => each.risk)).toEqual(['medium'])
})

test('drift of several environments is put together', () => {
  const one: Drift = { ...NO_DRIFT, gained: [gained('lab')] }
  const other: Drift = { ...NO_DRIFT, gained: [gained('field')], lost: [gained('field')] }
  expect(joinDrift(one, other)).toEqual({
    gained: [gained('lab'), gained('field')],
    lost: [gained('field')],
    changed: [],
  })
})
