import type { Position } from './diagnostic'
import { ownValue } from './own-value'
import { BUILT_IN_PERSONAS, PERSONA_DEFAULTS, type Persona } from './personas'
import type { Registry } from './registry'
import type { EnvironmentSettings } from './schema/environment'
import type { MeshSettings } from './schema/mesh'
import type { PersonaSettings } from './schema/persona'
import type { ValuePath } from './yaml-path'

/** Everything that people wrote, read and typed; nothing in it is derived. */
export interface Mesh {
  readonly settings: MeshSettings
  /** By name, sorted. */
  readonly environments: ReadonlyMap<string, EnvironmentSettings>
  /** What the lock file says; the codes of groups that are new since then are missing. */
  readonly registry: Registry
  /** SAML metadata by file name inside the mesh folder. */
  readonly metadata: ReadonlyMap<string, TextFile>
  /** The directory's group names, where the mesh has that list. */
  readonly directory: TextFile | undefined
  /** Policy templates by name: the built-in ones and, over them, the mesh's own. */
  readonly templates: ReadonlyMap<string, TextFile>
  readonly places: Places
}

/** A file that is not YAML. */
export interface TextFile {
  /** As the user would write it. */
  readonly file: string
  readonly text: string
  /** Of a template: whether it comes with Trustloom. @default - it is the mesh's own */
  readonly isBuiltIn?: true
}

/** Where the values of the YAML files stand. */
export interface Places {
  /** A value of mesh.yaml. */
  mesh(path: ValuePath): Position | undefined
  /** A key of mesh.yaml. */
  meshKey(path: ValuePath): Position | undefined
  /** A value of an environment's file. */
  environment(name: string, path: ValuePath): Position | undefined
  /** A line of the lock file. */
  lock(path: ValuePath): Position | undefined
  /** Whether a scalar of an environment's file is written without quotes. */
  isPlain(environment: string, path: ValuePath): boolean
}

/** For meshes that come from no file. */
export const NOWHERE: Places = {
  mesh: () => undefined,
  meshKey: () => undefined,
  environment: () => undefined,
  lock: () => undefined,
  isPlain: () => false,
}

/** Names that an environment, a persona or a dataset may not have: they are parts of other names. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(['share', 'live', 'home', 'hub', 'mesh'])

/** The names of the personas of a mesh: the built-in ones, and its own. Sorted. */
export const personaNames = ({ personas }: Pick<MeshSettings, 'personas'>): ReadonlySet<string> =>
  new Set([...Object.keys(BUILT_IN_PERSONAS), ...Object.keys(personas)].sort())

/**
 * The personas of an environment, sorted by name: those of the mesh, which are the built-in ones with the keys that it
 * changes and its own, with the keys that the environment changes.
 */
export function personasOf(
  settings: Pick<MeshSettings, 'personas'>,
  { personaSettings }: Pick<EnvironmentSettings, 'personaSettings'>,
): ReadonlyMap<string, Persona> {
  return new Map(
    [...personaNames(settings)].map((name) => {
      const base = ownValue(BUILT_IN_PERSONAS, name) ?? PERSONA_DEFAULTS
      const files = [ownValue(settings.personas, name), ownValue(personaSettings, name)]
      return [name, files.reduce<Persona>((persona, said) => changed(persona, said ?? {}), base)]
    }),
  )
}

/** A persona with the keys that a file gives in place of its own. */
const changed = (persona: Persona, { data, ...keys }: PersonaSettings): Persona => ({
  ...persona,
  ...withoutUndefined(keys),
  data: { ...persona.data, ...withoutUndefined(data ?? {}) },
})

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
}

/** Fills in the placeholders of an ARN that people wrote. */
export function fillArn(
  template: string,
  values: { readonly partition: string; readonly account: string; readonly environment: string; readonly mesh: string },
): string {
  return template.replace(/\$\{(partition|account|environment|mesh)\}/g, (_, key: keyof typeof values) => values[key])
}
