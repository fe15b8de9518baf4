import type { Construct } from 'constructs'
import { PERSONA_TAG } from '../core/model/tags'
import { serviceTrust } from '../core/policy/trust'
import { AccessRole, type AccessRoleProps } from './access-role'

export interface JobRoleProps extends Omit<AccessRoleProps, 'trust' | 'description' | 'tags' | 'mark'> {
  /** The persona whose jobs run as this role. */
  readonly persona: string
}

/** What the Glue jobs of a persona run as: the persona's own rights on data. People cannot open it. */
export class JobRole extends AccessRole {
  constructor(scope: Construct, id: string, props: JobRoleProps) {
    super(scope, id, {
      ...props,
      description: `Glue jobs of persona ${props.persona}.`,
      trust: serviceTrust('glue.amazonaws.com'),
      tags: { [PERSONA_TAG]: props.persona },
    })
  }
}
