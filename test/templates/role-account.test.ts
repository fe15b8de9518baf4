import { lab, ROLES, TRIALS_KEY } from './lab'

const account = lab()
const QUERYING = ROLES.filter((key) => !key.startsWith('jobs_') && key !== 'persona_auditor')
const AUTHORS = ['persona_developer', 'persona_developer-senior']
const nameOf = (key: string): string =>
  `acme-lab-${key
    .replace(/^persona_/, '')
    .replace('share_', 'share-')
    .replace(/^jobs_(.*)/, '$1-jobs')}`
const glue = (resource: string): string => `arn:aws:glue:eu-central-1:111111111111:${resource}`
const workgroup = (key: string): string => `arn:aws:athena:eu-central-1:111111111111:workgroup/${nameOf(key)}`

/** The keys for which something holds. */
const those = (holds: (key: string) => boolean): string[] => ROLES.filter(holds).sort()
const can = (action: string, resource: string, context = {}): string[] =>
  those((key) => account.may(account.role(key), action, resource, context))
const sorted = (keys: readonly string[]): string[] => [...keys].sort()

test('names are as the tests below expect', () => {
  for (const key of ROLES) expect(account.role(key).arn).toBe(`arn:aws:iam::111111111111:role/acme/${nameOf(key)}`)
})

describe('Athena', () => {
  test.each([
    'GetWorkGroup',
    'StartQueryExecution',
    'StopQueryExecution',
    'GetQueryExecution',
    'GetQueryResults',
    'GetQueryResultsStream',
    'ListQueryExecutions',
  ])('%s in the own workgroup, and in no other', (action) => {
    for (const key of ROLES)
      expect(can(`athena:${action}`, workgroup(key))).toEqual(QUERYING.includes(key) ? [key] : [])
    expect(can(`athena:${action}`, workgroup('persona_reader').replace(/[^/]+$/, 'primary'))).toEqual([])
  })

  test.each([
    'UpdateWorkGroup',
    'DeleteWorkGroup',
    'CreateWorkGroup',
    'CreateDataCatalog',
    'CreateCapacityReservation',
    'TagResource',
    'StartSession',
    'CreateNotebook',
  ])('nobody may %s', (action) => {
    const resources = [
      ...ROLES.map(workgroup),
      'arn:aws:athena:eu-central-1:111111111111:datacatalog/AwsDataCatalog',
      '*',
    ]
    expect(resources.flatMap((resource) => can(`athena:${action}`, resource))).toEqual([])
  })
})

describe('query results', () => {
  const at = (action: string, key: string): string[] =>
    those((who) => account.s3(account.role(who), action, account.results, key))
  const lists = (prefix: string | undefined): string[] =>
    those((who) =>
      account.s3(
        account.role(who),
        'ListBucket',
        account.results,
        undefined,
        prefix === undefined ? {} : { 's3:prefix': prefix },
      ),
    )

  test('are read and written by their own role alone', () => {
    for (const key of ROLES) {
      const expected = QUERYING.includes(key) ? [key] : []
      for (const object of ['1.csv', 'tables/1/part-0']) {
        expect(at('GetObject', `results/${nameOf(key)}/${object}`)).toEqual(expected)
        expect(at('PutObject', `results/${nameOf(key)}/${object}`)).toEqual(expected)
      }
      expect(lists(`results/${nameOf(key)}/`)).toEqual(expected)
      expect(at('DeleteObject', `results/${nameOf(key)}/1.csv`)).toEqual([])
    }
    for (const key of [
      'results/1.csv',
      '1.csv',
      'results/acme-lab-nobody/1.csv',
      `results/${nameOf('persona_reader')}`,
    ]) {
      expect([at('GetObject', key), at('PutObject', key)]).toEqual([[], []])
    }
    for (const prefix of [undefined, '', 'results', 'results/', 'results/acme-lab-', 'jobs/'])
      expect(lists(prefix)).toEqual([])
  })

  test('their key opens to whoever queries or runs jobs', () => {
    const users = ROLES.filter((key) => key !== 'persona_auditor')
    for (const action of ['Decrypt', 'GenerateDataKey']) {
      expect(those((key) => account.kms(account.role(key), action, account.resultsAlias))).toEqual(sorted(users))
    }
    expect(those((key) => account.kms(account.role(key), 'Encrypt', account.resultsAlias))).toEqual([])
  })

  test('an alias of another key does not stand for it', () => {
    const context = { 'kms:ResourceAliases': ['alias/other', 'alias/results-acme-lab2'] }
    expect(can('kms:Decrypt', 'arn:aws:kms:eu-central-1:111111111111:key/1', context)).toEqual([])
    const foreign = { 'kms:ResourceAliases': [TRIALS_KEY, account.resultsAlias] }
    expect(can('kms:Decrypt', 'arn:aws:kms:eu-central-1:222222222222:key/1', foreign)).toEqual([])
    expect(can('kms:Decrypt', 'arn:aws:kms:us-east-1:111111111111:key/1', foreign)).toEqual([])
  })
})

