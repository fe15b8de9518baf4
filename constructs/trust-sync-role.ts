import type { Construct } from 'constructs'
import type { CompiledSyncRole } from '../core/policy/hooks'
import { AccessRole } from './access-role'

export interface TrustSyncRoleProps {
  /** Name, trust and rights. */
  readonly role: CompiledSyncRole
  /** ARN of a permissions boundary. @default - none */
  readonly permissionsBoundary?: string | undefined
}

/** With this role the hub's trust-sync rewrites who may open an environment's roles. It lies on a path of its own, so that it cannot rewrite itself. */
export class TrustSyncRole extends AccessRole {
  constructor(scope: Construct, id: string, { role, permissionsBoundary }: TrustSyncRoleProps) {
    super(scope, id, { ...role, description: 'Trust-sync of the hub.', permissionsBoundary })
  }
}
