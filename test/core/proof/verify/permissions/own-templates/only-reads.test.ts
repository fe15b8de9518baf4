import { onlyReads } from '../../../../../../core/proof/verify/permissions/own-templates/only-reads'

test.each<[string, boolean]>([
  ['bedrock:InvokeModel', true],
  ['BEDROCK:invokemodel', true],
  ['bedrock:List*', true],
  ['sqs:SendMessage', false],
  ['dynamodb:*Item', false],
  ['dynamodb:*', false],
  ['bedrock:NoSuchAction', false],
  ['nosuchservice:Get', false],
  ['*:Get*', false],
  ['secretsmanager:GetSecretValue', false],
  ['ssm:GetParameter', false],
  ['bedrock', false],
])('%s: %j', (action, expected) => {
  expect(onlyReads(action)).toBe(expected)
})
