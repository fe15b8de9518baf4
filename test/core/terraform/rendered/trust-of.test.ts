import { trustOf } from '../../../../core/terraform/rendered/trust-of'

const policy = (condition: object = {}): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Federated: 'x' }, Action: 'sts:TagSession', Condition: condition }],
})
const stack = (role: object): string => JSON.stringify({ resource: { aws_iam_role: { other: {}, key: role } } })

test('a trust policy is read as Terraform reads it', () => {
  const text = JSON.stringify(policy({ StringLike: { a: '$${x} %%{y}' } }))
  expect(trustOf(stack({ name: 'r', assume_role_policy: text }), 'r')).toEqual({
    trust: policy({ StringLike: { a: '${x} %{y}' } }),
  })
})

test('so is how long its sessions may last', () => {
  const role = { name: 'r', assume_role_policy: JSON.stringify(policy()), max_session_duration: 43200 }
  expect(trustOf(stack(role), 'r')).toEqual({ trust: policy(), sessionHours: 12 })
})

test.each<[string, string, string]>([
  ['no JSON', '{', 'the stack is not a JSON object'],
  ['a list', '[]', 'the stack is not a JSON object'],
  ['no resources', '{}', 'the stack has no such role'],
  ['another role', stack({ name: 's', assume_role_policy: '{}' }), 'the stack has no such role'],
  ['no policy', stack({ name: 'r' }), 'the role has no trust policy'],
  [
    'an expression',
    stack({ name: 'r', assume_role_policy: '${data.x.json}' }),
    'Terraform computes the trust policy: ${data.x.json}',
  ],
  ['no policy document', stack({ name: 'r', assume_role_policy: '{"Statement": 3}' }), 'the trust policy is none: '],
  ['text', stack({ name: 'r', assume_role_policy: 'x' }), 'the trust policy is none: '],
])('%s is a fault', (_, text, fault) => {
  expect(trustOf(text, 'r')).toEqual({ fault: expect.stringContaining(fault) as string })
})
