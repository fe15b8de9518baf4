import type { Principal, Statement } from '../../../../core/policy/document'
import { review } from '../../../../core/review/review'
import type { Fact } from '../../../../core/access/snapshot/fact'
import {
  allow,
  bucketPolicyOf,
  deny,
  found,
  keyPolicyOf,
  labSide,
  meshRole,
  OUTSIDER,
  sideFrom,
  type Given,
} from '../../../support/review-sides'

const ROOT = 'arn:aws:iam::111111111111:root'
const to = (Principal: Principal, Condition?: Statement['Condition']): Partial<Statement> => ({
  Principal,
  ...(Condition && { Condition }),
})
const own = (...names: string[]): Partial<Statement> =>
  to({ AWS: ROOT }, { ArnLike: { 'aws:PrincipalArn': names.map((each) => meshRole(each)) } })
const USE = allow('kms:Decrypt', '*', own('reader'))

const KINDS = [
  ['bucket', bucketPolicyOf],
  ['key', keyPolicyOf],
] as const

describe.each(KINDS)('the policy of a %s', (kind, fact) => {
  const change = (before: readonly Statement[], after: readonly Statement[]): string[] =>
    found({ facts: [fact('data', before)] }, { facts: [fact('data', after)] })
  const MORE = [`bucket-opened: the ${kind} data has a policy that allows more than before`]
  const FREED = [`bucket-opened: the ${kind} data has a policy that no longer denies what it denied`]

  test.each<[string, Partial<Statement>]>([
    ['another account', to({ AWS: OUTSIDER })],
    ['everybody', to('*')],
    ['a service', to({ Service: 'logs.amazonaws.com' })],
    ['another account beside a role of the mesh', to({ AWS: [meshRole('reader'), OUTSIDER] })],
    ['a service beside a role of the mesh', to({ AWS: meshRole('reader'), Service: 'logs.amazonaws.com' })],
    ['a role of that path in another account', to({ AWS: meshRole('reader', '999999999999') })],
    ['a role whose path only begins alike', to({ AWS: 'arn:aws:iam::111111111111:role/acme-b/reader' })],
    ['all but roles of the mesh', to('*', { ArnNotLike: { 'aws:PrincipalArn': meshRole('*') } })],
    ['roles of the mesh and who says nothing', to('*', { ArnLikeIfExists: { 'aws:PrincipalArn': meshRole('*') } })],
    ['roles of the mesh or others', to('*', { ArnLike: { 'aws:PrincipalArn': [meshRole('*'), OUTSIDER] } })],
    ['whoever works for a role of the mesh', to('*', { ArnLike: { 'aws:SourceArn': meshRole('*') } })],
    ['all but one', { NotPrincipal: { AWS: OUTSIDER } }],
  ])('opens where it allows something to %s', (_, more) => {
    expect(change([USE], [USE, allow('kms:Decrypt', '*', more)])).toEqual(MORE)
  })

  test.each<[string, Statement[], Statement[]]>([
    ['a role of the mesh comes', [USE], [allow('kms:Decrypt', '*', own('reader', 'writer'))]],
    ['roles of the mesh come where none was', [], [USE]],
    ['a role of the mesh comes by itself', [], [allow('kms:Decrypt', '*', to({ AWS: meshRole('reader') }))]],
    ['a role of the mesh goes', [allow('kms:Decrypt', '*', own('reader', 'writer'))], [USE]],
    ['an Allow is gone', [USE, allow('kms:Decrypt', '*', to({ AWS: OUTSIDER }))], [USE]],
    ['a Deny is added', [USE], [USE, deny('kms:Decrypt', '*', to('*'))]],
    [
      'it is said in another order',
      [USE, deny('s3:*', '*', to('*'))],
      [{ ...deny('s3:*', '*', to('*')), Sid: 'X' }, USE],
    ],
  ])('says nothing where %s', (_, before, after) => {
    expect(change(before, after)).toEqual([])
  })

  it('opens where a role of the mesh may decide who has access', () => {
    const action = kind === 'key' ? 'kms:PutKeyPolicy' : 's3:PutBucketPolicy'
    expect(change([USE], [USE, allow(action, '*', own('reader'))])).toEqual(MORE)
  })

  it('is told where it no longer denies something', () => {
    expect(change([USE, deny('s3:*', '*', to('*'))], [USE])).toEqual(FREED)
  })

  it('is told where it denies less', () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } }
    expect(change([deny('s3:*', '*', to('*'))], [deny('s3:*', '*', to('*', insecure))])).toEqual(FREED)
  })

  it('is told where it denies to fewer roles', () => {
    const all = deny('s3:*', '*', to('*', { ArnLike: { 'aws:PrincipalArn': meshRole('*') } }))
    const one = deny('s3:*', '*', to('*', { ArnLike: { 'aws:PrincipalArn': meshRole('reader') } }))
    expect(change([all], [one])).toEqual(FREED)
  })

  it('is told both ways at once', () => {
    const open = allow('s3:GetObject', '*', to({ AWS: OUTSIDER }))
    expect(change([deny('s3:*', '*', to('*'))], [open])).toEqual([...MORE, ...FREED])
  })
})

describe('the policy of a bucket', () => {
  const bucket = { kind: 'data', subject: 'bucket data', value: '' } as const
  const denying = bucketPolicyOf('data', [deny('s3:*', '*', to('*'))])

  it('is told where all of it is gone, and the bucket stays', () => {
    expect(found({ facts: [bucket, denying] }, { facts: [bucket] })).toEqual([
      'bucket-opened: the bucket data has a policy that no longer denies what it denied',
    ])
  })

  it('goes with its bucket', () => {
    expect(found({ facts: [bucket, denying] }, {})).toEqual(['data-destroyed: the bucket data would be destroyed'])
  })

  it('is told where it comes and lets in others', () => {
    const open = bucketPolicyOf('data', [allow('s3:PutBucketPolicy', '*', to({ AWS: OUTSIDER }))])
    const rules = (before: Given | undefined, policy: Fact): string[] =>
      review(before ? sideFrom(labSide(before)) : sideFrom(), sideFrom(labSide({ facts: [bucket, policy] })))
        .review.findings.map((each) => each.rule)
        .filter((each) => each !== 'configuration-changed')
    for (const before of [{ facts: [bucket] }, {}, undefined]) {
      expect(rules(before, open)).toEqual(['bucket-opened'])
      expect(rules(before, denying)).toEqual([])
    }
  })
})

test('a key that is new may let its own account in, and nobody else', () => {
  const own = allow('kms:*', '*', to({ AWS: ROOT }))
  const comes = (...statements: Statement[]): string[] => found({}, { facts: [keyPolicyOf('data', statements)] })
  expect(comes(own, USE)).toEqual([])
  for (const principal of [
    '*',
    { AWS: OUTSIDER },
    { AWS: [ROOT, OUTSIDER] },
    { Service: 'logs.amazonaws.com' },
  ] as const)
    expect(comes(own, allow('kms:Decrypt', '*', to(principal)))).toHaveLength(1)
})

test('a key goes with its policy', () => {
  expect(found({ facts: [keyPolicyOf('data', [deny('kms:*', '*', to('*'))])] }, {})).toEqual([])
})

test('what a mesh is called is no pattern', () => {
  const open = bucketPolicyOf('data', [allow('s3:PutBucketPolicy', '*', to({ AWS: meshRole('reader') }))])
  for (const mesh of ['.*', '(', 'ac.e'])
    expect(found({ mesh, facts: [bucketPolicyOf('data', [])] }, { mesh, facts: [open] })).toHaveLength(1)
})
