import fc from 'fast-check'
import type { Statement } from '../../../../core/policy/document'
import type { Fact } from '../../../../core/access/snapshot/fact'
import { allow, deny, found, policyOf, reviewed } from '../../../support/review-sides'

const ROLE = 'acme-lab-reader'
const BUCKET = 'arn:aws:s3:::elsewhere'
const when = (operator: string, key: string, value: string | readonly string[]): Partial<Statement> => ({
  Condition: { [operator]: { [key]: value } },
})
const source = (value: string | readonly string[]): Partial<Statement> => when('StringEquals', 'aws:SourceVpc', value)

const policy = (...statements: Statement[]): Fact[] => [policyOf(ROLE, statements)]
const change = (before: readonly Statement[], after: readonly Statement[]): string[] =>
  found({ facts: policy(...before) }, { facts: policy(...after) })

const WIDER: readonly (readonly [
  what: string,
  before: readonly Statement[],
  after: readonly Statement[],
  said: string,
])[] = [
  ['an action is added', [allow('sqs:A')], [allow(['sqs:A', 'sqs:B'])], 'may now do more: sqs:B'],
  ['a wildcard replaces actions', [allow(['sqs:A', 'sqs:B'])], [allow('sqs:*')], 'may now do more: sqs:*'],
  [
    'a statement is added',
    [allow('sqs:A')],
    [allow('sqs:A'), allow('sns:Publish', BUCKET)],
    'may now do more: sns:Publish',
  ],
  ['a resource is wider', [allow('sqs:A', `${BUCKET}/a`)], [allow('sqs:A', `${BUCKET}/*`)], 'may now do more: sqs:A'],
  ['a resource is added', [allow('sqs:A', 'x')], [allow('sqs:A', ['x', 'y'])], 'may now do more: sqs:A'],
  ['a condition is gone', [allow('sqs:A', '*', source('vpc-1'))], [allow('sqs:A')], 'may now do more: sqs:A'],
  [
    'a condition has one more value',
    [allow('sqs:A', '*', source('vpc-1'))],
    [allow('sqs:A', '*', source(['vpc-1', 'vpc-2']))],
    'may now do more: sqs:A',
  ],
  [
    'a condition excludes fewer',
    [allow('sqs:A', '*', when('StringNotEquals', 'aws:SourceVpc', ['vpc-1', 'vpc-2']))],
    [allow('sqs:A', '*', when('StringNotEquals', 'aws:SourceVpc', 'vpc-1'))],
    'may now do more: sqs:A',
  ],
  [
    'a key may be missing as well as there',
    [allow('sqs:A', '*', when('Null', 'aws:SourceVpc', 'true'))],
    [allow('sqs:A', '*', when('Null', 'aws:SourceVpc', ['true', 'false']))],
    'may now do more: sqs:A',
  ],
  [
    'a condition is of another key',
    [allow('sqs:A', '*', source('vpc-1'))],
    [allow('sqs:A', '*', when('StringEquals', 'aws:SourceVpce', 'vpc-1'))],
    'may now do more: sqs:A',
  ],
  [
    'a condition does not ask where the key is missing',
    [allow('sqs:A', '*', source('vpc-1'))],
    [allow('sqs:A', '*', when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'))],
    'may now do more: sqs:A',
  ],
  [
    'everything but some is allowed',
    [allow('sqs:A')],
    [allow('sqs:A'), { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    'may now do more: everything but iam:*',
  ],
  [
    'everywhere but some replaces one place',
    [allow('sqs:A', 'arn:aws:sqs:eu-west-1:111111111111:one')],
    [{ Effect: 'Allow', Action: 'sqs:A', NotResource: 'arn:aws:sqs:eu-west-1:111111111111:two' }],
    'may now do more: sqs:A',
  ],
  [
    'everywhere but some leaves out less',
    [{ Effect: 'Allow', Action: 'sqs:A', NotResource: ['x', 'y'] }],
    [{ Effect: 'Allow', Action: 'sqs:A', NotResource: 'x' }],
    'may now do more: sqs:A',
  ],
  ['a Deny is gone', [allow('sqs:*'), deny('sqs:B')], [allow('sqs:*')], 'is no longer denied sqs:B'],
  [
    'a Deny is on less',
    [allow('sqs:*'), deny('sqs:B', `${BUCKET}/*`)],
    [allow('sqs:*'), deny('sqs:B', `${BUCKET}/a`)],
    'is no longer denied sqs:B',
  ],
  [
    'a Deny asks for something',
    [allow('sqs:*'), deny('sqs:B')],
    [allow('sqs:*'), deny('sqs:B', '*', source('vpc-1'))],
    'is no longer denied sqs:B',
  ],
  [
    'a Deny of everything but some is gone',
    [allow('sqs:*'), { Effect: 'Deny', NotAction: 'sqs:A', Resource: '*' }],
    [allow('sqs:*')],
    'is no longer denied everything but sqs:A',
  ],
]

test.each(WIDER)('a role is told to do more where %s', (_, before, after, said) => {
  expect(change(before, after)).toEqual([`policy-widened: ${ROLE} ${said}`])
})

test.each<[string, Statement[], Statement[]]>([
  ['an action is gone', [allow(['sqs:A', 'sqs:B'])], [allow('sqs:A')]],
  ['actions replace a wildcard', [allow('sqs:*')], [allow(['sqs:A', 'sqs:B'])]],
  ['a resource is narrower', [allow('sqs:A', `${BUCKET}/*`)], [allow('sqs:A', `${BUCKET}/a/*`)]],
  ['a variable takes the place of a star', [allow('sqs:A', 'x/*')], [allow('sqs:A', 'x/${aws:PrincipalTag/a}')]],
  ['a condition is added', [allow('sqs:A')], [allow('sqs:A', '*', source('vpc-1'))]],
  ['a condition has fewer values', [allow('sqs:A', '*', source(['a', 'b']))], [allow('sqs:A', '*', source('a'))]],
  [
    'a condition excludes more',
    [allow('sqs:A', '*', when('StringNotLike', 'aws:SourceVpc', 'a'))],
    [allow('sqs:A', '*', when('StringNotLike', 'aws:SourceVpc', ['a', 'b']))],
  ],
  [
    'everywhere but some replaces everywhere',
    [allow('sqs:A')],
    [{ Effect: 'Allow', Action: 'sqs:A', NotResource: 'x' }],
  ],
  ['a Deny is added', [allow('sqs:*')], [allow('sqs:*'), deny('sqs:B')]],
  ['a Deny is on more', [allow('sqs:*'), deny('sqs:B', `${BUCKET}/a`)], [allow('sqs:*'), deny('sqs:B')]],
  ['a Deny is of more', [allow('sqs:*'), deny('sqs:B')], [allow('sqs:*'), deny('SQS:*')]],
  ['a Deny asks for nothing more', [allow('sqs:*'), deny('sqs:B', '*', source('a'))], [allow('sqs:*'), deny('sqs:B')]],
  [
    'names in a list take the place of a pattern',
    [allow('kms:Decrypt', '*', when('ForAnyValue:StringLike', 'kms:ResourceAliases', 'alias/acme-*'))],
    [
      allow(
        'kms:Decrypt',
        '*',
        when('ForAnyValue:StringEquals', 'kms:ResourceAliases', ['alias/acme-a', 'alias/acme-b']),
      ),
    ],
  ],
])('a role does no more where %s', (_, before, after) => {
  expect(change(before, after)).toEqual([`policy-changed: ${ROLE} may do less than before`])
})

test('a role that may ask Lake Formation for what it was granted is told to', () => {
  expect(change([allow('sqs:A')], [allow('sqs:A'), allow('lakeformation:GetDataAccess')])).toEqual([
    `policy-changed: ${ROLE} may now ask Lake Formation for what it was granted`,
  ])
})

test.each<[string, Statement[], Statement[]]>([
  ['an action is in other letters', [allow('sqs:GetUrl')], [allow('SQS:geturl')]],
  ['one statement becomes two', [allow(['sqs:A', 'sqs:B'])], [allow('sqs:A'), allow('sqs:B')]],
  ['a list has what its pattern covers', [allow('sqs:A', 'x/*')], [allow('sqs:A', ['x/*', 'x/a'])]],
  [
    'a Deny is written twice',
    [allow('sqs:*'), deny(['sqs:B', 'sqs:C'])],
    [allow('sqs:*'), deny(['sqs:B', 'sqs:C']), deny('sqs:C')],
  ],
])('a role that may do the same is silent where %s', (_, before, after) => {
  expect(change(before, after)).toEqual([])
})

test('neither order, nor names, nor lists of one change a policy', () => {
  const one = allow(['sqs:B', 'sqs:A'], ['x'], source(['a']))
  const other = deny('sqs:C', ['y', 'x'])
  const same: Statement[] = [
    { ...other, Sid: 'Renamed', Resource: ['x', 'y'] },
    allow(['sqs:A', 'sqs:B', 'sqs:A'], 'x', source('a')),
  ]
  expect(change([one, other], same)).toEqual([])
})

test('a statement moves from one policy of a role to another', () => {
  const split = [policyOf(ROLE, [allow('sqs:A')], 'one'), policyOf(ROLE, [allow('sqs:B')], 'two')]
  const joined = [policyOf(ROLE, [allow('sqs:B'), allow('sqs:A')], 'one')]
  expect(found({ facts: split }, { facts: joined })).toEqual([])
})

describe('a role that is new', () => {
  const comesWith = (...statements: Statement[]): string[] => found({}, { facts: policy(...statements) })

  test.each([
    'iam:*',
    'iam:CreateRole',
    'IAM:createrole',
    'lakeformation:PutDataLakeSettings',
    'lakeformation:Grant*',
    'kms:PutKeyPolicy',
    's3:PutBucketPolicy',
    'sts:AssumeRole',
    '*',
    '*:*',
    'ia?:*',
  ])('is told where it decides who has access: %s', (action) => {
    expect(comesWith(allow(['s3:GetObject', action]))).toEqual([
      `policy-widened: ${ROLE} comes with ${action}, which decides who has access`,
    ])
  })

  it('is told where it may do everything but some', () => {
    expect(comesWith({ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' })).toHaveLength(1)
  })

  test.each([
    [allow('glue:GetTable')],
    [allow('lakeformation:GetDataAccess')],
    [deny('iam:*')],
    [allow('iam:PassRole')],
  ])('has nothing to be told of: %j', (statement) => {
    expect(comesWith(statement)).toEqual([])
  })

  it('is told in an environment that is new, too', () => {
    const { facts, ...rest } = { facts: policy(allow('iam:*')), environment: 'field' }
    expect(found(rest, { ...rest, facts })).toHaveLength(1)
  })
})

describe('a statement that names what the role gains', () => {
  const gained = { paths: [{ role: ROLE }] }
  const named = 'arn:aws:glue:eu-west-1:111111111111:table/lab_trials/*'
  const widened = (statement: Statement, given = gained): string[] =>
    found({ facts: policy(allow('sqs:A')) }, { ...given, facts: policy(allow('sqs:A'), statement) })

  it('is told by the path alone', () => {
    expect(widened(allow('glue:GetTable', named))).toEqual([])
  })

  test.each<[string, Statement]>([
    ['another dataset', allow('glue:GetTable', 'arn:aws:glue:eu-west-1:111111111111:table/lab_genomes/*')],
    ['a dataset whose name begins alike', allow('glue:GetTable', 'arn:aws:glue:eu-west-1:1:database/lab_trials_b')],
    ['everything beside', allow('dynamodb:GetItem', [named, '*'])],
    ['a role beside', allow('iam:PassRole', [named, 'arn:aws:iam::111111111111:role/admin'])],
    ['everything but it', { Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: named }],
  ])('is told where it names %s', (_, statement) => {
    expect(widened(statement)).toEqual([expect.stringMatching(/^policy-widened: .* may now do more: /)])
  })

  test.each(['iam:*', 'lakeformation:PutDataLakeSettings', 's3:PutBucketPolicy', '*'])(
    'is told where it decides who has access: %s',
    (action) => {
      expect(widened(allow(['glue:GetTable', action], named))).toEqual([
        `policy-widened: ${ROLE} may now do more: ${action}`,
      ])
    },
  )

  it('is told where the path is of another role', () => {
    expect(widened(allow('glue:GetTable', named), { paths: [{ role: 'acme-lab-other' }] })).toHaveLength(1)
  })
})

test('what is allowed before is never told as more', () => {
  const action = fc.constantFrom('sqs:A', 'sqs:B', 'sqs:*', 'SQS:a', 'sns:*', '*')
  const resource = fc.constantFrom('x', 'x/*', 'y', '*')
  const statement = fc
    .tuple(fc.array(action, { minLength: 1, maxLength: 3 }), fc.array(resource, { minLength: 1, maxLength: 2 }))
    .map(([actions, resources]) => allow(actions, resources))
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.nat(), (all, seed) => {
      const fewer = all.filter((_, index) => (seed >> index) % 2 === 0)
      const rules = reviewed({ facts: policy(...all) }, { facts: policy(...fewer) }).findings.map((each) => each.rule)
      expect(rules).not.toContain('policy-widened')
    }),
  )
})

test('what nothing of before allows is always told as more', () => {
  const known = fc.array(fc.constantFrom('sqs:A', 'sqs:B', 'sqs:*', 'sqs:G?t'), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(known, fc.constantFrom('sns:A', 's*:A', '*', '?qs:A', 'sqs*'), (before, action) => {
      expect(change([allow(before)], [allow(before), allow(action)])).toEqual([
        `policy-widened: ${ROLE} may now do more: ${action}`,
      ])
    }),
  )
})

test('actions are listed once, and only so many, and odd ones not in their words', () => {
  const many = [...'hgfedcba'].map((each) => `sqs:${each}`)
  expect(change([allow('sns:A')], [allow('sns:A'), allow(many), allow('sqs:a', 'x')])).toEqual([
    `policy-widened: ${ROLE} may now do more: sqs:a, sqs:b, sqs:c, sqs:d, sqs:e, sqs:f and 2 more`,
  ])
  expect(change([allow('sns:A')], [allow('sns:A'), allow('sqs:<b>\n@all')])).toEqual([
    `policy-widened: ${ROLE} may now do more: an odd action`,
  ])
})
