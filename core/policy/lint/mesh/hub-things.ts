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
  type HubScope,
} from '../../../model/hook-names'
import type { Mesh } from '../../../model/mesh'
import { tableName } from '../../../model/names'
import { runPath } from '../../../model/run-roles'
import type { HubThing } from '../types'

/** What the hub of a mesh consists of that decides about access, and the state of all stacks. */
export function hubThings(mesh: Mesh): HubThing[] {
  const { settings } = mesh
  const hub = hubScope(settings)
  const table = tableArn(hub, tableName(hub.mesh))
  return [
    thing(`the table ${tableName(hub.mesh)}`, 'dynamodb', ['table', 'index', 'stream'], [table, `${table}/*`]),
    ...(settings.hooks ? ofHooks(mesh, hub) : []),
    ...(settings.hooks && settings.sync === 'pull' ? ofEvents(mesh, hub) : []),
    ...ofRuns(mesh, hub),
    ...ofState(mesh, hub),
  ]
}

function ofHooks({ settings }: Mesh, hub: HubScope): HubThing[] {
  const functions = hookFunctions(settings)
  const api = apiName(hub.mesh)
  const logs = [...functions.map((each) => each.logGroup), accessLogGroup(hub.mesh)]
  const alarms = `arn:${hub.partition}:cloudwatch:${hub.region}:${hub.account}:alarm:${hub.mesh}-*`
  return [
    ...functions.map(({ name, arn }) => thing(`the function ${name}`, 'lambda', FUNCTION, [arn, `${arn}:*`])),
    ...functions.map(({ role }) => thing(`the role ${role.name}`, 'iam', ['role'], [role.arn])),
    ...[secretName(hub.mesh), runTaskKeyName(hub.mesh)].map((each) =>
      thing(`the secret ${each}`, 'secretsmanager', ['Secret'], [secretArn(hub, each)]),
    ),
    ...logs.map((each) => {
      const arn = logGroupArn(hub, each)
      return thing(`the log group ${each}`, 'logs', ['log-group', 'log-stream'], [arn, `${arn}:*`])
    }),
    // Each hook, queue and word of the logs has its own.
    thing('an alarm', 'cloudwatch', ['alarm'], [alarms]),
    // Nobody knows its id before it is made: what reaches this one reaches any.
    thing(`the API ${api}`, 'apigateway', [], [`arn:${hub.partition}:apigateway:${hub.region}::/apis/of-nobody`]),
  ]
}

const FUNCTION = ['function', 'function alias', 'function version']

function ofEvents({ environments }: Mesh, hub: HubScope): HubThing[] {
  const queues = (['entitlement-sync', 'trust-sync'] as const).map((each) => queueNames(hub, each))
  const topics = [...[...environments.keys()].map((each) => datasetTopic(hub, each)), serviceTopic(hub)]
  const rule = reconcileRule(hub)
  return [
    ...queues
      .flatMap((each) => [each, each.dead])
      .map(({ name, arn }) => thing(`the queue ${name}`, 'sqs', ['queue'], [arn])),
    ...topics.map(({ name, arn }) => thing(`the topic ${name}`, 'sns', ['topic'], [arn, `${arn}:*`])),
    thing(`the rule ${rule.name}`, 'events', ['rule-on-default-event-bus'], [rule.arn]),
  ]
}

function ofRuns({ settings: { backend }, environments }: Mesh, hub: HubScope): HubThing[] {
  if (backend.type !== 'cloud' || !backend.credentials) return []
  const accounts = new Set([hub.account, ...[...environments.values()].map((each) => each.account)])
  return [...accounts].map((account) =>
    thing('a role of runs', 'iam', ['role'], [roleArn({ ...hub, account }, runPath(hub.mesh), '*')]),
  )
}

function ofState({ settings: { backend } }: Mesh, hub: HubScope): HubThing[] {
  if (backend.type !== 's3') return []
  const arn = bucketArn(hub, backend.bucket)
  return [thing(`the bucket ${backend.bucket} of the state`, 's3', ['bucket', 'object'], [arn, `${arn}/*`])]
}

const thing = (what: string, service: string, types: readonly string[], arns: readonly string[]): HubThing => ({
  what,
  service,
  types,
  arns,
})
