import { rolesOf, type StackRole } from '../../../../core/access/reach/roles'
import type { ReadResource, Values } from '../../../../core/terraform/read/resource'
import { Expression } from '../../../../core/terraform/expression'
import { serviceTrust } from '../../../../core/policy/trust'
import { allow, names, policy, resource, roleArnOf, rolePolicy, roleResource } from '../../../support/review-stack'

const TRUST = serviceTrust('glue.amazonaws.com')
const computed = new Expression('${local.x}')
const MANAGED = 'arn:aws:iam::aws:policy/AmazonS3FullAccess'

const read = (resources: readonly ReadResource[], settled = true): ReturnType<typeof rolesOf> =>
  rolesOf(resources, names(), settled)
const only = (resources: readonly ReadResource[], settled = true): StackRole => {
  const [role, ...more] = read(resources, settled).roles
  if (!role || more.length > 0) throw new Error('there is not one role')
  return role
}
const inline = (...policies: readonly string[]): Values => ({
  inline_policy: policies.map((name) => ({ name, policy: JSON.stringify(policy(allow('s3:GetObject'))) })),
})
const keeps = (...policy_names: readonly string[]): ReadResource =>
  resource('aws_iam_role_policies_exclusive', 'r', { role_name: 'r', policy_names })
const attaches = (policy_arns: readonly string[] | Expression): ReadResource =>
  resource('aws_iam_role_policy_attachments_exclusive', 'r', { role_name: 'r', policy_arns })

describe('a role', () => {
  test('is what its resources say', () => {
    const role = only([
      roleResource('r', TRUST, { path: '/novo/', max_session_duration: 7200, permissions_boundary: 'arn:b' }),
      rolePolicy('r', policy(allow('glue:GetTable'))),
    ])
    expect(role).toMatchObject({
      name: 'r',
      arn: roleArnOf('novo/r'),
      sessionHours: 2,
      boundary: 'arn:b',
      trust: TRUST,
    })
    expect([...role.policies.keys()]).toEqual(['data'])
    expect(role.exclusive).toBe(false)
  })

  test('has sessions of an hour and no boundary where nothing is said', () => {
    expect(only([roleResource('r', TRUST, { permissions_boundary: '' })])).toMatchObject({
      sessionHours: 1,
      boundary: null,
      arn: roleArnOf('r'),
    })
  })

  test('keeps the ARN that it has', () => {
    expect(only([roleResource('r', TRUST, { arn: roleArnOf('other/r') })]).arn).toBe(roleArnOf('other/r'))
  })

  test('is exclusive where both of its lists are', () => {
    expect(only([roleResource('r', TRUST), keeps()]).exclusive).toBe(false)
    expect(only([roleResource('r', TRUST), keeps(), attaches([])]).exclusive).toBe(true)
  })

  test('stands among others by its name', () => {
    expect(read([roleResource('b', TRUST), roleResource('a', TRUST)]).roles.map((each) => each.name)).toEqual([
      'a',
      'b',
    ])
  })
})

describe('policies in the role itself', () => {
  test.each<[string, ReadResource[], boolean, string[]]>([
    ['count', [], true, ['extra']],
    ['are taken off by an apply that keeps others', [keeps('data')], true, []],
    ['are there before that apply', [keeps('data')], false, ['extra']],
    ['stay where they are kept', [keeps('data', 'extra')], true, ['extra']],
  ])('%s', (_, others, settled, expected) => {
    expect([...only([roleResource('r', TRUST, inline('extra')), ...others], settled).policies.keys()]).toEqual(expected)
  })

  test('are taken off by no list that is not known', () => {
    const list = resource('aws_iam_role_policies_exclusive', 'r', { role_name: 'r', policy_names: [computed] })
    const found = read([roleResource('r', TRUST, inline('extra')), list])
    expect([...(found.roles[0]?.policies.keys() ?? [])]).toEqual(['extra'])
    expect(found.faults.get(list.address)).toBe('keeps policies that are known after apply')
  })

  test.each<[string, Values]>([
    ['as a whole', { inline_policy: computed }],
    ['in their name', { inline_policy: [{ name: computed, policy: '{}' }] }],
    ['in their text', { inline_policy: [{ name: 'x', policy: computed }] }],
  ])('that are computed are told: %s', (_, values) => {
    expect(read([roleResource('r', TRUST, values)]).faults.get('aws_iam_role.r')).toContain('known after apply')
  })
})

describe('managed policies', () => {
  const owned: Values = { managed_policy_arns: [MANAGED] }
  test.each<[string, Values, ReadResource[], boolean, boolean]>([
    ['of the role are told', owned, [], true, true],
    ['of its list are told', {}, [attaches([MANAGED])], true, true],
    ['that an apply takes off are none', owned, [attaches([])], true, false],
    ['are there before that apply', owned, [attaches([])], false, true],
    ['that are computed are told', { managed_policy_arns: [computed] }, [], true, true],
    ['none', {}, [], true, false],
  ])('%s', (_, values, others, settled, told) => {
    const why = read([roleResource('r', TRUST, values), ...others], settled).faults.get('aws_iam_role.r')
    if (told) expect(why).toMatch(/attached/)
    else expect(why).toBeUndefined()
  })

  test.each([[[MANAGED, computed] as const], [computed]])('of a list that is computed are told: %#', (arns) => {
    const list = attaches(arns as unknown as string[])
    expect(read([roleResource('r', TRUST), list]).faults.get(list.address)).toContain('known after apply')
  })
})

describe('what cannot be read is told', () => {
  test.each<[string, ReadResource, string]>([
    ['a trust that is no JSON', resource('aws_iam_role', 'r', { name: 'r', assume_role_policy: '{' }), 'that is none'],
    [
      'a trust that is no policy',
      resource('aws_iam_role', 'r', { name: 'r', assume_role_policy: '{"a":1}' }),
      'is none',
    ],
    ['no trust', resource('aws_iam_role', 'r', { name: 'r' }), 'has no policy'],
    [
      'a computed trust',
      resource('aws_iam_role', 'r', { name: 'r', assume_role_policy: computed }),
      'known after apply',
    ],
    ['a computed name', roleResource('r', TRUST, { name: computed }), 'has a name that is known after apply'],
    ['a policy that is none', resource('aws_iam_role_policy', 'p', { role: 'r', name: 'p', policy: '[]' }), 'is none'],
    ['a computed policy', resource('aws_iam_role_policy', 'p', { role: 'r', policy: computed }), 'known after apply'],
    [
      'a computed role',
      resource('aws_iam_role_policy', 'p', { role: computed, policy: '{"Statement":[]}' }),
      'of a role',
    ],
    ['a policy of another role', rolePolicy('other', policy()), 'is of other, which is no role of the stack'],
  ])('%s', (_, each, says) => {
    expect(read([each]).faults.get(each.address)).toContain(says)
  })
})

test('a variable is plain text in the first version of the language', () => {
  const home = policy(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'))
  const statements = (document: object): unknown =>
    only([
      roleResource('r', TRUST),
      resource('aws_iam_role_policy', 'p', { role: 'r', name: 'p', policy: JSON.stringify(document) }),
    ]).policies.get('p')?.document.Statement
  expect(statements(home)).toMatchObject([{ Resource: 'arn:aws:s3:::home/${aws:username}/*' }])
  for (const old of [{ ...home, Version: '2008-10-17' }, { Statement: home.Statement }])
    expect(statements(old)).toMatchObject([{ Resource: 'arn:aws:s3:::home/${$}{aws:username}/*' }])
})
