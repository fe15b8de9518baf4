import { error, warning, type Diagnostic, type Position } from '../../../model/diagnostic'
import { roleSeeds } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import type { WaiverSettings } from '../../../model/schema/waiver'
import { hintFor } from '../../../model/suggest'
import { lintRules } from '../rules'
import type { PolicySubject } from '../types'
import { OWN_TEMPLATE, placesOf, type Waiver } from '../waivers'

/** A waiver that somebody wrote into a file. */
export interface MeshWaiver extends Waiver {
  /** The place of a key of the entry. */
  source(key: keyof WaiverSettings): Position | undefined
}

/** The waivers of a mesh, those of mesh.yaml first. */
export function meshWaivers({ settings, environments, places }: Mesh): MeshWaiver[] {
  return [
    ...settings.waive.map((each, index) => ({ ...each, source: (key: string) => places.mesh(['waive', index, key]) })),
    ...[...environments].flatMap(([environment, { waive }]) =>
      waive.map((each, index) => ({
        ...each,
        environment,
        source: (key: string) => places.environment(environment, ['waive', index, key]),
      })),
    ),
  ]
}

export interface CheckedWaivers {
  /** Those that name a rule and a place that there are. */
  readonly good: readonly MeshWaiver[]
  readonly diagnostics: readonly Diagnostic[]
}

/** `rendered` are the environments whose policies are among the subjects, and open. */
export function checkWaivers(
  mesh: Mesh,
  waivers: readonly MeshWaiver[],
  subjects: readonly PolicySubject[],
  rendered: ReadonlySet<string>,
): CheckedWaivers {
  if (waivers.length === 0) return { good: [], diagnostics: [] }
  const rules = [...lintRules.map(({ id }) => id), OWN_TEMPLATE]
  const isElsewhere = placesElsewhere(mesh, rendered)
  const placesIn = placesBy(subjects)
  const diagnostics: Diagnostic[] = []
  const good = waivers.filter((waiver) => {
    const { rule, at, environment } = waiver
    const faults: Diagnostic[] = []
    if (!rules.includes(rule))
      faults.push(
        error('unknown-rule', `there is no rule ${rule}`, waiver.source('rule'), hintFor('rule', rule, rules)),
      )
    const isJudged = environment === undefined || rendered.has(environment)
    const places = placesIn(environment)
    const isKnown = places.has(at)
    if (isJudged && !isKnown && !(environment === undefined && isElsewhere(at))) {
      const whose = environment === undefined ? 'the mesh' : environment
      const hint = hintFor('place', at, places)
      faults.push(
        error('unknown-place', `${whose} has no role, bucket, key or policy ${at}`, waiver.source('at'), hint),
      )
    }
    diagnostics.push(...faults)
    return faults.length === 0 && isKnown
  })
  return { good, diagnostics }
}

export const unusedWaiver = ({ rule, at, source }: MeshWaiver): Diagnostic =>
  warning('unused-waiver', `nothing at ${at} breaks the rule ${rule} any more`, source('rule'), 'remove the waiver')

/** The places of an environment, or of all; gathered once however many waivers there are. */
function placesBy(subjects: readonly PolicySubject[]): (environment: string | undefined) => ReadonlySet<string> {
  const known = new Map<string | undefined, ReadonlySet<string>>()
  return (environment) => {
    const before = known.get(environment)
    if (before) return before
    const there = subjects.filter((each) => environment === undefined || each.environment === environment)
    const places = new Set(there.flatMap(placesOf))
    known.set(environment, places)
    return places
  }
}

/** Whether a place may be in an environment that is closed or not rendered this time, whose policies nobody knows. */
function placesElsewhere(mesh: Mesh, rendered: ReadonlySet<string>): (at: string) => boolean {
  const others = [...mesh.environments].filter(([name]) => !rendered.has(name))
  const owners = others.flatMap(([name, settings]) => [
    ...roleSeeds(mesh, name, { ...settings, state: 'open' }).map((each) => each.name),
    ...(settings.home ? [settings.home.bucket] : []),
  ])
  const parts = others.map(([name]) => `${mesh.settings.mesh}-${name}`)
  return (at) =>
    owners.some((owner) => at === owner || at.startsWith(`${owner}/`)) || parts.some((part) => at.includes(part))
}
