import type { PolicyDocument, Statement } from '../../../../../core/policy/document'
import { verifyHome } from '../../../../../core/proof/verify/home'
import { verifyPermissions } from '../../../../../core/proof/verify/permissions'
import type { Difference } from '../../../../../core/proof/verify/types'
import { exampleFolder, MESH, smallMesh } from '../../../../support/mesh'
import { labFolder } from './lab'
import { renderedMesh, type Rendered } from './rendered'

const lab = renderedMesh(labFolder())[0]!

/** What is said when a statement is added to a policy of a role. */
function saidWith(
  statement: Statement,
  role = 'acme-lab-reader',
  { access, roles, storage, others }: Rendered = lab,
): Difference[] {
  const added: PolicyDocument = { Version: '2012-10-17', Statement: [statement] }
  const changed = roles.map((each) =>
    each.name === role ? { ...each, policies: new Map([...each.policies, ['extra', added]]) } : each,
  )
  return [...verifyPermissions(access, changed, storage, others).differences]
}

const messages = (found: readonly Difference[]): string[] => found.map((each) => each.message)

test('a role that reads past its paths: one line a statement, with the line of the mesh that makes the role', () => {
  const resource = 'arn:aws:s3:::acme-lab-trials-111111111111/subjects/*'
  expect(saidWith({ Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: resource })).toEqual([
    {
      kind: 'permission',
      environment: 'lab',
      role: 'acme-lab-reader',
      address: 'aws_iam_role.persona_reader',
      at: { file: 'mesh/lab.yaml', line: 11, column: 12 },
      message:
        'acme-lab-reader may s3:GetObject acme-lab-trials-111111111111/subjects/part-0, which no path gives it: policy extra, statement 1; and 9 more like it',
    },
  ])
})

