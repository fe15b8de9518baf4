import {
  hookFunctions,
  hubScope,
  trustSyncRole,
  type HookFunction,
  type HubScope,
  type Named,
} from '../../model/hook-names'
import type { Mesh } from '../../model/mesh'
import type { PolicyDocument } from '../document'
import type { Policies } from '../role-policies'
import { serviceTrust } from '../trust'
import { entitlementSyncPolicy } from './entitlement-sync'
import { entitlementQueue, trustQueue, type CompiledQueue } from './queues'
import { runTaskPolicy } from './run-task'
import { signInPolicy } from './sign-in'
import { tablePolicy } from './table'
import { datasetEvents, serviceEvents, type CompiledTopic } from './topics'
import { trustSyncPolicy } from './trust-sync'
import { trustSyncRolePolicy, trustSyncTrust } from './trust-sync-role'

export { syncDuties, type Duties } from './duties'
export type { CompiledQueue } from './queues'
export type { CompiledTopic } from './topics'

/** What the hub runs, and every policy of it, as data. */
export interface CompiledHooks {
  readonly functions: readonly CompiledFunction[]
  /** What follows events. @default - the mesh does not synchronise */
  readonly sync: CompiledSync | undefined
}

export interface CompiledFunction extends HookFunction {
  readonly trust: PolicyDocument
  readonly policies: Policies
}

export interface CompiledSync {
  /** By environment. */
  readonly datasets: ReadonlyMap<string, CompiledTopic>
  readonly services: CompiledTopic
  readonly queues: { readonly 'entitlement-sync': CompiledQueue; readonly 'trust-sync': CompiledQueue }
  /** Who may not write rows of the table. */
  readonly table: PolicyDocument
  /** The role of trust-sync in each environment's account, by environment. */
  readonly roles: ReadonlyMap<string, CompiledSyncRole>
}

export interface CompiledSyncRole extends Named {
  /** The IAM path, with a slash at both ends. */
  readonly path: string
  readonly trust: PolicyDocument
  readonly policies: Policies
}

/** Renders every policy of the hooks; `undefined` where the mesh has none. */
export function compileHooks({ settings, environments }: Mesh): CompiledHooks | undefined {
  if (!settings.hooks) return undefined
  const hub = hubScope(settings)
  const sync = settings.sync === 'pull'
  const places = [...environments].map(([name, { account, region }]) => ({ name, account, region }))
  const rights = { sync, secret: settings.hooks.authentication.type === 'secret' }
  const policyOf = (hook: HookFunction): PolicyDocument => {
    if (hook.hook === 'entitlement-sync') return entitlementSyncPolicy(hub, hook)
    if (hook.hook === 'trust-sync') return trustSyncPolicy(hub, hook, rolesIn(hub, places))
    if (hook.hook === 'run-task') return runTaskPolicy(hub, hook)
    return signInPolicy(hub, hook, { ...rights, secret: rights.secret && hook.service === undefined })
  }
  const functions = hookFunctions(settings).map((each) => ({
    ...each,
    trust: serviceTrust('lambda.amazonaws.com'),
    policies: { hook: policyOf(each) },
  }))
  return { functions, sync: sync ? compileSync(hub, places, functions) : undefined }
}

interface Place {
  readonly name: string
  readonly account: string
  readonly region: string
}

const rolesIn = (hub: HubScope, places: readonly Place[]): Named[] => places.map((each) => trustSyncRole(hub, each))

function compileSync(hub: HubScope, places: readonly Place[], functions: readonly HookFunction[]): CompiledSync {
  const writer = functions.find(({ hook }) => hook === 'trust-sync')
  if (!writer) throw new Error('there is no function trust-sync')
  return {
    datasets: new Map(places.map((each) => [each.name, datasetEvents(hub, each)])),
    services: serviceEvents(hub),
    table: tablePolicy(
      hub,
      functions.filter(({ hook }) => hook === 'entitlement-sync' || hook === 'trust-sync'),
    ),
    queues: { 'entitlement-sync': entitlementQueue(hub), 'trust-sync': trustQueue(hub) },
    roles: new Map(
      places.map((each) => [
        each.name,
        {
          ...trustSyncRole(hub, each),
          trust: trustSyncTrust(hub, writer),
          policies: { sync: trustSyncRolePolicy({ ...hub, account: each.account, region: each.region }) },
        },
      ]),
    ),
  }
}
