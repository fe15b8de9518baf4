import { queueNames, tableArn, type HookFunction, type HubScope, type Named } from '../../model/hook-names'
import { tableName } from '../../model/names'
import {
  environmentPartition,
  groupPartition,
  liveEnvironmentPartition,
  liveKey,
  liveServicePartition,
} from '../../model/table-keys'
import type { PolicyDocument, Statement } from '../document'
import { consume, policyOf, send, useRows, useTableKey, writeLog } from './statements'

const [ENVIRONMENTS, GROUPS] = [environmentPartition('*'), groupPartition('*')]
const [LIVE, SERVICES] = [liveEnvironmentPartition('*'), liveServicePartition('*')]
const INDEX = liveKey.index().PK

/**
 * Follows events about services, and renders the trust policies of an environment anew: it keeps the rows of services,
 * takes away what no longer holds, and becomes the role that each environment has for it.
 */
export function trustSyncPolicy(hub: HubScope, hook: HookFunction, environments: readonly Named[]): PolicyDocument {
  const queue = queueNames(hub, 'trust-sync')
  return policyOf(
    writeLog(hub, hook),
    useTableKey(hub),
    useRows(hub, 'Environments', 'dynamodb:Query', [ENVIRONMENTS, LIVE]),
    useRows(hub, 'Read', 'dynamodb:BatchGetItem', [INDEX, LIVE, SERVICES]),
    useRows(hub, 'Put', 'dynamodb:PutItem', [SERVICES]),
    useRows(hub, 'Update', 'dynamodb:UpdateItem', [INDEX, LIVE, SERVICES]),
    useRows(hub, 'Delete', 'dynamodb:DeleteItem', [GROUPS, LIVE, SERVICES]),
    consume(queue),
    send('DeadLetters', queue.dead),
    ...readStream(hub),
    ...become(environments),
  )
}

/**
 * Lambda reads the stream as the function's role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
function readStream(hub: HubScope): Statement[] {
  const table = tableArn(hub, tableName(hub.mesh))
  return [
    {
      Sid: 'Stream',
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      // A stream is named after the moment at which it was made.
      Resource: `${table}/stream/*`,
    },
    // The action knows no resources.
    { Sid: 'Streams', Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
  ]
}

const become = (environments: readonly Named[]): Statement[] =>
  environments.length === 0
    ? []
    : [
        {
          Sid: 'Accounts',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: environments.map(({ arn }) => arn),
        },
      ]
