import { lab, ROLES, SITES, SITES_KEY, TRIALS, TRIALS_KEY } from './lab'

const account = lab()

const PLACES = [
  [TRIALS, 'subjects/part-0'],
  [TRIALS, 'visits/part-0'],
  [TRIALS, 'visits/year=2026/part-0'],
  [TRIALS, 'visits2/part-0'],
  [TRIALS, 'visits'],
  [TRIALS, 'new_table/part-0'],
  [TRIALS, 'part-0'],
  [SITES, 'sites/part-0'],
  [SITES, 'visits/part-0'],
  ['acme-other-trials-222222222222', 'visits/part-0'],
] as const
const short = (bucket: string, key: string): string => `${bucket.split('-')[2]}/${key}`

const ALL = PLACES.filter(([bucket]) => bucket.includes('-lab-')).map(([bucket, key]) => short(bucket, key))
const VISITS = ['trials/visits/part-0', 'trials/visits/year=2026/part-0']
const TABLES = ['trials/subjects/part-0', ...VISITS, 'trials/visits2/part-0', 'sites/sites/part-0']

/** Which objects of datasets a role reads and writes through IAM; what is not here does neither. */
const RIGHTS: Readonly<Record<string, { reads?: string[]; writes?: string[]; deletes?: string[] }>> = {
  // May create tables anywhere in a database, so writes all of its bucket.
  persona_owner: { writes: ALL },
  persona_developer: { writes: ALL },
  'persona_developer-senior': { writes: ALL },
  jobs_developer: { writes: ALL },
  'jobs_developer-senior': { writes: ALL },
  // May insert into and delete from the tables that there are.
  persona_loader: { writes: TABLES },
  share_write: { writes: VISITS },
  share_admin: { writes: VISITS },
  share_insert: { writes: VISITS, deletes: [] },
  share_files: { reads: VISITS },
  share_both: { reads: VISITS, writes: VISITS },
}

describe.each(ROLES)('%s', (key) => {
  const role = account.role(key)
  const { reads = [], writes = [], deletes = writes } = RIGHTS[key] ?? {}
  const objects = (action: string): string[] =>
    PLACES.filter(([bucket, name]) => account.s3(role, action, bucket, name)).map(([bucket, name]) =>
      short(bucket, name),
    )
  const usesKey = (action: string): string[] =>
    [TRIALS_KEY, SITES_KEY].filter((alias) => account.kms(role, action, alias))
  const datasetsOf = (names: string[]): string[] =>
    [...new Set(names.map((each) => each.split('/')[0]))].map((each) => `alias/acme-lab-${each}`)

  test(`reads ${reads.length} of the objects and writes ${writes.length}`, () => {
    expect(objects('GetObject')).toEqual(reads)
    for (const action of ['PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts']) {
      expect(objects(action)).toEqual(writes)
    }
    expect(objects('DeleteObject')).toEqual(deletes)
  })

  test.each([
    'GetObjectVersion',
    'GetObjectTagging',
    'GetObjectAcl',
    'GetObjectAttributes',
    'DeleteObjectVersion',
    'PutObjectAcl',
    'PutObjectTagging',
    'PutObjectRetention',
    'PutObjectLegalHold',
    'RestoreObject',
    'ReplicateObject',
    'BypassGovernanceRetention',
    'UpdateObjectEncryption',
  ])('never does %s', (action) => expect(objects(action)).toEqual([]))

  test('uses the keys of the datasets whose objects it reads or writes, and no others', () => {
    expect(usesKey('Decrypt').sort()).toEqual(datasetsOf([...reads, ...writes]).sort())
    expect(usesKey('GenerateDataKey').sort()).toEqual(datasetsOf(writes).sort())
    const alone = (action: string, alias: string): boolean =>
      account.may(role, `kms:${action}`, 'arn:aws:kms:eu-central-1:111111111111:key/1', {
        'kms:ResourceAliases': [alias],
      })
    for (const action of ['Decrypt', 'GenerateDataKey']) {
      expect([TRIALS_KEY, SITES_KEY].filter((alias) => alone(action, alias))).toEqual(usesKey(action))
    }
    for (const action of [
      'Encrypt',
      'ReEncryptFrom',
      'CreateGrant',
      'PutKeyPolicy',
      'ScheduleKeyDeletion',
      'UpdateAlias',
      'DescribeKey',
    ]) {
      expect(usesKey(action)).toEqual([])
    }
  })

  test('lists what it reads or writes: a whole bucket, or the folders of tables', () => {
    const lists = (bucket: string, prefix?: string): boolean =>
      account.s3(role, 'ListBucket', bucket, undefined, prefix === undefined ? {} : { 's3:prefix': prefix })
    const all = [...reads, ...writes]
    const isWhole = writes === ALL
    expect([lists(TRIALS), lists(TRIALS, ''), lists(TRIALS, 'new_table/')]).toEqual([isWhole, isWhole, isWhole])
    expect(lists(TRIALS, 'visits/')).toBe(all.some((each) => VISITS.includes(each)))
    expect(lists(TRIALS, 'visits/year=2026/')).toBe(all.some((each) => VISITS.includes(each)))
    for (const table of ['subjects', 'visits2'])
      expect(lists(TRIALS, `${table}/`)).toBe(all.includes(`trials/${table}/part-0`))
    expect(lists(TRIALS, 'visits')).toBe(isWhole) // would show visits2, too
    expect(lists(SITES, 'sites/')).toBe(all.includes('sites/sites/part-0'))
  })

  test('does nothing to buckets', () => {
    const actions = [
      'GetBucketPolicy',
      'PutBucketPolicy',
      'DeleteBucket',
      'PutBucketAcl',
      'PutLifecycleConfiguration',
      'PutBucketVersioning',
      'ListBucketVersions',
      'PutEncryptionConfiguration',
      'CreateBucket',
    ]
    expect(
      actions.filter((action) => [TRIALS, SITES, account.results].some((bucket) => account.s3(role, action, bucket))),
    ).toEqual([])
    expect(account.may(role, 's3:ListAllMyBuckets', '*')).toBe(false)
  })
})

test('a job has the rights of its author on data, and nobody can sign in as one', () => {
  for (const persona of ['developer', 'developer-senior']) {
    expect(RIGHTS[`jobs_${persona}`]).toEqual(RIGHTS[`persona_${persona}`])
    expect(account.environment.roles.get(`jobs_${persona}`)?.trust).toBeUndefined()
  }
})

test('the table speaks of every role', () => {
  expect([...account.environment.roles.keys()].sort()).toEqual([...ROLES].sort())
})
