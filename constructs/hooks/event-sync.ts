import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table'
import { DynamodbResourcePolicy } from '@cdktf/provider-aws/lib/dynamodb-resource-policy'
import { Construct } from 'constructs'
import { reconcileRule, tableArn, type HubScope, type SyncHook } from '../../core/model/hook-names'
import { tableName } from '../../core/model/names'
import { policyText } from '../../core/policy/canonical'
import type { CompiledSync } from '../../core/policy/hooks'
import { named } from '../address'
import { literal } from '../literal'
import { applyMapping } from './apply-mapping'
import { EventQueue } from './event-queue'
import { EventTopic } from './event-topic'
import type { HookFunction } from './hook-function'
import { HOOK_KINDS } from './hook-kinds'
import { queueMapping } from './queue-mapping'
import { SyncSchedule } from './sync-schedule'

export interface EventSyncProps {
  readonly hub: HubScope
  readonly compiled: CompiledSync
  /** Among them those of the hooks that follow events. */
  readonly functions: readonly HookFunction[]
  /** The entitlement table. */
  readonly table: DynamodbTable
}

/** IAM takes few changes a second, and each invocation changes many roles. */
const TRUST_AT_ONCE = 2

/** What follows events at run time: topics, their queues, and what else tells the hooks that something has changed. */
export class EventSync extends Construct {
  readonly queues: Readonly<Record<SyncHook, EventQueue>>

  constructor(scope: Construct, id: string, props: EventSyncProps) {
    super(scope, id)
    const { hub, compiled, functions, table } = props
    const entitlements = hookOf(functions, 'entitlement-sync')
    const trust = hookOf(functions, 'trust-sync')
    const inside = new Construct(this, 'queues')
    const queueOf = (hook: SyncHook): EventQueue =>
      new EventQueue(inside, hook.replace('-', '_'), { ...compiled.queues[hook], timeout: HOOK_KINDS[hook].timeout })
    this.queues = { 'entitlement-sync': queueOf('entitlement-sync'), 'trust-sync': queueOf('trust-sync') }
    const { 'entitlement-sync': datasetEvents, 'trust-sync': trustEvents } = this.queues
    for (const [environment, topic] of compiled.datasets) {
      new EventTopic(this, `datasets_${environment}`, { ...topic, queue: datasetEvents })
    }
    new EventTopic(this, 'services', { ...compiled.services, queue: trustEvents })
    queueMapping(this, 'entitlement_sync', { hook: entitlements, queue: datasetEvents, batchSize: 10 })
    queueMapping(this, 'trust_sync', { hook: trust, queue: trustEvents, batchSize: 1, atOnce: TRUST_AT_ONCE })
    applyMapping(this, 'trust_sync_applied', { hook: trust, table, queue: trustEvents })
    named(
      new DynamodbResourcePolicy(this, 'hooks_only', {
        resourceArn: tableArn(hub, tableName(hub.mesh)),
        policy: literal(policyText(compiled.table)),
        dependsOn: [table, entitlements.lambda, trust.lambda],
      }),
      'entitlements',
    )
    new SyncSchedule(this, 'reconcile', { name: reconcileRule(hub).name, queue: trustEvents })
  }
}

function hookOf(functions: readonly HookFunction[], hook: SyncHook): HookFunction {
  const found = functions.find(({ names }) => names.hook === hook)
  if (!found) throw new Error(`there is no function ${hook}`)
  return found
}
