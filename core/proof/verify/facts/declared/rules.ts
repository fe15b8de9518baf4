import type { AccessGraph } from '../../../../model/graph'
import { groupKey } from '../../../../model/group-names'
import type { Mesh } from '../../../../model/mesh'
import type { Value } from '../../../../terraform/expression'
import type { Written } from '../../../../terraform/rendered/stack'
import type { Opening } from './openings'
import type { DeclaredScope } from './scope'

/** What the hub's stack tells of how changes are checked, rated and approved. */
export function rulesOfHub({ settings }: Mesh, retired: AccessGraph['retired']): Written {
  const { review, hooks, directory, classifications, waive } = settings
  return said({
    risk: review?.risk,
    failOn: hooks?.runTask?.failOn,
    directory,
    classifications,
    retired,
    waivers: waive,
  })
}

/** What an environment's stack tells of it. */
export function rulesOfEnvironment({ settings }: DeclaredScope, openings: readonly Opening[]): Written {
  const datasets = Object.entries(settings.datasets)
  const stewards = datasets.flatMap(([name, each]) => (each.stewards[0] === undefined ? [] : [[name, each.stewards]]))
  const approvals = datasets.flatMap(([dataset, { access }]) =>
    access
      .filter((entry) => entry.approvedBy !== undefined)
      .map(({ to, tables, approvedBy }) => ({ dataset, role: roleOf(openings, dataset, to), tables, approvedBy })),
  )
  return said({ waivers: settings.waive, stewards: Object.fromEntries(stewards), approvals })
}

const roleOf = (openings: readonly Opening[], dataset: string, { persona, live, group = '' }: Entry['to']): string =>
  openings.find((each) => {
    if (live !== undefined) return each.kind === 'live' && each.dataset === dataset
    return persona === undefined
      ? each.kind === 'share' && each.groups.some(({ name }) => groupKey(name) === groupKey(group))
      : each.kind === 'persona' && each.persona === persona
  })?.name ?? ''

type Entry = DeclaredScope['settings']['datasets'][string]['access'][number]

/** Without what is empty, or not said. */
function said(rules: object): Written {
  const plain = JSON.parse(JSON.stringify(rules)) as Record<string, Value>
  return Object.fromEntries(Object.entries(plain).filter(([, each]) => Object.keys(each as object).length > 0))
}
