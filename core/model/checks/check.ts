import { error, type Diagnostic, type Position } from '../diagnostic'
import { personaNames, personasOf, type Mesh } from '../mesh'
import type { Persona } from '../personas'
import type { EnvironmentSettings } from '../schema/environment'
import type { ValuePath } from '../yaml-path'

/** One rule over a whole mesh. */
export type Check = (context: CheckContext) => Diagnostic[]

export interface CheckContext {
  readonly mesh: Mesh
  /** The names of all personas, sorted. */
  readonly personas: ReadonlySet<string>
  readonly now: Date
  /** Every file could be read: rules about what is missing would cry wolf otherwise. */
  readonly complete: boolean
  /** The groups that the lock file had before this change. */
  readonly locked: ReadonlySet<string>
}

export interface CheckOptions {
  readonly now: Date
  /** @default true */
  readonly complete?: boolean
  /** @default - those of the lock file */
  readonly locked?: ReadonlySet<string>
}

export function checkContext(mesh: Mesh, { now, complete = true, locked }: CheckOptions): CheckContext {
  const known = locked ?? new Set(Object.keys(mesh.registry.groups))
  return { mesh, now, complete, locked: known, personas: personaNames(mesh.settings) }
}

/** An environment with the places of its values. */
export interface Scope {
  readonly name: string
  readonly settings: EnvironmentSettings
  /** Its personas by name. */
  readonly personas: ReadonlyMap<string, Persona>
  at(...path: ValuePath): Position | undefined
}

/** The environments in order of their names. */
export function environmentsOf({ mesh }: CheckContext): Scope[] {
  return [...mesh.environments].map(([name, settings]) => ({
    name,
    settings,
    personas: personasOf(mesh.settings, settings),
    at: (...path) => mesh.places.environment(name, path),
  }))
}

/** A list names something again. */
export const twice = (name: string | undefined, at: Position | undefined): Diagnostic =>
  error('duplicate', `${name ?? ''} stands twice`, at, 'remove one of the two')

/** Indices of values that stand in a list before, by the given key. */
export function repeated<T>(values: readonly T[], key: (value: T) => unknown = (value) => value): number[] {
  const seen = new Set<unknown>()
  return values.flatMap((value, index) => {
    const mark = key(value)
    if (seen.has(mark)) return [index]
    seen.add(mark)
    return []
  })
}
