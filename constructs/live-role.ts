import type { Construct } from 'constructs'
import { PERSONA_TAG } from '../core/model/tags'
import { trustPolicy, type TrustProps } from '../core/policy/trust'
import { AccessRole, type AccessRoleProps } from './access-role'

export interface LiveRoleProps extends Omit<AccessRoleProps, 'trust' | 'description' | 'tags'> {
  /** The dataset's name. */
  readonly dataset: string
  /** The services that lead to the role, and the codes of the groups that the files put into it: mostly none. */
  readonly trust: TrustProps
}

/** The role of one dataset that nobody opens until an event puts a group into it. */
export class LiveRole extends AccessRole {
  constructor(scope: Construct, id: string, props: LiveRoleProps) {
    super(scope, id, {
      ...props,
      description: `Live role of the dataset ${props.dataset}.`,
      trust: trustPolicy(props.trust),
      tags: { [PERSONA_TAG]: 'live' },
    })
  }
}
