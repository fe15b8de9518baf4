import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import fc from 'fast-check'
import { reviewJson } from '../../../../core/review/render/json'
import { reviewJsonSchemas } from '../../../../core/review/render/json/schema'
import type { Review } from '../../../../core/review/types'
import { HOSTILE } from '../../../support/hostile'
import { PROJECT } from '../../../support/mesh'
import { altered, invented, manyPaths, path, rated } from '../invented'

const schema = JSON.parse(readFileSync(join(PROJECT, 'schemas', 'review.schema.json'), 'utf8')) as object
const validate = new Ajv2020().compile(schema)

const plain = { maskAccounts: false }
/** As a consumer reads it. */
const printed = (review: Review, options = plain): ReturnType<typeof reviewJson> =>
  JSON.parse(JSON.stringify(reviewJson(review, options))) as ReturnType<typeof reviewJson>

function expectValid(value: unknown): void {
  expect([validate(value), validate.errors]).toEqual([true, null])
}

const everything = invented({
  gained: [
    rated(
      { columns: ['country', 'subject_id'], rows: "country = 'DK'", address: 'aws_lakeformation_permissions.x' },
      'sensitive',
    ),
    rated({ service: '', group: 'IAM_ALLOWED_PRINCIPALS', source: undefined }, 'unknown-principal'),
    rated({ dataset: null, database: null, table: null, location: 's3://novo-home/public/' }, 'new-group'),
  ],
  lost: [rated({ group: 'ADG-OLD' }, 'access-lost')],
  changed: [altered({ permission: 'INSERT' }, { columns: ['country'] }, 'column-filter-removed')],
  findings: [
    { rule: 'source-identity-removed', risk: 'critical', environment: 'clinical-prod', message: 'it is gone' },
    {
      rule: 'data-destroyed',
      risk: 'critical',
      environment: 'clinical-prod',
      message: 'it goes',
      address: 'aws_s3_bucket.trials',
      source: { file: 'environments/clinical-prod.yaml', line: 3, column: 5 },
    },
  ],
  notAnalysed: [{ environment: 'clinical-prod', address: 'aws_iam_user.x', reason: 'is of a type' }],
  regranted: [
    {
      environment: 'clinical-prod',
      role: 'novo-clinical-prod-reader',
      groups: ['ADG-A'],
      services: ['databricks'],
      dataset: 'trials',
      database: 'clinical_prod_trials',
      table: 'visits',
      location: null,
      permissions: ['SELECT'],
    },
  ],
  folded: { tags: 3 },
  approvals: [
    { environment: 'clinical-prod', dataset: 'trials', owner: 'ADG-TRIALS-OWNERS', stewards: [], risk: 'high' },
  ],
  drift: { gained: [rated({ group: 'ADG-DRIFT' }, 'new-group')] },
})

test('a path has the keys of the contract, as names and lines', () => {
  const [, shared] = printed(everything).gained
  expect(shared).toEqual({
    environment: 'clinical-prod',
    account: '111111111111',
    service: 'databricks',
    group: 'ADG-STATISTICS',
    role: 'novo-clinical-prod-share-adg-statistics',
    dataset: 'trials',
    database: 'clinical_prod_trials',
    table: 'subjects',
    location: null,
    columns: ['country', 'subject_id'],
    rows: "country = 'DK'",
    permission: 'SELECT',
    grantable: false,
    expires: null,
    sessionHours: 1,
    through: null,
    approvedBy: null,
    reason: null,
    source: 'environments/clinical-prod.yaml:29:9',
    address: 'aws_lakeformation_permissions.x',
    risk: 'high',
    reasons: ['sensitive'],
  })
})

test('what is not known is null: a service, a line, an address', () => {
  const [first] = printed(everything).gained
  expect(first).toMatchObject({ group: 'IAM_ALLOWED_PRINCIPALS', service: null, source: null, address: null })
})

test('all of a review is there, and valid by the published schema', () => {
  const json = printed(everything)
  expectValid(json)
  expect(json).toMatchObject({
    schemaVersion: 1,
    digest: everything.digest,
    digests: { 'clinical-prod': everything.environments[0]?.digest },
    risk: 'critical',
    environments: [
      { name: 'clinical-prod', state: 'kept', changed: true, datasets: [{ name: 'trials', stewards: null }] },
    ],
    lost: [{ group: 'ADG-OLD', risk: 'none', reasons: ['access-lost'] }],
    changed: [
      {
        before: { columns: ['country'] },
        after: { columns: null },
        risk: 'medium',
        reasons: ['column-filter-removed'],
      },
    ],
    findings: [
      { rule: 'source-identity-removed', source: null, address: null },
      { rule: 'data-destroyed', source: 'environments/clinical-prod.yaml:3:5', address: 'aws_s3_bucket.trials' },
    ],
    notAnalysed: [{ environment: 'clinical-prod', address: 'aws_iam_user.x', reason: 'is of a type' }],
    regranted: [{ role: 'novo-clinical-prod-reader', table: 'visits', address: null }],
    folded: { tags: 3, descriptions: 0, metadata: 0, others: 0 },
    approvals: [{ dataset: 'trials', owner: 'ADG-TRIALS-OWNERS' }],
    drift: { gained: [{ group: 'ADG-DRIFT' }], lost: [], changed: [] },
  })
})

