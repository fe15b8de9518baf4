import type { Position } from './diagnostic'
import type { Mesh } from './mesh'
import { ownValue } from './own-value'
import type { EnvironmentFile, EnvironmentSettings } from './schema/environment'
import type { PersonaSettings } from './schema/persona'
import type { ValuePath } from './yaml-path'

type Personas = Pick<EnvironmentSettings, 'personas' | 'personaSettings'>

/**
 * The groups of each persona, and beside them the keys that an environment's file changes of a persona: only of those
 * that it has as a map.
 */
export function splitPersonas({ personas }: Pick<EnvironmentFile, 'personas'>): Personas {
  const all = Object.entries(personas)
  const named = all.map(([name, says]) => [name, Array.isArray(says) ? says : says.groups] as const)
  const changed = all.flatMap(([name, says]) => {
    if (Array.isArray(says)) return []
    const { groups: _, ...settings } = says
    return [[name, settings] as const]
  })
  return { personas: Object.fromEntries(named), personaSettings: Object.fromEntries(changed) }
}

/** Where an environment's file has the list of a persona's groups. */
export function groupsPath({ personaSettings }: Pick<Personas, 'personaSettings'>, persona: string): ValuePath {
  return ['personas', persona, ...(ownValue(personaSettings, persona) ? ['groups'] : [])]
}

/** A path through the settings of an environment, as its file has it: differs for the groups of a persona alone. */
export function pathInFile(settings: Pick<Personas, 'personaSettings'>, path: ValuePath): ValuePath {
  const [first, persona, index] = path
  const isGroup = first === 'personas' && typeof persona === 'string' && typeof index === 'number'
  return isGroup ? [...groupsPath(settings, persona), ...path.slice(2)] : path
}

/** What one file says of a persona. */
export interface PersonaLines {
  readonly persona: string
  readonly settings: PersonaSettings
  /** @default - the mesh's own file */
  readonly environment?: string
  /** Where a key of it stands. */
  at(...path: ValuePath): Position | undefined
}

/** What each file says of each persona: mesh.yaml, then the environments by name. */
export function personaLines({ settings, environments, places }: Omit<Mesh, 'registry'>): PersonaLines[] {
  return [
    ...Object.entries(settings.personas).map(([persona, each]): PersonaLines => ({
      persona,
      settings: each,
      at: (...path) => places.mesh(['personas', persona, ...path]),
    })),
    ...[...environments].flatMap(([environment, { personaSettings }]) =>
      Object.entries(personaSettings).map(([persona, each]): PersonaLines => ({
        persona,
        settings: each,
        environment,
        at: (...path) => places.environment(environment, ['personas', persona, ...path]),
      })),
    ),
  ]
}
