import { runTaskKeyName, type HookFunction, type HubScope } from '../../model/hook-names'
import type { PolicyDocument, Statement } from '../document'
import { policyOf, readSecret, writeLog } from './statements'

/**
 * What the run task may do: read the key that requests are signed with, call itself, and say what it did. It reads the
 * plan with the token of the request, and nothing of the mesh.
 */
export const runTaskPolicy = (hub: HubScope, hook: HookFunction): PolicyDocument =>
  policyOf(writeLog(hub, hook), readSecret(hub, runTaskKeyName(hub.mesh)), handOn(hook))

/** The answer goes out before the work is done, and what does the work is another invocation. */
const handOn = ({ arn }: HookFunction): Statement => ({
  Sid: 'HandOn',
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  Resource: arn,
})