describe('jobs', () => {
  const job = (name: string): string => glue(`job/${name}`)

  test.each(['CreateJob', 'UpdateJob', 'DeleteJob', 'StartJobRun', 'GetJob', 'GetJobRuns', 'BatchStopJobRun'])(
    "an author may %s under its own prefix, which is no other persona's",
    (action) => {
      expect(can(`glue:${action}`, job('acme-lab-developer_nightly'))).toEqual(['persona_developer'])
      expect(can(`glue:${action}`, job('acme-lab-developer-senior_nightly'))).toEqual(['persona_developer-senior'])
      for (const name of ['nightly', 'acme-lab-developer', 'acme-lab-developer-senior-nightly', 'acme-lab-owner_x']) {
        expect(can(`glue:${action}`, job(name))).toEqual([])
      }
    },
  )

  test('an author passes the role of its own jobs, to Glue and nothing else', () => {
    const passes = (key: string, service?: string): string[] =>
      can('iam:PassRole', account.role(key).arn, service === undefined ? {} : { 'iam:PassedToService': service })
    for (const key of ROLES) {
      const author = key.startsWith('jobs_') ? [key.replace('jobs_', 'persona_')] : []
      expect(passes(key, 'glue.amazonaws.com')).toEqual(author)
      for (const service of [undefined, 'lambda.amazonaws.com', 'ec2.amazonaws.com', 'sagemaker.amazonaws.com'])
        expect(passes(key, service)).toEqual([])
    }
    const location = 'arn:aws:iam::111111111111:role/acme/acme-lab-data-trials'
    expect(can('iam:PassRole', location, { 'iam:PassedToService': 'glue.amazonaws.com' })).toEqual([])
  })

  test('scripts are those of the author and its jobs', () => {
    for (const author of AUTHORS) {
      const both = sorted([author, author.replace('persona_', 'jobs_')])
      for (const action of ['GetObject', 'PutObject', 'DeleteObject']) {
        const object = `jobs/${nameOf(author)}/job.py`
        expect(those((key) => account.s3(account.role(key), action, account.results, object))).toEqual(both)
      }
    }
  })

  test('an author reads the logs of its own jobs; only jobs write logs and metrics', () => {
    const logs = (group: string): string => `arn:aws:logs:eu-central-1:111111111111:log-group:${group}`
    for (const author of AUTHORS)
      expect(can('logs:GetLogEvents', logs(`/aws-glue/${nameOf(author)}/out:log-stream:1`))).toEqual([author])
    for (const group of ['/aws-glue/jobs/output:log-stream:1', '/aws/lambda/x:log-stream:1'])
      expect(can('logs:GetLogEvents', logs(group))).toEqual([])
    const jobs = sorted(ROLES.filter((key) => key.startsWith('jobs_')))
    expect(can('logs:PutLogEvents', logs('/aws-glue/jobs/output:log-stream:1'))).toEqual(jobs)
    expect(can('logs:PutLogEvents', logs('/aws/lambda/x:log-stream:1'))).toEqual([])
    expect(can('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Glue' })).toEqual(jobs)
    expect(can('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/Billing' })).toEqual([])
  })
})