test('the schema refuses what is no review, and lets unknown keys be', () => {
  const json = printed(everything)
  expectValid({ ...json, tomorrow: 1, gained: json.gained.map((each) => ({ ...each, tomorrow: 1 })) })
  expect(validate({ ...json, gained: [{ ...json.gained[0], group: null }] })).toBe(false)
  expect(validate({ ...json, risk: 'awful' })).toBe(false)
  const { digests: _, ...less } = json
  expect(validate(less)).toBe(false)
})

test('the published schema is the one that is generated', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(reviewJsonSchemas()['review.schema.json'])))
})

test('nothing is folded or left out', () => {
  const json = printed(manyPaths(5_000))
  expect(json.gained).toHaveLength(5_000)
  expectValid(json)
})

test('no change is a review, too', () => {
  const json = printed(invented())
  expectValid(json)
  expect(json).toMatchObject({ risk: 'none', digests: {}, gained: [], lost: [], changed: [] })
})

test.each(Object.entries({ ...HOSTILE, proto: '__proto__' }))('a hostile name stays as it is: %s', (_, name) => {
  const review = invented({
    gained: [rated({ group: name, dataset: name, rows: name, environment: name }, 'new-group')],
    findings: [{ rule: 'open-trust', risk: 'critical', environment: name, message: name }],
  })
  const json = printed(review)
  expectValid(json)
  expect(json.gained[0]).toMatchObject({ group: name, dataset: name, rows: name, environment: name })
  expect(json.findings[0]?.message).toBe(name)
  expect(Object.entries(json.digests)).toEqual([[name, review.environments[0]?.digest]])
})

describe('masked', () => {
  const account = '111111111111'
  const masked = printed(
    invented({
      gained: [
        rated({ group: `arn:aws:iam::${account}:role/x`, role: `novo-${account}`, location: `s3://a-${account}/` }),
      ],
      findings: [{ rule: 'open-trust', risk: 'critical', environment: 'clinical-prod', message: `of ${account}` }],
      drift: { lost: [rated({ group: `arn:aws:iam::${account}:user/y` })] },
    }),
    { maskAccounts: true },
  )

  test('no account id is left, and its last four digits tell whose it was', () => {
    expect(JSON.stringify(masked)).not.toContain(account)
    expect(masked.gained[0]).toMatchObject({
      account: '…1111',
      group: 'arn:aws:iam::…1111:role/x',
      location: 's3://a-…1111/',
    })
    expect(masked.findings[0]?.message).toBe('of …1111')
    expect(masked.environments[0]?.account).toBe('…1111')
  })

  test('digests stay as they are, whatever digits are in them', () => {
    const digest = `sha256:${'a123456789012'.repeat(4)}${'b'.repeat(12)}`
    const review = { ...everything, digest, environments: everything.environments.map((each) => ({ ...each, digest })) }
    const json = printed(review, { maskAccounts: true })
    expectValid(json)
    expect([json.digest, json.digests['clinical-prod'], json.environments[0]?.digest]).toEqual([digest, digest, digest])
  })

  test('longer and shorter numbers are no account ids', () => {
    const texts = fc.stringMatching(/^[a-z/:-]{0,9}(\d{1,11}|\d{13,20})[a-z/:-]{0,9}$/)
    fc.assert(
      fc.property(texts, (group) => {
        expect(printed(invented({ gained: [rated({ group })] }), { maskAccounts: true }).gained[0]?.group).toBe(group)
      }),
    )
  })
})

test('the same review is the same text, in whatever order its objects were made', () => {
  const turned = (review: Review): Review =>
    JSON.parse(JSON.stringify(review), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as Review
  const text = (review: Review): string => JSON.stringify({ ...reviewJson(review, plain), environments: [] })
  expect(text(turned(everything))).toBe(text(everything))
  expect(path()).toEqual(path())
})

test('a cause says what it is, of whom, how many paths it explains and which lines made it so', () => {
  const cause = { kind: 'member', role: 'novo-clinical-prod-reader', group: 'ADG-NEW' } as const
  const given = { group: 'ADG-NEW', role: 'novo-clinical-prod-reader', approvedBy: 'ADG-OWNERS', reason: 'CR-1' }
  const gained = ['SELECT', 'DESCRIBE'].map((permission) => ({
    ...rated({ ...given, permission }, 'new-group'),
    cause,
  }))
  const json = printed({ ...invented({ gained }), read: { types: 4, arguments: 30, notAnalysed: 0 } })
  expectValid(json)
  expect(json.causes).toEqual([
    {
      kind: 'member',
      direction: 'gained',
      risk: 'medium',
      environments: ['clinical-prod'],
      service: null,
      role: 'novo-clinical-prod-reader',
      dataset: null,
      permission: null,
      groups: ['ADG-NEW'],
      services: ['databricks'],
      datasets: ['trials'],
      paths: 2,
      sources: ['environments/clinical-prod.yaml:29:9'],
    },
  ])
  expect(json.gained[0]).toMatchObject({ approvedBy: 'ADG-OWNERS', reason: 'CR-1' })
  expect(json.read).toEqual({ types: 4, arguments: 30, notAnalysed: 0 })
})
