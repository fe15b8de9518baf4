import { many } from '../../../../core/policy/document'
import { actionData, actionNames } from '../../../../core/policy/lint/iam-data'
import type { CompiledRunRole } from '../../../../core/policy/runs'
import { build, MESH, ENVIRONMENT, smallMesh } from '../../../support/mesh'
import { resourceTypes } from './resource-types'
import { rightsOf, runRole, runsMesh } from './lab'

const built = runsMesh()
const roles = built.compiled.bootstraps.flatMap((each) => each.roles)
const can = (key: string): ReturnType<typeof rightsOf> => rightsOf(runRole(built, key))

const MESH_TAG = { 'aws:ResourceTag/trustloom:mesh': 'acme' }
const role = (path: string): string => `arn:aws:iam::111111111111:role${path}`
const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555'
const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/acme-entitlements'
const keyed = (partition: string): { 'dynamodb:LeadingKeys': string[] } => ({ 'dynamodb:LeadingKeys': [partition] })

describe('the roles that plan', () => {
  const plans = roles.filter(({ phase }) => phase === 'plan')

  test.each(plans.map((each) => [each.key, each] as const))('%s may change nothing, whatever AWS has', (_, each) => {
    const changing = allowedActions(each).filter(
      (action) => !/^(?:List|Read)$/.test(levelOf(action)) && action !== 'kms:Decrypt',
    )
    expect(changing).toEqual([])
    expect(allowedActions(each).length).toBeGreaterThan(2)
  })

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::acme-lab-trials-111111111111/x'],
    ['s3:GetObjectVersion', 'arn:aws:s3:::acme-lab-trials-111111111111/x'],
    ['lakeformation:GetDataAccess', '*'],
    ['athena:GetQueryResults', 'arn:aws:athena:eu-west-1:111111111111:workgroup/acme-lab-owner'],
    ['athena:StartQueryExecution', 'arn:aws:athena:eu-west-1:111111111111:workgroup/acme-lab-owner'],
    ['kms:Decrypt', KEY],
    ['ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111111111111:parameter/x'],
  ])('lab_plan reads no data: not %s', (action, resource) => {
    expect(can('lab_plan')(action, resource, MESH_TAG)).toBe(false)
  })

  test('hub_plan reads no secret, no message and no log', () => {
    const hub = can('hub_plan')
    const arn = (service: string, name: string): string => `arn:aws:${service}:eu-central-1:000000000000:${name}`
    expect(hub('secretsmanager:DescribeSecret', arn('secretsmanager', 'secret:acme-hook-secret-AbCdEf'))).toBe(true)
    expect(hub('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:acme-hook-secret-AbCdEf'))).toBe(false)
    expect(hub('sqs:GetQueueAttributes', arn('sqs', 'acme-trust-sync'))).toBe(true)
    expect(hub('sqs:ReceiveMessage', arn('sqs', 'acme-trust-sync'))).toBe(false)
    expect(hub('logs:GetLogEvents', arn('logs', 'log-group:/aws/lambda/acme-okta-saml:log-stream:x'))).toBe(false)
    expect(hub('lambda:InvokeFunction', arn('lambda', 'function:acme-okta-saml'))).toBe(false)
  })
})

