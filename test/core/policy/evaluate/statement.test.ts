import type { Statement } from '../../../../core/policy/document'
import { allows, ask, untyped } from './ask'

describe('Action and NotAction', () => {
  test.each([
    ['s3:GetObject', true],
    ['S3:getobject', true],
    ['s3:*', true],
    ['*', true],
    ['s3:Get*', true],
    ['s3:?etObject', true],
    ['s3:GetObjec', false],
    ['s3:GetObject?', false],
    ['glue:*', false],
    ['s3:Get', false],
  ])('%s: %j', (action, expected) => {
    expect(allows({ Action: action })).toBe(expected)
    expect(allows({ Action: ['glue:x', action] })).toBe(expected)
    expect(allows({ Action: undefined, NotAction: action })).toBe(!expected)
    expect(allows({ Action: undefined, NotAction: ['glue:x', action] })).toBe(!expected)
  })
})

describe('Resource and NotResource', () => {
  const queue = 'arn:aws:sqs:eu-central-1:111111111111:jobs'
  test.each([
    ['arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket/key', true],
    ['arn:aws:s3:::Bucket/key', 'arn:aws:s3:::bucket/key', false],
    ['*', 'arn:aws:s3:::bucket/key', true],
    ['*', '*', true],
    ['arn:aws:s3:::bucket', '*', false],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b:c', true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1/2/test/3', true],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/test/3', false],
    ['arn:aws:sqs:*:*:jobs', queue, true],
    ['arn:aws:sqs:eu-*-1:1?????1*:j*', queue, true],
    ['arn:*:sqs:*:111111111111:jobs', queue, true],
    ['arn:aws:sqs:*:222222222222:*', queue, false],
    ['arn:aws:sqs', queue, false],
    ['arn:aws:sqs:', queue, false],
    ['arn:aws:sqs:*', queue, true],
    ['arn:aws:s*', queue, true],
    ['arn:aws:sqs:eu-central-1:111111111111', queue, false],
    ['arn:aws:sqs:eu-central-1:111111111111*', queue, true],
    ['arn:aws:sqs:eu-central-1:11111111111*', 'arn:aws:sqs:eu-central-1:111111111111', true],
    // A star that ends a part may run over colons, one within a part may not.
    ['arn:aws:dynamodb:*:table/prod-*', 'arn:aws:dynamodb:r:111111111111:table/prod-x', true],
    ['arn:aws:dynamodb:*:table/prod-*', 'arn:aws:dynamodb:r:111111111111:table/dev-x', false],
    ['arn:aws:x:*:2:q', 'arn:aws:x:r:1:other:2:q', true],
    ['arn:aws:x:*:2:q', 'arn:aws:x:r:2:a:2:q', true],
    ['arn:aws:x:*:2:q', 'arn:aws:x:r:2:a:2:r', false],
    ['arn:aws:*::x', 'arn:aws:a:::x', true],
    ['arn:aws:*::x', 'arn:aws:a::::x', true],
    [':a:*', ':a:b', true],
    ['arn:aws:x:*r:2:q', 'arn:aws:x:r:1:r:2:q', false],
    ['arn:aws:x:r?1:q', 'arn:aws:x:r:1:q', false],
    ['arn:aws:logs:r:1:log-group:*:log-stream:*', 'arn:aws:logs:r:1:log-group:a:b:log-stream:c', true],
    ['', 'arn:aws:s3:::bucket', false],
  ])('%s on %s: %j', (pattern, resource, expected) => {
    expect(allows({ Resource: pattern }, { resource })).toBe(expected)
    expect(allows({ Resource: ['arn:aws:s3:::else', pattern] }, { resource })).toBe(expected)
    expect(allows({ Resource: undefined, NotResource: pattern }, { resource })).toBe(!expected)
  })

  test('colons by the thousand take no time', () => {
    expect(allows({ Resource: 'arn:*:*:*:*:*x' }, { resource: `arn${':'.repeat(2000)}` })).toBe(false)
  })

  test('a statement without a resource stands on the one it is attached to', () => {
    expect(allows({ Resource: undefined }, { resource: 'arn:aws:iam::111111111111:role/any' })).toBe(true)
  })
})

describe('a malformed statement is refused, also where it would not decide', () => {
  const sound = { Effect: 'Allow', Action: 's3:*', Resource: '*' }
  test.each<[string, Record<string, unknown>]>([
    ['a misspelt element', { ...sound, Conditions: { StringEquals: { k: 'x' } } }],
    ['Effect in lower case', { ...sound, Effect: 'allow' }],
    ['no Effect', { Action: 's3:*', Resource: '*' }],
    ['no Action', { Effect: 'Allow', Resource: '*' }],
    ['both Action and NotAction', { ...sound, NotAction: 's3:*' }],
    ['both Resource and NotResource', { ...sound, NotResource: '*' }],
    ['both Principal and NotPrincipal', { ...sound, Principal: '*', NotPrincipal: '*' }],
    ['no actions', { ...sound, Action: [] }],
    ['no resources', { ...sound, Resource: [] }],
    ['an action that is no text', { ...sound, Action: [null] }],
    ['an unknown operator', { ...sound, Condition: { StringMatches: { k: 'x' } } }],
    ['an unknown operator on another action', { ...sound, Action: 'x:y', Condition: { Is: { k: 'x' } } }],
    ['an unreadable value beside one that fails', { ...sound, Condition: { Null: { k: 'false' }, Bool: { k: 'no' } } }],
  ])('%s', (_, statement) => {
    const deny: Statement = { Effect: 'Deny', Action: '*', Resource: '*' }
    const one = untyped<Statement>(statement)
    for (const statements of [[one], [deny, one], [one, deny]]) {
      expect(() => ask(statements)).toThrow(expect.objectContaining({ name: 'EvaluationError' }))
    }
  })

  test('null is no statement', () => {
    expect(() => ask([untyped<Statement>(null)])).toThrow('is no object')
  })
})
