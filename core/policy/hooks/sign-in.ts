import { secretName, type HookFunction, type HubScope } from '../../model/hook-names'
import { environmentPartition, groupPartition, liveKey, liveServicePartition } from '../../model/table-keys'
import type { PolicyDocument } from '../document'
import { policyOf, readSecret, useRows, useTableKey, writeLog } from './statements'

export interface SignInRights {
  /** Whether rows of run time count. */
  readonly sync: boolean
  /** Whether callers send the secret. */
  readonly secret: boolean
}

/** What a sign-in hook may do: read what groups open, and say what it did. It writes nothing and changes nothing. */
export function signInPolicy(hub: HubScope, hook: HookFunction, { sync, secret }: SignInRights): PolicyDocument {
  return policyOf(
    writeLog(hub, hook),
    useTableKey(hub),
    useRows(hub, 'Groups', 'dynamodb:Query', [groupPartition('*')]),
    useRows(hub, 'Mesh', 'dynamodb:BatchGetItem', [
      environmentPartition('*'),
      ...(sync ? runTimePartitions(hook) : []),
    ]),
    ...(secret ? [readSecret(hub, secretName(hub.mesh))] : []),
  )
}

/** What is known at run time only: groups and applications and, where an application may be one of run time, services. */
const runTimePartitions = ({ service }: HookFunction): string[] => [
  liveKey.index().PK,
  ...(service === undefined ? [liveServicePartition('*')] : []),
]