describe('the role that applies an environment', () => {
  const lab = can('lab_apply')

  test.each([
    ['iam:CreateRole', role('/acme/acme-lab-owner')],
    ['iam:PutRolePolicy', role('/acme-sync/acme-lab-trust-sync')],
    ['iam:CreateSAMLProvider', 'arn:aws:iam::111111111111:saml-provider/acme-databricks'],
    ['iam:CreateOpenIDConnectProvider', 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1'],
    ['s3:CreateBucket', 'arn:aws:s3:::acme-lab-a-new-dataset-111111111111'],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::results-acme-lab-111111111111'],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::people-of-the-lab'],
    ['glue:CreateTable', 'arn:aws:glue:eu-west-1:111111111111:table/lab_trials/new'],
    ['glue:CreateDatabase', 'arn:aws:glue:eu-west-1:111111111111:database/default'],
    ['athena:CreateWorkGroup', 'arn:aws:athena:eu-west-1:111111111111:workgroup/acme-lab-reader'],
    ['athena:CreateWorkGroup', 'arn:aws:athena:eu-west-1:111111111111:workgroup/statisticians'],
    ['lakeformation:GrantPermissions', '*'],
    ['kms:PutKeyPolicy', KEY],
    ['kms:CreateAlias', 'arn:aws:kms:eu-west-1:111111111111:alias/acme-lab-trials'],
  ])('makes what the stack holds: %s on %s', (action, resource) => {
    expect(lab(action, resource, MESH_TAG)).toBe(true)
  })

  test.each([
    ['iam:CreateRole', role('/admin')],
    ['iam:PutRolePolicy', role('/acme-terraform/acme-lab-terraform-apply')],
    ['iam:UpdateAssumeRolePolicy', role('/acme-terraform/acme-lab-terraform-plan')],
    ['iam:AttachRolePolicy', role('/acme/acme-lab-owner')],
    ['iam:PassRole', role('/acme-terraform/acme-lab-terraform-apply')],
    ['iam:CreateUser', 'arn:aws:iam::111111111111:user/x'],
    ['iam:AddClientIDToOpenIDConnectProvider', 'arn:aws:iam::111111111111:oidc-provider/terraform.example.com'],
    ['iam:DeleteOpenIDConnectProvider', 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com'],
    ['iam:UpdateSAMLProvider', 'arn:aws:iam::111111111111:saml-provider/company'],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::somebody-elses'],
    ['s3:DeleteBucket', 'arn:aws:s3:::acme-plant-batches-222222222222'],
    ['s3:GetObject', 'arn:aws:s3:::acme-lab-trials-111111111111/x'],
    ['s3:DeleteObject', 'arn:aws:s3:::acme-lab-trials-111111111111/x'],
    ['glue:DeleteTable', 'arn:aws:glue:eu-west-1:111111111111:table/other/x'],
    ['athena:DeleteWorkGroup', 'arn:aws:athena:eu-west-1:111111111111:workgroup/primary'],
    ['kms:PutKeyPolicy', 'arn:aws:kms:eu-central-1:111111111111:key/x'],
    ['kms:CreateAlias', 'arn:aws:kms:eu-west-1:111111111111:alias/company'],
    ['kms:Decrypt', KEY],
    ['sts:AssumeRole', role('/acme/acme-lab-owner')],
  ])('and nothing else: not %s on %s', (action, resource) => {
    expect(lab(action, resource, MESH_TAG)).toBe(false)
  })

  test('takes no key away that is not the mesh’s', () => {
    for (const action of ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']) {
      expect(lab(action, KEY, MESH_TAG)).toBe(true)
      expect(lab(action, KEY, {})).toBe(false)
      expect(lab(action, KEY, { 'aws:ResourceTag/trustloom:mesh': 'other' })).toBe(false)
    }
  })

  test('reads data only to write the metadata of Iceberg tables', () => {
    expect(lab('lakeformation:GetDataAccess')).toBe(true)
    expect(can('beside_apply')('lakeformation:GetDataAccess')).toBe(false)
  })
})

describe('a permissions boundary of the mesh', () => {
  const BOUNDARY = 'arn:aws:iam::111111111111:policy/boundary'
  const cloud = 'backend: { type: cloud, organization: acme, project: Mesh, credentials: {} }\n'
  const bounded = build(
    smallMesh({
      'mesh.yaml': `${MESH.replace(/deployRole.*\n/, '')}${cloud}permissionsBoundary: "arn:\${partition}:iam::\${account}:policy/boundary"\n`,
      'lab.yaml': ENVIRONMENT,
    }),
  )
  const lab = rightsOf(runRole(bounded, 'lab_apply'))

  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])(
    'must stand on a role: %s',
    (action) => {
      const owner = role('/acme/acme-lab-owner')
      expect(lab(action, owner, { 'iam:PermissionsBoundary': BOUNDARY })).toBe(true)
      expect(lab(action, owner, { 'iam:PermissionsBoundary': `${BOUNDARY}-other` })).toBe(false)
      expect(lab(action, owner)).toBe(false)
    },
  )

  test('cannot be taken off', () => {
    expect(lab('iam:DeleteRolePermissionsBoundary', role('/acme/acme-lab-owner'))).toBe(false)
  })
})

