import type { Conditions, Statement } from '../../../../core/policy/document'
import { isTrustSync, principalsOf } from '../../../../core/access/reach/principals'
import { ACCOUNT, iam, saml } from '../../policy/services'
import { policy, roleArnOf } from '../../../support/review-stack'

const statement = (more: Partial<Statement>): Statement => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...more })
const found = (more: Partial<Statement>): string[] => principalsOf(policy(statement(more))).map((each) => each.id)
const ROOT = iam('root')
const PROVIDER = { Federated: saml('a').provider }

describe('a trust policy lets in', () => {
  test.each<[string, Partial<Statement>, string[]]>([
    ['a role', { Principal: { AWS: roleArnOf('a') } }, [roleArnOf('a')]],
    [
      'several',
      { Principal: { AWS: [roleArnOf('a'), ACCOUNT], Service: 'glue.amazonaws.com' } },
      [roleArnOf('a'), ACCOUNT, 'glue.amazonaws.com'],
    ],
    ['everybody', { Principal: '*' }, ['*']],
    ['everybody of AWS', { Principal: { AWS: '*' } }, ['*']],
    ['everybody but some', { NotPrincipal: { AWS: roleArnOf('a') } }, ['*']],
    ['everybody through any provider', { Principal: '*', Action: 'sts:AssumeRoleWithSAML' }, ['*']],
    ['everybody with any token', { NotPrincipal: PROVIDER, Action: 'sts:AssumeRoleWithWebIdentity' }, ['*']],
    ['everybody by a pattern', { Principal: '*', Action: 'sts:*' }, ['*']],
    ['whoever all actions but one let in', { Principal: { AWS: ACCOUNT }, NotAction: 'sts:TagSession' }, [ACCOUNT]],
    ['nobody by tagging', { Principal: '*', Action: 'sts:TagSession' }, []],
    ['nobody by federation', { Principal: PROVIDER, Action: 'sts:AssumeRoleWithSAML' }, []],
    ['nobody by a Deny', { Effect: 'Deny', Principal: '*' }, []],
  ])('%s', (_, more, expected) => {
    expect(found(more)).toEqual(expected)
  })

  test('somebody once, whatever number of statements says so', () => {
    const one = statement({ Principal: { AWS: ACCOUNT } })
    expect(principalsOf(policy(one, { ...one, Condition: {} }))).toEqual([{ type: 'AWS', id: ACCOUNT }])
  })
})

describe('an account stands for whom a condition names of it', () => {
  const arn = (operator: string, value: string | string[]): Conditions => ({
    [operator]: { 'aws:PrincipalArn': value },
  })
  test.each<[string, Conditions | undefined, string]>([
    ['nobody in particular', undefined, ROOT],
    ['a role', arn('ArnEquals', roleArnOf('a')), roleArnOf('a')],
    ['roles of a pattern', arn('ArnLike', roleArnOf('novo/*')), roleArnOf('novo/*')],
    ['a role that is named twice', arn('ArnEquals', [roleArnOf('a'), roleArnOf('a')]), roleArnOf('a')],
    ['a role in another spelling of the key', { ArnEquals: { 'AWS:principalarn': roleArnOf('a') } }, roleArnOf('a')],
    ['one of several', arn('ArnEquals', [roleArnOf('a'), roleArnOf('b')]), ROOT],
    ['a role, if it is one', arn('ArnEqualsIfExists', roleArnOf('a')), ROOT],
    ['all but a role', arn('ArnNotEquals', roleArnOf('a')), ROOT],
    ['a condition of something else', { StringEquals: { 'sts:ExternalId': 'x' } }, ROOT],
  ])('%s', (_, Condition, id) => {
    expect(found({ Principal: { AWS: ROOT }, ...(Condition && { Condition }) })).toEqual([id])
  })

  test('but a role is itself, whatever the condition', () => {
    expect(found({ Principal: { AWS: roleArnOf('a') }, Condition: arn('ArnLike', roleArnOf('b')) })).toEqual([
      roleArnOf('a'),
    ])
  })
})

test.each([
  ['arn:aws:iam::222222222222:role/novo-hub/novo-trust-sync-hook', true],
  ['arn:aws:iam::222222222222:role/novo-trust-sync-hook', false],
  ['arn:aws:iam::222222222222:role/novo-hub/novo-trust-sync-hook-2', false],
  ['arn:aws:iam::222222222222:role/other-hub/other-trust-sync-hook', false],
])('%s is the function that writes trust policies: %s', (id, is) => {
  expect(isTrustSync(id, { mesh: 'novo' })).toBe(is)
})
