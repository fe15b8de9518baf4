import { queueNames, type HookFunction, type HubScope } from '../../model/hook-names'
import {
  datasetPartition,
  environmentPartition,
  groupPartition,
  liveEnvironmentPartition,
  liveKey,
} from '../../model/table-keys'
import type { PolicyDocument } from '../document'
import { consume, policyOf, send, useRows, useTableKey, writeLog } from './statements'

const [CODES, DATASETS, GROUPS] = [liveKey.code('*').PK, datasetPartition('*', '*'), groupPartition('*')]
const [ENVIRONMENTS, LIVE] = [environmentPartition('*'), liveEnvironmentPartition('*')]
const INDEX = liveKey.index().PK

/** Follows events about datasets: writes rows of run time, and tells trust-sync. It touches no role. */
export function entitlementSyncPolicy(hub: HubScope, hook: HookFunction): PolicyDocument {
  return policyOf(
    writeLog(hub, hook),
    useTableKey(hub),
    useRows(hub, 'Read', 'dynamodb:BatchGetItem', [CODES, DATASETS, ENVIRONMENTS, INDEX]),
    useRows(hub, 'Put', 'dynamodb:PutItem', [CODES, DATASETS, GROUPS, LIVE]),
    useRows(hub, 'Update', 'dynamodb:UpdateItem', [DATASETS, INDEX]),
    consume(queueNames(hub, 'entitlement-sync')),
    send('Notify', queueNames(hub, 'trust-sync')),
  )
}
