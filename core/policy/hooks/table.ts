import { tableArn, type HookFunction, type HubScope } from '../../model/hook-names'
import { tableName } from '../../model/names'
import { HOOK_PARTITIONS } from '../../model/table-keys'
import type { PolicyDocument } from '../document'
import { policyOf } from './statements'

/**
 * Who may write the rows that hooks alone write: the roles of those that do, whatever other policies say. A deployer's
 * policy may be anybody's work, and what events have added must not be a matter of it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const tablePolicy = (hub: HubScope, writers: readonly Pick<HookFunction, 'role'>[]): PolicyDocument =>
  policyOf({
    Sid: 'HooksOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: WRITES,
    Resource: tableArn(hub, tableName(hub.mesh)),
    Condition: {
      // One of the partitions is enough: a batch may name others beside it.
      'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [...HOOK_PARTITIONS] },
      ArnNotEquals: { 'aws:PrincipalArn': writers.map(({ role }) => role.arn) },
    },
  })

/** Every action that writes rows; transactions need those of their parts. */
const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
]
