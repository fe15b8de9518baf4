import { bootstraps, type RunRole } from '../../model/run-roles'
import type { Mesh } from '../../model/mesh'
import type { Duties } from '../hooks'
import { environmentVariables, hubVariables } from './variables'

/**
 * What the roles of runs are there for, though it is for administrators: stack → name of the role → its duties. A template
 * of the mesh's own that goes further is told by the rules about policies.
 */
export function runDuties(mesh: Mesh): Readonly<Record<string, Readonly<Record<string, Duties>>>> {
  return Object.fromEntries(
    bootstraps(mesh).map(({ stack, account, region, roles }) => {
      const keys = `arn:${mesh.settings.partition}:kms:${region}:${account}:key/*`
      return [stack, Object.fromEntries(roles.map((role) => [role.name, dutiesOf(mesh, role, keys)]))] as const
    }),
  )
}

function dutiesOf(mesh: Mesh, { reach, workspace, phase }: RunRole, keys: string): Duties {
  const changes = phase === 'apply'
  switch (reach) {
    case 'environment':
      return environmentDuties(environmentVariables(mesh, workspace), keys, changes)
    case 'hub':
      return hubDuties(mesh, keys, changes)
    case 'rows':
      return {}
  }
}

function environmentDuties(names: ReturnType<typeof environmentVariables>, keys: string, changes: boolean): Duties {
  const { roles, passed, samlProviders, issuers, aliases, buckets } = names
  const reads = {
    ...on('iam', SEE_ROLE, roles),
    ...on('iam', ['GetSAMLProvider'], [samlProviders]),
    ...on('iam', ['GetOpenIDConnectProvider'], issuers),
  }
  if (!changes) return reads
  return {
    ...reads,
    ...on('iam', CHANGE_ROLE, roles),
    ...on('iam', ['PassRole'], [passed]),
    ...on('iam', SAML, [samlProviders]),
    ...on('iam', OIDC, issuers),
    ...on('kms', KEY, [keys]),
    ...on('kms', ALIAS, [keys, ...aliases]),
    ...on('s3', BUCKET, buckets),
    ...on('lakeformation', [...LAKE_FORMATION, ...(names.iceberg ? ['GetDataAccess'] : [])], ['*']),
  }
}

function hubDuties(mesh: Mesh, keys: string, changes: boolean): Duties {
  const { roles, table, account, region, alias, mesh: prefix, partition } = hubVariables(mesh)
  const of = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${account}:${rest}`
  const own = (service: string, type = ''): string => of(service, `${type}${prefix}-*`)
  const reads = on('iam', SEE_ROLE, [roles])
  if (!changes) return reads
  return {
    ...reads,
    ...on('iam', CHANGE_ROLE, [roles]),
    ...on('iam', ['PassRole'], [roles]),
    ...on('kms', [...KEY, 'CreateGrant'], [keys]),
    ...on('kms', ALIAS, [keys, `arn:${partition}:kms:${region}:${account}:${alias}`]),
    ...on('dynamodb', ['DeleteResourcePolicy', 'DeleteTable', 'PutResourcePolicy'], [table]),
    ...on('lambda', FUNCTION, [own('lambda', 'function:')]),
    ...on('lambda', TAGS, [own('lambda', 'function:'), of('lambda', 'event-source-mapping:*')]),
    ...on('lambda', ['DeleteEventSourceMapping', 'UpdateEventSourceMapping'], [of('lambda', 'event-source-mapping:*')]),
    // It knows no resource before it is made; the statement names the functions in a condition.
    ...on('lambda', ['CreateEventSourceMapping'], ['*']),
    ...on('events', RULE, [own('events', 'rule/')]),
    ...on('secretsmanager', SECRET, [own('secretsmanager', 'secret:')]),
    ...on('logs', ['PutResourcePolicy'], ['*']),
    ...on('sns', ['SetTopicAttributes'], [own('sns')]),
    ...on('sqs', ['SetQueueAttributes'], [own('sqs')]),
  }
}

const on = (service: string, actions: readonly string[], resources: readonly string[]): Duties =>
  Object.fromEntries(actions.map((each) => [`${service}:${each}`.toLowerCase(), resources]))

const SEE_ROLE = ['GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies']
const CHANGE_ROLE = [
  'CreateRole',
  'DeleteRole',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'ListInstanceProfilesForRole',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
  'UpdateRoleDescription',
]
const SAML = ['Create', 'Delete', 'Tag', 'Untag', 'Update'].map((each) => `${each}SAMLProvider`)
const OIDC = [
  'AddClientIDToOpenIDConnectProvider',
  'CreateOpenIDConnectProvider',
  'DeleteOpenIDConnectProvider',
  'RemoveClientIDFromOpenIDConnectProvider',
  'TagOpenIDConnectProvider',
  'UntagOpenIDConnectProvider',
  'UpdateOpenIDConnectProviderThumbprint',
]
const KEY = ['PutKeyPolicy', 'ScheduleKeyDeletion']
const ALIAS = ['CreateAlias', 'DeleteAlias', 'UpdateAlias']
const BUCKET = [
  'DeleteBucket',
  'DeleteBucketPolicy',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketPublicAccessBlock',
  'PutBucketVersioning',
  'PutEncryptionConfiguration',
  'PutLifecycleConfiguration',
]
const LAKE_FORMATION = [
  'CreateDataCellsFilter',
  'DeleteDataCellsFilter',
  'DeregisterResource',
  'GrantPermissions',
  'PutDataLakeSettings',
  'RegisterResource',
  'RevokePermissions',
  'UpdateDataCellsFilter',
  'UpdateResource',
]
const TAGS = ['TagResource', 'UntagResource']
const FUNCTION = [
  'AddPermission',
  'CreateAlias',
  'CreateFunction',
  'DeleteAlias',
  'DeleteFunction',
  'DeleteFunctionConcurrency',
  'DeleteFunctionEventInvokeConfig',
  'DeleteProvisionedConcurrencyConfig',
  'PublishVersion',
  'PutFunctionConcurrency',
  'PutFunctionEventInvokeConfig',
  'PutProvisionedConcurrencyConfig',
  'RemovePermission',
  'UpdateAlias',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'UpdateFunctionEventInvokeConfig',
]
const RULE = ['DeleteRule', 'PutRule', 'PutTargets', 'RemoveTargets', ...TAGS]
const SECRET = ['CreateSecret', 'DeleteSecret', 'UpdateSecret', ...TAGS]