describe('the roles that reach the hub’s rows', () => {
  const [plan, apply] = [can('lab_rows_plan'), can('lab_rows_apply')]
  const viaTable = {
    'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com',
    'kms:ResourceAliases': ['alias/acme-entitlements'],
  }
  const HUB_KEY = 'arn:aws:kms:eu-central-1:000000000000:key/1'

  test.each(['GROUP#READERS', 'ENV#lab'])('read and write %s', (partition) => {
    expect(plan('dynamodb:GetItem', TABLE, keyed(partition))).toBe(true)
    expect(plan('dynamodb:PutItem', TABLE, keyed(partition))).toBe(false)
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem'])
      expect(apply(`dynamodb:${action}`, TABLE, keyed(partition))).toBe(true)
  })

  test.each(['ENV#beside', 'ENV#labs', 'SERVICE#databricks', 'CODE#HFAt', 'DATASET#lab#trials', 'MESH'])(
    'neither read nor write %s',
    (partition) => {
      expect(plan('dynamodb:GetItem', TABLE, keyed(partition))).toBe(false)
      expect(apply('dynamodb:PutItem', TABLE, keyed(partition))).toBe(false)
    },
  )

  test('ask for rows one by one, and for nothing of the table', () => {
    for (const action of ['Scan', 'Query', 'DeleteTable', 'UpdateTable', 'ExportTableToPointInTime'])
      expect(apply(`dynamodb:${action}`, TABLE, keyed('ENV#lab'))).toBe(false)
    expect(apply('dynamodb:PutItem', TABLE)).toBe(false)
    expect(apply('dynamodb:PutItem', `${TABLE}-other`, keyed('ENV#lab'))).toBe(false)
  })

  test('use the table’s key through the table alone', () => {
    expect(plan('kms:Decrypt', HUB_KEY, viaTable)).toBe(true)
    expect(plan('kms:Decrypt', HUB_KEY, { ...viaTable, 'kms:ViaService': 's3.eu-central-1.amazonaws.com' })).toBe(false)
    expect(plan('kms:Decrypt', HUB_KEY, { ...viaTable, 'kms:ResourceAliases': ['alias/other'] })).toBe(false)
  })
})

describe('what the policies name', () => {
  const statements = roles.flatMap(({ key, policies }) =>
    Object.entries(policies).flatMap(([policy, { Statement }]) =>
      Statement.map((statement, index) => ({ statement, where: `${key} ${policy} ${index}` })),
    ),
  )

  test('an action that AWS lets name resources names some', () => {
    const open = statements.flatMap(({ statement, where }) =>
      many(statement.Resource).includes('*')
        ? many(statement.Action)
            .filter((action) => resourceTypes(action).length > 0)
            .map((action) => `${where}: ${action}`)
        : [],
    )
    expect(open).toEqual([])
  })

  test('an action that knows no resources names none: it would never be allowed', () => {
    const dead = statements.flatMap(({ statement, where }) =>
      many(statement.Resource).includes('*')
        ? []
        : many(statement.Action)
            .filter((action) => resourceTypes(action).length === 0)
            .map((action) => `${where}: ${action}`),
    )
    expect(dead).toEqual([])
  })
})

/** Every action of AWS that some statement of a role allows on something. */
function allowedActions({ policies }: CompiledRunRole): string[] {
  const patterns = Object.values(policies).flatMap(({ Statement }) =>
    Statement.flatMap(({ Effect, Action, NotAction }) => {
      if (Effect === 'Deny') return []
      return NotAction === undefined ? many(Action) : ['*:*']
    }),
  )
  const services = [...new Set(patterns.map((each) => each.split(':')[0] ?? ''))]
  return services.flatMap((service) =>
    (actionNames(service) ?? [])
      .map((name) => `${service}:${name}`)
      .filter((action) => patterns.some((each) => matches(each, action))),
  )
}

const matches = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  ).test(action)

function levelOf(action: string): string {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  return actionData(service, name)?.accessLevel ?? 'unknown'
}
