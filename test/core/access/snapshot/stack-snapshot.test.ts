import { serviceTrust } from '../../../../core/policy/trust'
import type { PolicyDocument } from '../../../../core/policy/document'
import type { ReadResource } from '../../../../core/terraform/read/resource'
import type { Snapshot } from '../../../../core/access/snapshot/snapshot'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import { ACCOUNT } from '../../policy/services'
import {
  allow,
  names,
  people,
  policy,
  resource,
  roleArnOf,
  rolePolicy,
  roleResource,
  TRIALS,
} from '../../../support/review-stack'

const PROVIDER = resource('aws_iam_saml_provider', 'warehouse', { name: 'novo-warehouse' })
const READER = roleResource('reader', people('HFAt'), { max_session_duration: 7200 })
const grant = (principal: string): ReadResource =>
  resource('aws_lakeformation_permissions', 'g', {
    principal,
    permissions: ['SELECT'],
    table: [{ database_name: 'lab_trials', name: 'subjects' }],
  })

function side(...resources: readonly ReadResource[]): Snapshot {
  const read = stackSnapshot(
    { output: names(), account: ACCOUNT, region: 'eu-central-1', resources, faults: new Map() },
    true,
  )
  if (!read) throw new Error('the stack is none')
  return read
}
const paths = ({ paths: all }: Snapshot): string[] =>
  all.map(({ path }) => `${path.group}|${path.service}|${path.role}|${path.permission}|${path.location ?? path.table}`)
const reasons = ({ notAnalysed }: Snapshot): string[] => notAnalysed.map((each) => `${each.address} ${each.reason}`)

test('a stack that does not say what it is has no side', () => {
  const none = { output: undefined, account: undefined, region: undefined, resources: [], faults: new Map() }
  expect(stackSnapshot(none, true)).toBeUndefined()
})

describe('paths', () => {
  test('lead from a group through a service and a role to what the role holds', () => {
    const found = side(PROVIDER, READER, grant(roleArnOf('reader')))
    expect(paths(found)).toEqual(['READERS|warehouse|reader|SELECT|subjects'])
    expect(found.paths[0]?.path).toMatchObject({ sessionHours: 2, dataset: 'trials', environment: 'lab' })
  })

  test('of a role whose provider is missing, so that nobody opens it, are its own', () => {
    expect(paths(side(READER, grant(roleArnOf('reader'))))).toEqual([`${roleArnOf('reader')}||reader|SELECT|subjects`])
  })

  test.each([roleArnOf('stranger'), 'IAM_ALLOWED_PRINCIPALS', '222222222222'])(
    'are those of a grant to nobody of the mesh, too: %s',
    (who) => {
      expect(paths(side(PROVIDER, READER, grant(who)))).toEqual([`${who}||${who}|SELECT|subjects`])
    },
  )

  test('are those of a role that somebody outside opens', () => {
    const trust = policy({ Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'sts:AssumeRole' })
    const found = side(roleResource('reader', trust), grant(roleArnOf('reader')))
    expect(paths(found)).toEqual(['222222222222||reader|SELECT|subjects'])
  })

  test('lead to files that a role’s policies open', () => {
    const opens = rolePolicy('reader', policy(allow('s3:GetObject', `arn:aws:s3:::${TRIALS}/*`)))
    expect(paths(side(PROVIDER, READER, opens))).toEqual([`READERS|warehouse|reader|s3:GetObject|s3://${TRIALS}/`])
  })

  test.each([
    ['a role of the stack', roleArnOf('reader'), 'READERS|warehouse|reader'],
    ['somebody else', '*', '*||*'],
  ])('lead to files that a bucket’s policy opens to %s', (_, AWS, who) => {
    const opens = policy({ ...allow('s3:GetObject', `arn:aws:s3:::${TRIALS}/*`), Principal: { AWS } })
    const bucket = resource('aws_s3_bucket_policy', 'b', { bucket: TRIALS, policy: JSON.stringify(opens) })
    expect(paths(side(PROVIDER, READER, bucket))).toEqual([`${who}|s3:GetObject|s3://${TRIALS}/`])
  })

  test('do not lead to the results of the role itself', () => {
    const results = 'novo-lab-results-111111111111'
    const workgroup = resource('aws_athena_workgroup', 'w', {
      configuration: [{ result_configuration: [{ output_location: `s3://${results}/results/reader/` }] }],
    })
    const opens = rolePolicy('reader', policy(allow('s3:PutObject', `arn:aws:s3:::${results}/results/reader/*`)))
    expect(paths(side(PROVIDER, READER, opens, workgroup))).toEqual([])
    expect(paths(side(PROVIDER, READER, opens))).toHaveLength(1)
  })
})

describe('what is not analysed', () => {
  test('is a trust policy that single groups do not explain', () => {
    const text = JSON.stringify(people('HFAt')).replace('*.HFAt.*', '*.HF*')
    expect(reasons(side(PROVIDER, roleResource('reader', JSON.parse(text) as PolicyDocument)))).toEqual([
      'aws_iam_role.reader has a trust policy that compares the tag of groups with something else than codes',
    ])
  })

  test('is what a policy opens in a way that is no path, if somebody opens the role', () => {
    const versions = rolePolicy('reader', policy(allow('s3:GetObjectVersion', `arn:aws:s3:::${TRIALS}/*`)))
    expect(reasons(side(PROVIDER, READER, versions))).toHaveLength(1)
    expect(reasons(side(roleResource('reader', serviceTrust('glue.amazonaws.com')), versions))).toHaveLength(1)
    expect(reasons(side(READER, versions))).toEqual([])
  })

  test('is a resource that Trustloom does not render', () => {
    expect(reasons(side(resource('aws_iam_user', 'bob', { name: 'bob' })))).toEqual([
      'aws_iam_user.bob is of a type that Trustloom does not render',
    ])
  })
})

test('what is wrong with a trust policy is told with its role', () => {
  const { faults } = side(PROVIDER, roleResource('reader', people('XXXX')))
  expect(faults).toContainEqual({
    rule: 'unknown-code',
    message: 'reader opens to the code XXXX, which belongs to no group',
    address: 'aws_iam_role.reader',
  })
})
