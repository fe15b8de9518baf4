import type { Construct } from 'constructs'
import { PERSONA_TAG } from '../core/model/tags'
import { trustPolicy, type TrustProps } from '../core/policy/trust'
import { AccessRole, type AccessRoleProps } from './access-role'

export interface PersonaRoleProps extends Omit<AccessRoleProps, 'trust' | 'description' | 'tags'> {
  /** The persona's name. */
  readonly persona: string
  /** The services that lead to the role, and the codes of the persona's groups. */
  readonly trust: TrustProps
}

/** The role of a persona: opened by any of the persona's groups. */
export class PersonaRole extends AccessRole {
  constructor(scope: Construct, id: string, props: PersonaRoleProps) {
    super(scope, id, {
      ...props,
      description: `Persona ${props.persona}.`,
      trust: trustPolicy(props.trust),
      tags: { [PERSONA_TAG]: props.persona },
    })
  }
}
