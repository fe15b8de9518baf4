import type { Construct } from 'constructs'
import { PERSONA_TAG } from '../core/model/tags'
import { trustPolicy, type TrustProps } from '../core/policy/trust'
import { AccessRole, type AccessRoleProps } from './access-role'

export interface ShareRoleProps extends Omit<AccessRoleProps, 'trust' | 'description' | 'tags'> {
  /** The services that lead to the role, and the code of its one group. */
  readonly trust: Omit<TrustProps, 'codes'> & { readonly code: string }
}

/** The role of a group that something is shared with: opened by that group alone. */
export class ShareRole extends AccessRole {
  constructor(scope: Construct, id: string, props: ShareRoleProps) {
    const { code, ...trust } = props.trust
    super(scope, id, {
      ...props,
      description: `Share with the group of code ${code}.`,
      trust: trustPolicy({ ...trust, codes: [code] }),
      tags: { [PERSONA_TAG]: 'share' },
    })
  }
}
