import type { Statement } from '../../../../core/policy/document'
import { filesOf, isPattern, type FilesRead } from '../../../../core/access/reach/files'
import { allow, names, policy, SALES, TRIALS } from '../../../support/review-stack'

const OWN = { bucket: 'novo-lab-results-111111111111', prefixes: ['results/reader/', 'jobs/reader/'] }
const read = (...statements: readonly Statement[]): FilesRead =>
  filesOf([{ address: 'p', document: policy(...statements) }], names(), OWN)
const places = ({ targets }: FilesRead): string[] =>
  targets.map((each) => `${each.permission.replace('s3:', '')} ${each.dataset ?? '-'} ${each.location}`).sort()

const GET = 's3:GetObject'
const arn = (path: string): string => `arn:aws:s3:::${path}`
const deny = (more: Partial<Statement>): Statement => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', ...more })
const everywhere = [`GetObject sales s3://${SALES}/`, `GetObject trials s3://${TRIALS}/`]

describe('an Allow opens', () => {
  test.each<[string, Statement, string[]]>([
    ['a folder', allow(GET, arn(`${TRIALS}/raw/*`)), [`GetObject trials s3://${TRIALS}/raw/`]],
    ['a bucket', allow(GET, arn(`${TRIALS}/*`)), [`GetObject trials s3://${TRIALS}/`]],
    ['one object', allow(GET, arn(`${TRIALS}/a.csv`)), [`GetObject trials s3://${TRIALS}/a.csv`]],
    ['a bucket of no dataset', allow(GET, arn('elsewhere/*')), ['GetObject - s3://elsewhere/']],
    ['an access point', allow(GET, 'arn:aws:s3:eu-central-1:1:accesspoint/a/*'), ['GetObject - s3://accesspoint/a/']],
    ['the bucket itself, and so no object', allow(GET, arn(TRIALS)), []],
    ['all actions of a kind', allow('s3:GetObjec?', arn('x/*')), ['GetObject - s3://x/']],
    [
      'all actions but some',
      {
        Effect: 'Allow',
        NotAction: ['s3:DeleteObject', 's3:*Version', 's3:*Acl', 's3:*Retention'],
        Resource: arn('x/*'),
      },
      ['GetObject - s3://x/', 'PutObject - s3://x/'],
    ],
    ['nothing of S3', allow('glue:GetTable'), []],
    ['everything', allow(GET, '*'), ['GetObject - s3://*/', ...everywhere].sort()],
    ['all buckets', allow(GET, arn('*')), ['GetObject - s3://*/', ...everywhere].sort()],
    ['the buckets of datasets', allow(GET, arn('novo-lab-*-111111111111/*')), everywhere],
    [
      'buckets of a beginning',
      allow(GET, arn('novo-lab-tr*')),
      ['GetObject - s3://novo-lab-tr*/', `GetObject trials s3://${TRIALS}/`],
    ],
    [
      'objects of an end, in all buckets of a beginning',
      allow(GET, arn('novo-*.csv')),
      ['GetObject - s3://novo-*/', ...everywhere],
    ],
    [
      'a bucket with one letter open',
      allow(GET, arn(`${TRIALS.replace('trials', 'tri?ls')}/raw/*`)),
      [`GetObject - s3://${TRIALS.replace('trials', 'tri?ls')}/raw/`, `GetObject trials s3://${TRIALS}/raw/`],
    ],
    [
      'a folder of a tag',
      allow(GET, arn('home/user/${aws:PrincipalTag/initials}/*')),
      ['GetObject - s3://home/user/<initials>/'],
    ],
    ['the role’s own results, which are no data', allow(GET, arn(`${OWN.bucket}/results/reader/*`)), []],
    [
      'the results of another role',
      allow(GET, arn(`${OWN.bucket}/results/other/*`)),
      [`GetObject - s3://${OWN.bucket}/results/other/`],
    ],
    [
      'the results of all roles',
      allow(GET, arn(`${OWN.bucket}/results/*`)),
      [`GetObject - s3://${OWN.bucket}/results/`],
    ],
  ])('%s', (_, statement, expected) => {
    const found = read(statement)
    expect(places(found)).toEqual([...expected].sort())
    expect(found.faults.size).toBe(0)
  })

  test('whatever its conditions say', () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }
    expect(places(read({ ...allow(GET, arn('x/*')), Condition }))).toEqual(['GetObject - s3://x/'])
  })
})

test('the same of two statements is there once', () => {
  expect(places(read(allow(GET, arn('x/*')), allow(['s3:GetObject', 's3:PutObject'], arn('x/*'))))).toEqual([
    'GetObject - s3://x/',
    'PutObject - s3://x/',
  ])
})

describe('not understood is an Allow of', () => {
  test.each<[string, Statement]>([
    ['all objects but some', { Effect: 'Allow', Action: GET, NotResource: arn('x/*') }],
    ['versions', allow([GET, 's3:GetObjectVersion'], arn('x/*'))],
    ['versions alone', allow('s3:GetObjectVersion', arn('x/*'))],
    ['older versions of all', allow('s3:GetObjectV*', '*')],
    ['everything of S3', allow('s3:*', arn('x/*'))],
    ['what protects objects', allow('s3:PutObjectAcl', arn('x/*'))],
  ])('%s', (_, statement) => {
    expect(read(statement).faults.has('p')).toBe(true)
  })

  test('but not one of all but some of something else', () => {
    expect(read({ Effect: 'Allow', Action: 'glue:GetTable', NotResource: 'x' }).faults.size).toBe(0)
  })
})

describe('a Deny', () => {
  const opened = allow(GET, arn(`${TRIALS}/raw/*`))
  test.each<[string, Statement, boolean]>([
    ['of everything takes away', deny({}), false],
    ['of the same takes away', deny({ Action: GET, Resource: arn(`${TRIALS}/raw/*`) }), false],
    ['of a wider folder takes away', deny({ Resource: arn(`${TRIALS}/*`) }), false],
    ['of all actions but others takes away', { Effect: 'Deny', NotAction: 'glue:*', Resource: '*' }, false],
    ['of a narrower folder leaves the rest', deny({ Resource: arn(`${TRIALS}/raw/secret/*`) }), true],
    ['of another action leaves this one', deny({ Action: 's3:PutObject' }), true],
    ['of all but some leaves them', { Effect: 'Deny', Action: GET, NotResource: arn('x/*') }, true],
    ['with a condition is no limit', deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), true],
  ])('%s', (_, statement, stays) => {
    expect(places(read(opened, statement))).toEqual(stays ? [`GetObject trials s3://${TRIALS}/raw/`] : [])
  })

  test('of another policy of the role counts', () => {
    const documents = [policy(opened), policy(deny({}))]
    const policies = documents.map((document, index) => ({ address: String(index), document }))
    expect(filesOf(policies, names(), OWN).targets).toEqual([])
  })
})

test.each([
  [{ location: 's3://novo-*/', table: null }, true],
  [{ location: 's3://x/a?b/', table: null }, true],
  [{ location: 's3://x/', table: null }, false],
  [{ location: null, table: '*' }, true],
  [{ location: null, table: 'subjects' }, false],
])('%j is a pattern: %s', (target, is) => {
  expect(isPattern(target)).toBe(is)
})
