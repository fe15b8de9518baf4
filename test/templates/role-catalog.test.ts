import type { Statement } from '../../core/policy/document'
import { evaluate } from '../../core/policy/evaluate'
import { build, exampleFolder } from '../support/mesh'
import { Account } from './account'
import { lab, ROLES } from './lab'

const account = lab()
const glue = (...resources: string[]): string[] =>
  resources.map((each) => `arn:aws:glue:eu-central-1:111111111111:${each}`)
/** Who may do it on the catalogue, the database and the table together, as Glue asks. */
const can = (action: string, resources: string[]): string[] =>
  ROLES.filter((key) => resources.every((each) => account.may(account.role(key), action, each))).sort()

const ON_TRIALS = glue('catalog', 'database/lab_trials', 'table/lab_trials/visits')
const ON_SITES = glue('catalog', 'database/lab_sites', 'table/lab_sites/sites')
const ALL = [...ROLES].sort()
const EVERY_DATASET = ALL.filter((key) => /persona_(?!reader)|jobs_/.test(key))
const WRITERS = ['jobs_developer', 'persona_developer', 'persona_owner', 'persona_steward']
const SHARES_THAT_WRITE = ['share_admin', 'share_both', 'share_insert', 'share_write']

test.each(['GetDatabase', 'GetTable', 'GetTables', 'GetPartitions'])(
  '%s: of the databases in which a role has grants',
  (action) => {
    expect(can(`glue:${action}`, ON_TRIALS)).toEqual(ALL)
    expect(can(`glue:${action}`, ON_SITES)).toEqual([...EVERY_DATASET, 'persona_reader'].sort())
    for (const other of ['other', 'lab', 'lab_', 'lab_trials2', 'finance_trials']) {
      expect(can(`glue:${action}`, glue('catalog', `database/${other}`, `table/${other}/visits`))).toEqual([])
    }
    const elsewhere = ON_TRIALS.map((each) => each.replace('111111111111', '222222222222'))
    expect(can(`glue:${action}`, elsewhere)).toEqual([])
  },
)

test('Athena finds the database default, and no table in it', () => {
  expect(can('glue:GetDatabase', glue('catalog', 'database/default'))).toEqual(ALL)
  expect(can('glue:GetTable', glue('catalog', 'database/default', 'table/default/x'))).toEqual([])
  expect(can('glue:GetDatabases', glue('catalog', 'database/lab_trials', 'database/other'))).toEqual(ALL)
})

test.each([
  'CreateTable',
  'UpdateTable',
  'DeleteTable',
  'BatchCreatePartition',
  'UpdatePartition',
  'BatchDeletePartition',
  'GetTableVersions',
])('%s: owner, steward, developer and its jobs, and shares that write in their database', (action) => {
  expect(can(`glue:${action}`, ON_TRIALS)).toEqual([...WRITERS, ...SHARES_THAT_WRITE])
  expect(can(`glue:${action}`, ON_SITES)).toEqual(WRITERS)
  expect(can(`glue:${action}`, glue('catalog', 'database/default', 'table/default/x'))).toEqual([])
  expect(can(`glue:${action}`, glue('catalog', 'database/other', 'table/other/x'))).toEqual([])
})

test('UpdateDatabase: who may alter databases in Lake Formation', () => {
  expect(can('glue:UpdateDatabase', glue('catalog', 'database/lab_trials'))).toEqual([
    'persona_owner',
    'persona_steward',
  ])
  expect(can('glue:UpdateDatabase', glue('catalog', 'database/default'))).toEqual([])
})

test('Lake Formation hands out data to all but those who only browse', () => {
  expect(can('lakeformation:GetDataAccess', ['*'])).toEqual(ALL.filter((key) => key !== 'persona_auditor'))
  for (const action of ['StartQueryPlanning', 'GetWorkUnits', 'GetWorkUnitResults', 'GetQueryState']) {
    expect(can(`lakeformation:${action}`, ['*'])).toEqual(['share_limited'])
  }
})

/** Every action that a statement of some role allows: the whole vocabulary, so that nothing slips in by a new template. */
describe('no role of this mesh and of the example', () => {
  const accounts = [
    account,
    ...[...build(exampleFolder()).compiled.environments.values()].map((each) => new Account(each)),
  ]
  const policies = accounts.flatMap(({ environment }) =>
    [...environment.roles.values()].flatMap((role) => Object.values(role.policies)),
  )
  const allows = policies.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow')
  const list = (value: Statement['Action'] | Statement['Resource']): string[] => [value ?? []].flat() as string[]
  const actions = new Set(allows.flatMap(({ Action }) => list(Action)))
  const beginning = (prefix: string): string[] => [...actions].filter((each) => each.startsWith(prefix)).sort()

  test('has an action with a wildcard, or all but some', () => {
    expect([...actions].filter((each) => /[*?]/.test(each))).toEqual([])
    expect(allows.filter(({ NotAction, NotResource }) => NotAction ?? NotResource)).toEqual([])
  })

  test('acts in a service that is not needed', () => {
    expect([...new Set([...actions].map((each) => each.split(':')[0]))].sort()).toEqual([
      'athena',
      'cloudwatch',
      'glue',
      'iam',
      'kms',
      'lakeformation',
      'logs',
      's3',
    ])
  })

  test('administers identities, keys or Lake Formation', () => {
    expect(beginning('iam:')).toEqual(['iam:PassRole'])
    expect(beginning('kms:')).toEqual(['kms:Decrypt', 'kms:GenerateDataKey'])
    const reads =
      /^lakeformation:(GetDataAccess|GetQueryState|GetWorkUnits|GetWorkUnitResults|StartQueryPlanning|GetDataCellsFilter|ListDataCellsFilter|ListPermissions)$/
    const grants = /^lakeformation:(Batch)?(Grant|Revoke)Permissions$/
    expect(beginning('lakeformation:').filter((each) => !reads.test(each) && !grants.test(each))).toEqual([])
  })

  test('makes or drops databases, shares the catalogue, or has a shell in Glue', () => {
    const forbidden =
      /:(Create|Delete)Database$|ResourcePolicy|Session|RunStatement|UseGlueStudio|DevEndpoint|Crawler|Connection|Registry|TableOptimizer|TagResource/
    expect(beginning('glue:').filter((each) => forbidden.test(each))).toEqual([])
  })

  test('has S3 beyond reading, writing and listing objects', () => {
    expect(beginning('s3:')).toEqual([
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListMultipartUploadParts',
      's3:PutObject',
    ])
  })

  test('has every resource, but for actions that take none', () => {
    const onAll = allows.filter(({ Resource }) => list(Resource).includes('*')).flatMap(({ Action }) => list(Action))
    const takesNone = /^(lakeformation:|athena:List|glue:(GetJobs|ListJobs)$|cloudwatch:PutMetricData$)/
    expect(onAll.filter((each) => !takesNone.test(each))).toEqual([])
  })
})

test('only a role with a grant option may pass on grants, and it may', () => {
  const built = build(exampleFolder())
  for (const { roles } of built.compiled.environments.values()) {
    for (const { access, policies } of roles.values()) {
      const grantable = [...access.databases, ...access.tables].some((each) => each.grantable)
      const all = Object.values(policies)
      const may = ['Grant', 'Revoke', 'BatchGrant', 'BatchRevoke'].map((each) => {
        const action = `lakeformation:${each}Permissions`
        const principal = { type: 'AWS' as const, id: access.arn }
        return evaluate(all, { principal, action, resource: '*', context: {} }).effect === 'Allow'
      })
      expect([access.name, ...may]).toEqual([access.name, grantable, grantable, grantable, grantable])
    }
  }
})