test.each<[string, Statement, RegExp]>([
  [
    'an object that no table has',
    allow('s3:GetObject', 'arn:aws:s3:::acme-lab-trials-111111111111/*/salary.csv'),
    /may s3:GetObject/,
  ],
  ['any bucket', allow('s3:GetObject', 'arn:aws:s3:::*/salary.csv'), /may s3:GetObject/],
  ['a pattern over the slash', allow('s3:GetObject', 'arn:aws:s3:::acme*salary.csv'), /may s3:GetObject/],
  ['all but something', { Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }, /may s3:/],
  [
    'an address that nobody knows',
    { ...allow('s3:GetObject', '*'), Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
    /may s3:GetObject/,
  ],
  [
    "a folder of the session's name",
    allow('s3:GetObject', 'arn:aws:s3:::acme-lab-sites-111111111111/${aws:username}/*'),
    /may s3:GetObject/,
  ],
  ['services that a pattern names', allow('bedroc?:InvokeModel', '*'), /may bedroc\?:InvokeModel/],
  [
    'services that nothing excepts',
    { Effect: 'Allow', NotAction: 'sts:AssumeRole', Resource: 'arn:aws:bedrock:eu-central-1::foundation-model/x' },
    /may everything but sts:AssumeRole/,
  ],
  [
    'a role that nobody thought of',
    allow('sts:AssumeRole', 'arn:aws:iam::999999999999:role/x'),
    /999999999999:role\/x/,
  ],
  [
    'a key by its id',
    allow('kms:Decrypt', 'arn:aws:kms:eu-central-1:111111111111:key/aaaaaaaa-2222-3333-4444-555555555555'),
    /may kms:Decrypt arn:aws:kms:eu-central-1:111111111111:key\/aaaaaaaa/,
  ],
  ['another service', allow('dynamodb:PutItem', '*'), /may dynamodb:PutItem, which nothing in the mesh calls for/],
  ['another bucket', allow('s3:GetObject', 'arn:aws:s3:::elsewhere/*'), /names the bucket elsewhere/],
  ['another role', allow('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme/acme-lab-owner'), /may sts:AssumeRole/],
  [
    'a key that any request has',
    { ...allow('kms:Decrypt', '*'), Condition: { 'ForAllValues:StringEquals': { 'kms:ResourceAliases': 'alias/x' } } },
    /may kms:Decrypt a key without an alias/,
  ],
  ['a catalogue policy', allow('glue:PutResourcePolicy', '*'), /may glue:PutResourcePolicy/],
  ['grants', allow('lakeformation:GrantPermissions', '*'), /may lakeformation:GrantPermissions/],
])('%s is not overlooked', (_, statement, expected) => {
  const found = messages(saidWith(statement))
  expect(found.filter((each) => expected.test(each)).length).toBeGreaterThan(0)
  expect(found.length).toBeLessThan(20)
})

test('a policy that IAM refuses is a difference, not an end', () => {
  const statement = { ...allow('s3:GetObject', '*'), Condition: { StringSortOf: { 'aws:x': 'y' } } }
  expect(messages(saidWith(statement))).toEqual([
    'acme-lab-reader has a policy that IAM refuses: policy extra, statement 1: unknown condition operator "StringSortOf"',
  ])
  const multiple = { ...allow('kms:Decrypt', '*'), Condition: { StringEquals: { 'kms:ResourceAliases': 'alias/x' } } }
  expect(messages(saidWith(multiple)).join()).toMatch(/IAM refuses: policy extra, statement 1: .*ForAnyValue/)
})

test.each([
  'arn:aws:s3:::novo-finance-dev-ledger-*',
  'arn:aws:kms:*:333333333333:key/*',
  'arn:aws:iam::333333333333:role/novo/*',
])('another environment: %s', (resource) => {
  const all = renderedMesh(exampleFolder())
  const clinical = all.find(({ access }) => access.environment === 'clinical-prod')!
  const other = clinical.others.find(({ account }) => account === '333333333333')!
  const pattern = resource.replace('novo-finance-dev-ledger-', other.datasets[0]!.bucket.slice(0, -12))
  const found = messages(saidWith(allow('s3:GetObject', pattern), 'novo-clinical-prod-reader', clinical))
  expect(found.join()).toContain(`names ${pattern}, which covers`)
})

const NAMESAKES = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
personas: { owner: [OWNERS], reader: [READERS], reader-senior: [SENIORS] }
datasets:
  trials:
    owner: APPROVERS
    classification: confidential
    tables: { visits: { columns: { id: string } } }
    access: [{ to: { persona: reader } }, { to: { group: MIXED }, permissions: write }]
  sites:
    owner: APPROVERS
    classification: internal
    tables: { sites: { columns: { id: string } } }
    access: [{ to: { group: MIXED } }]
`
const SENIOR = `
personas:
  reader-senior: { data: { database: [DESCRIBE], table: [SELECT, DESCRIBE] }, policies: [data-lake-user] }
`

const namesakes = renderedMesh(smallMesh({ 'mesh.yaml': MESH + SENIOR, 'lab.yaml': NAMESAKES }))[0]!

/** What is said of a role that has a statement and nothing beside it, but for what it lacks. */
function saidOf(statement: Statement, role: string): string {
  const bare = namesakes.roles.map((each) => (each.name === role ? { ...each, policies: new Map() } : each))
  const found = messages(saidWith(statement, role, { ...namesakes, roles: bare }))
  return found.filter((each) => each.includes('policy extra')).join()
}

test("a folder without its slash lists namesakes' folders, too", () => {
  const listing = (prefix: string): Statement => ({
    ...allow('s3:ListBucket', 'arn:aws:s3:::results-acme-lab-111111111111'),
    Condition: { StringEquals: { 's3:prefix': prefix } },
  })
  for (const role of ['acme-lab-reader', 'acme-lab-reader-senior']) {
    expect(saidOf(listing(`results/${role}`), role)).toContain(
      `${role} may s3:ListBucket results-acme-lab-111111111111 (prefix "results/${role}")`,
    )
    expect(saidOf(listing(`results/${role}/`), role)).toBe('')
  }
})

test('a share that writes in one database writes the catalogue there and nowhere else', () => {
  const tables = (database: string): Statement =>
    allow('glue:CreateTable', `arn:aws:glue:eu-central-1:111111111111:database/${database}`)
  expect(saidOf(tables('lab_sites'), 'acme-lab-share-mixed')).toMatch(
    /may glue:CreateTable database\/lab_sites, which no path gives it/,
  )
  expect(saidOf(tables('lab_trials'), 'acme-lab-share-mixed')).toBe('')
})

test('a tag on the home role counts in every session', () => {
  const { access, roles, storage } = lab
  const tagged = roles.map((each) => (each.name === 'acme-lab-home' ? { ...each, tags: { Initials: 'bob' } } : each))
  const [first] = verifyHome(access, tagged, storage).differences
  expect(first).toMatchObject({ kind: 'home', role: 'acme-lab-home', address: 'aws_iam_role.home' })
  expect(first?.message).toMatch(/^acme-lab-home: somebody with no user, .* may s3:\w+ acme-home\/home\/user\/bob\/x/)
})

test('a department that may write where the files say it reads, and the other way round', () => {
  const { access, roles, storage } = lab
  const readonly = { ...access, home: { ...access.home!, departmentWrite: false } }
  expect(messages(verifyHome(readonly, roles, storage).differences).join()).toMatch(
    /may s3:AbortMultipartUpload .*policy home/,
  )
  const home = renderedMesh(labFolder('readonly'))[0]!
  expect(messages(verifyHome(access, home.roles, home.storage).differences).join()).toMatch(
    /may not s3:\w+ .* no statement/,
  )
  expect(messages(verifyHome(home.access, home.roles, home.storage).differences)).toEqual([])
})

test('a bucket or key without a policy', () => {
  const { access, roles } = lab
  const found = messages(verifyPermissions(access, roles, { buckets: [], keys: [], faults: [] }, []).differences)
  expect(found).toHaveLength(8)
  expect(found[0]).toBe(
    'there is no policy of the bucket acme-lab-sites-111111111111, so that nothing protects what it holds',
  )
})

function allow(action: string, resource: string): Statement {
  return { Effect: 'Allow', Action: action, Resource: resource }
}
