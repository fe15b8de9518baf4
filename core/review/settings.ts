import type { Mesh } from '../model/mesh'
import type { WaiverSettings } from '../model/schema/waiver'
import { HUB } from '../model/stack-names'
import type { Finding } from './types'

type Told = Omit<Finding, 'risk'>

/**
 * What files say that no stack does, and that decides how changes are checked, rated and approved. It is told of two mesh
 * folders alone: an output has none of it.
 */
export function settingChanges(before: Mesh, after: Mesh): Told[] {
  const tell = (environment: string, message: string): Told => ({
    rule: 'review-settings-changed',
    environment,
    message,
  })
  const [was, is] = [before.settings, after.settings]
  const risk = (mesh: Mesh['settings']): string => JSON.stringify(Object.entries(mesh.review?.risk ?? {}).sort())
  return [
    ...(risk(was) === risk(is)
      ? []
      : [tell(HUB, '`review` of mesh.yaml changes, and the stricter level of each reason counts here')]),
    ...(was.directory !== undefined && is.directory === undefined
      ? [tell(HUB, '`directory` is gone from mesh.yaml: a group that does not exist is no error any more')]
      : []),
    ...(was.classifications.join() === is.classifications.join()
      ? []
      : [
          tell(
            HUB,
            `the order of classifications is ${is.classifications.join(', ')}, before ${was.classifications.join(', ')}`,
          ),
        ]),
    ...waivers(was.waive, is.waive).map((each) => tell(HUB, each)),
    ...[...after.environments].flatMap(([name, settings]) => {
      const old = before.environments.get(name)
      return [...waivers(old?.waive ?? [], settings.waive), ...(old ? approvers(old, settings) : [])].map((each) =>
        tell(name, each),
      )
    }),
  ]
}

type Environment = Mesh['environments'] extends ReadonlyMap<string, infer T> ? T : never
type Waivers = readonly WaiverSettings[]

function waivers(before: Waivers, after: Waivers): string[] {
  const key = ({ rule, at }: Waivers[number]): string => JSON.stringify([rule, at])
  const known = new Set(before.map(key))
  return after
    .filter((each) => !known.has(key(each)))
    .map(({ rule, at, reason }) => `the rule ${rule} is waived at ${at}: ${reason}`)
}

/** Entries that stay, and of which somebody else is said to have approved them. */
function approvers(before: Environment, after: Environment): string[] {
  return Object.entries(after.datasets).flatMap(([dataset, { access }]) => {
    const old = new Map((before.datasets[dataset]?.access ?? []).map((each) => [entryKey(each), each.approvedBy]))
    return access.flatMap((each): string[] => {
      const was = old.get(entryKey(each))
      if (was === undefined || was === each.approvedBy) return []
      const { group, persona } = each.to
      const whom = group ?? `the persona ${persona ?? ''}`
      return [
        `access of ${whom} to ${dataset} is said to be approved by ${each.approvedBy ?? 'nobody'}, before by ${was}`,
      ]
    })
  })
}

type Entry = Environment['datasets'][string]['access'][number]

const entryKey = ({ approvedBy: _, reason: __, ...rest }: Entry): string => JSON.stringify(rest)
