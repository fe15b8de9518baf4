import { administrativeBecause } from '../../../../core/policy/lint/administrative'
import { ADMINISTRATIVE } from '../../../../core/policy/lint/administrative-actions'
import { actionData, actionNames, isConditionKey, keyNames, serviceNames } from '../../../../core/policy/lint/iam-data'
import { overlap } from '../../../../core/policy/lint/patterns'

test('the package has AWS’s services, their actions and their condition keys', () => {
  expect(serviceNames().size).toBeGreaterThan(300)
  expect(actionNames('s3')).toContain('GetObject')
  expect(actionData('lakeformation', 'grantpermissions')?.accessLevel).toContain('Permissions management')
  expect(keyNames('s3')).toContain('s3:prefix')
  expect(actionNames('constructor')).toBeUndefined()
  expect(keyNames('constructor')).toBeUndefined()
})

test.each([
  ['aws:PrincipalArn', true],
  ['aws:principaltag/any thing', true],
  ['aws:PrincipalTag/', false],
  ['kms:EncryptionContext:x', true],
  ['s3:RequestObjectTag/x', true],
  ['SAML:aud', true],
  ['cognito-identity.amazonaws.com:amr', true],
  ['glue:RoleAssumedBy', true],
  ['constructor:x', false],
])('%s is a condition key: %s', (key, expected) => {
  expect(isConditionKey(key)).toBe(expected)
})

// A misspelt one would let through what it is meant to stop.
test.each([...ADMINISTRATIVE])('%s has every action that the rule calls administrative', (service, patterns) => {
  const names = (actionNames(service) ?? []).map((each) => each.toLowerCase())
  expect(patterns.filter((pattern) => !names.some((name) => overlap(pattern, name)))).toEqual([])
})

test('reading is not administration', () => {
  const reads = [
    's3:getbucketpolicy',
    's3:getobjectacl',
    'kms:getkeypolicy',
    'lakeformation:listpermissions',
    'glue:gettable',
  ]
  expect(reads.filter((each) => administrativeBecause(each) !== undefined)).toEqual([])
})
