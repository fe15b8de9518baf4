import { bucketArn, roleArn } from '../../../model/arn'
import {
  accessLogGroup,
  apiName,
  datasetTopic,
  hookFunctions,
  hubScope,
  logGroupArn,
  queueNames,
  reconcileRule,
  runTaskKeyName,
  secretArn,
  secretName,
  serviceTopic,
  tableArn,
} from '../../../model/hook-names'
import type { Mesh } from '../../../model/mesh'
import { tableName } from '../../../model/names'
import { runPath } from '../../../model/run-roles'
import type { HubThing } from '../types'

/** What the hub of a mesh consists of that decides about access, and the state of all stacks. */
export function hubThings({ settings, environments }: Mesh): HubThing[] {
  const { mesh, partition, backend, hooks, sync } = settings
  const hub = hubScope(settings)
  const functions = hookFunctions(settings)
  const secrets = hooks ? [secretName(mesh), runTaskKeyName(mesh)] : []
  const logs = [...functions.map(({ logGroup }) => logGroup), ...(hooks ? [accessLogGroup(mesh)] : [])]
  const events = hooks !== undefined && sync === 'pull'
  const topics = events ? [...[...environments.keys()].map((each) => datasetTopic(hub, each)), serviceTopic(hub)] : []
  const queues = events
    ? (['entitlement-sync', 'trust-sync'] as const)
        .map((each) => queueNames(hub, each))
        .flatMap((each) => [each, each.dead])
    : []
  const accounts = [...new Set([hub.account, ...[...environments.values()].map(({ account }) => account)])]
  const table = tableArn(hub, tableName(mesh))
  return [
    thing(`the table ${tableName(mesh)}`, 'dynamodb', ['table', 'index', 'stream'], [table, `${table}/*`]),
    ...functions.map(({ name, arn }) =>
      thing(`the function ${name}`, 'lambda', ['function', 'function alias', 'function version'], [arn, `${arn}:*`]),
    ),
    ...functions.map(({ role }) => thing(`the role ${role.name}`, 'iam', ['role'], [role.arn])),
    ...queues.map(({ name, arn }) => thing(`the queue ${name}`, 'sqs', ['queue'], [arn])),
    ...topics.map(({ name, arn }) => thing(`the topic ${name}`, 'sns', ['topic'], [arn, `${arn}:*`])),
    ...secrets.map((each) => thing(`the secret ${each}`, 'secretsmanager', ['Secret'], [secretArn(hub, each)])),
    ...logs.map((each) => {
      const arn = logGroupArn(hub, each)
      return thing(`the log group ${each}`, 'logs', ['log-group', 'log-stream'], [arn, `${arn}:*`])
    }),
    ...(events
      ? [
          thing(
            `the rule ${reconcileRule(hub).name}`,
            'events',
            ['rule-on-default-event-bus'],
            [reconcileRule(hub).arn],
          ),
        ]
      : []),
    // Nobody knows its id before it is made: what reaches this one reaches any.
    ...(hooks
      ? [
          thing(
            `the API ${apiName(mesh)}`,
            'apigateway',
            [],
            [`arn:${partition}:apigateway:${hub.region}::/apis/of-nobody`],
          ),
        ]
      : []),
    ...(backend.type === 'cloud' && backend.credentials
      ? accounts.map((account) =>
          thing('a role of runs', 'iam', ['role'], [roleArn({ ...hub, account }, runPath(mesh), '*')]),
        )
      : []),
    ...(backend.type === 's3'
      ? [
          thing(
            `the bucket ${backend.bucket} of the state`,
            's3',
            ['bucket', 'object'],
            [bucketArn(hub, backend.bucket), `${bucketArn(hub, backend.bucket)}/*`],
          ),
        ]
      : []),
  ]
}

const thing = (what: string, service: string, types: readonly string[], arns: readonly string[]): HubThing => ({
  what,
  service,
  types,
  arns,
})
