import type { Mesh } from '../../model/mesh'
import { OWN_TEMPLATE } from '../../policy/lint'
import { meshWaivers, type MeshWaiver } from '../../policy/lint/mesh/waivers'
import { placesOf } from '../../policy/lint/waivers'
import { subjectsOf, type StackPolicies } from './lints'
import type { Difference } from './types'

/** A difference that comes from a template of the mesh's own and that somebody gave a reason for. */
export interface WaivedDifference {
  readonly difference: Difference
  readonly waiver: MeshWaiver
}

export interface WaivedDifferences {
  readonly left: readonly Difference[]
  readonly waived: readonly WaivedDifference[]
  /** Waivers of policies in these stacks that nothing needs any more. */
  readonly unused: readonly MeshWaiver[]
}

/** Sets aside what templates of the mesh's own do and the files waive; nothing else can be waived. */
export function waiveDifferences(
  mesh: Mesh,
  differences: readonly Difference[],
  stacks: readonly StackPolicies[],
): WaivedDifferences {
  const waivers = meshWaivers(mesh).filter(({ rule }) => rule === OWN_TEMPLATE)
  if (waivers.length === 0) return { left: differences, waived: [], unused: [] }
  const isFor = (waiver: MeshWaiver, { environment, role = '', ownTemplates = [] }: Difference): boolean =>
    (waiver.environment === undefined || waiver.environment === environment) &&
    ownTemplates.some((policy) => waiver.at === role || waiver.at === `${role}/${policy}`)
  const used = new Set<MeshWaiver>()
  const waived: WaivedDifference[] = []
  const left = differences.filter((difference) => {
    const matching = waivers.filter((each) => isFor(each, difference))
    matching.forEach((each) => used.add(each))
    const [waiver] = matching
    if (waiver) waived.push({ difference, waiver })
    return waiver === undefined
  })
  const isThere = ({ at, environment }: MeshWaiver): boolean =>
    stacks.some(
      (stack) =>
        (environment === undefined || environment === stack.environment) &&
        subjectsOf(stack).some((each) => placesOf(each).includes(at)),
    )
  return { left, waived, unused: waivers.filter((each) => !used.has(each) && isThere(each)) }
}
