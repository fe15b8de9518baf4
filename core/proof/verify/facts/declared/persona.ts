import type { Mesh } from '../../../../model/mesh'
import { ownValue } from '../../../../model/own-value'
import {
  BUILT_IN_PERSONAS,
  PERSONA_DEFAULTS,
  type DatabasePermission,
  type Persona,
  type TablePermission,
} from '../../../../model/personas'
import type { EnvironmentSettings } from '../../../../model/schema/environment'

/**
 * What holds for a persona in an environment, asked of each key by itself: the environment's file says it, else mesh.yaml,
 * else it is built in.
 */
export interface DeclaredPersona extends Pick<Persona, 'scope' | 'policies' | 'sessionHours' | 'services'> {
  readonly database: readonly DatabasePermission[]
  readonly table: readonly TablePermission[]
}

export function declaredPersona(
  { settings: { personas } }: Pick<Mesh, 'settings'>,
  { personaSettings }: Pick<EnvironmentSettings, 'personaSettings'>,
  name: string,
): DeclaredPersona {
  const here = ownValue(personaSettings, name)
  const usual = ownValue(personas, name)
  const builtIn = ownValue(BUILT_IN_PERSONAS, name) ?? PERSONA_DEFAULTS
  return {
    database: here?.data?.database ?? usual?.data?.database ?? builtIn.data.database,
    table: here?.data?.table ?? usual?.data?.table ?? builtIn.data.table,
    scope: here?.scope ?? usual?.scope ?? builtIn.scope,
    policies: here?.policies ?? usual?.policies ?? builtIn.policies,
    sessionHours: here?.sessionHours ?? usual?.sessionHours ?? builtIn.sessionHours,
    services: here?.services ?? usual?.services ?? builtIn.services,
  }
}
