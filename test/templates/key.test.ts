import type { PolicyDocument } from '../../core/policy/document'
import { evaluate, type Context } from '../../core/policy/evaluate'
import { build, exampleFolder } from '../support/mesh'

const { compiled } = build(exampleFolder())
const { access, datasets, results, home } = compiled.environments.get('clinical-prod')!

const role = (name: string, account = '111111111111'): string =>
  `arn:aws:iam::${account}:role/novo/novo-clinical-prod-${name}`
const USES = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
]

/** Whether the key's policy leaves an action to somebody's own policies. */
function leaves(key: PolicyDocument, who: string, action: string, context: Context = {}): boolean {
  const principal = { type: 'AWS', id: who } as const
  const request = {
    principal,
    action: `kms:${action}`,
    resource: '*',
    context: { 'aws:PrincipalArn': who, ...context },
  }
  return evaluate([key], request).effect === 'Allow'
}

const EVERYBODY = [
  ...access.roles.map(({ arn }) => arn),
  ...access.datasets.map(({ locationRole }) => locationRole.arn),
  'arn:aws:iam::111111111111:role/terraform',
  'arn:aws:iam::111111111111:role/novo-clinical-prod-owner',
]
const using = (key: PolicyDocument, action: string): string[] =>
  EVERYBODY.filter((who) => leaves(key, who, action))
    .map((arn) => arn.replace(/^.*novo-clinical-prod-/, ''))
    .sort()

test.each([
  ['trials', ['data-trials', 'developer', 'developer-jobs', 'owner'], []],
  ['safety', ['data-safety', 'developer', 'developer-jobs', 'owner', 'share-adg-pharmacovigilance'], []],
  ['sites', ['data-sites', 'developer', 'developer-jobs', 'owner'], ['share-adg-databricks-de']],
])('the key of %s is used by whoever writes its files, and decrypts for whoever reads them', (name, users, readers) => {
  const { key } = datasets.get(name)!
  for (const action of USES)
    expect([action, using(key, action)]).toEqual([action, [...users, ...(action === 'Decrypt' ? readers : [])].sort()])
  expect(using(key, 'CreateGrant')).toEqual([])
})

test('the key of query results is used by the roles of the mesh, each as its own policies say', () => {
  const others = ['arn:aws:iam::111111111111:role/terraform', 'arn:aws:iam::111111111111:role/novo-clinical-prod-owner']
  for (const who of EVERYBODY) expect(leaves(results.key, who, 'Decrypt')).toBe(!others.includes(who))
})

test('the key of home storage is used by its role', () => {
  for (const action of USES) expect(using(home!.key, action)).toEqual(['home'])
})

describe.each([
  ['a dataset', datasets.get('trials')!.key],
  ['query results', results.key],
  ['home storage', home!.key],
])('the key of %s', (_, key) => {
  test('is administered by the account, so that it is never locked out', () => {
    for (const action of [
      'PutKeyPolicy',
      'ScheduleKeyDeletion',
      'EnableKeyRotation',
      'UpdateAlias',
      'TagResource',
      'DescribeKey',
    ]) {
      expect(leaves(key, 'arn:aws:iam::111111111111:root', action)).toBe(true)
      expect(leaves(key, 'arn:aws:iam::111111111111:role/terraform', action)).toBe(true)
    }
  })

  test('lets its administrators encrypt nothing and decrypt nothing', () => {
    for (const action of USES) {
      expect(leaves(key, 'arn:aws:iam::111111111111:role/terraform', action)).toBe(false)
      expect(leaves(key, 'arn:aws:iam::111111111111:root', action)).toBe(false)
    }
  })

  test('knows nobody of another account, whatever its role is called', () => {
    const foreign = access.roles.map(({ arn }) => arn.replace('111111111111', '222222222222'))
    for (const action of [...USES, 'PutKeyPolicy'])
      expect(foreign.filter((who) => leaves(key, who, action))).toEqual([])
    const renamed = { 'aws:PrincipalArn': role('owner') }
    expect(leaves(key, role('owner', '222222222222'), 'Decrypt', renamed)).toBe(false)
  })

  test('names the account, never a role: a role would have to exist first', () => {
    const principals = key.Statement.map((each) => each.Principal)
    expect(new Set(principals.map((each) => JSON.stringify(each)))).toEqual(
      new Set(['{"AWS":"arn:aws:iam::111111111111:root"}']),
    )
  })
})

test("the hub's table is encrypted for whoever reads it through DynamoDB of the hub's Region", () => {
  const reader = 'arn:aws:iam::000000000000:role/hook'
  const uses = (action: string, service?: string): boolean =>
    leaves(compiled.tableKey, reader, action, service === undefined ? {} : { 'kms:ViaService': service })
  for (const action of ['Decrypt', 'CreateGrant', 'GenerateDataKey']) {
    expect(uses(action, 'dynamodb.eu-central-1.amazonaws.com')).toBe(true)
    expect(uses(action, 's3.eu-central-1.amazonaws.com')).toBe(false)
    expect(uses(action, 'dynamodb.us-east-1.amazonaws.com')).toBe(false)
    expect(uses(action)).toBe(false)
  }
  expect(
    leaves(compiled.tableKey, reader.replace('000000000000', '111111111111'), 'Decrypt', {
      'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com',
    }),
  ).toBe(false)
})
