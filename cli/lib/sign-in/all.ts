import { ownValue } from '../../../core/model/own-value'
import { sampleIdentity } from '../../../core/policy/source-identity'
import type { Asked } from './asked'
import type { Difference } from './compare'
import type { Lab, Tried } from './lab'
import { sideBySide } from './side-by-side'

/** Every group through every service, and all groups of a service together. */
export interface AllSignIns {
  readonly counts: Counts
  readonly services: readonly string[]
  readonly groups: readonly string[]
  /** In the order of services, in each by group; those of several groups at the end. */
  readonly signIns: readonly Tried[]
  readonly differences: readonly Difference[]
}

export interface Counts {
  readonly services: number
  readonly groups: number
  /** Of one group each. */
  readonly signIns: number
  /** Of many groups at once. */
  readonly together: number
  /** Roles that opened in the sign-ins of one group each. */
  readonly opened: number
  /** Of the sign-ins of one group each. */
  readonly refused: number
}

/** As many at once keep the engine busy; more would only wait for it. */
const AT_ONCE = 32

/** What the hook refuses only because of how much a sign-in carries. */
const TOO_MUCH = new Set(['too-many-groups', 'too-many-roles', 'too-large'])

/** Signs in every registered group through every service. */
export async function signInAll(lab: Lab, onSignIn: () => void = () => undefined): Promise<AllSignIns> {
  const { config } = lab
  const services = Object.keys(config.services).sort()
  const groups = Object.keys(config.groups).sort()
  const asked = services.flatMap((service) => groups.map((group) => member(lab, service, [group])))
  const alone = await sideBySide(asked, AT_ONCE, async (each) => {
    const tried = await lab.try(each)
    onSignIn()
    return tried
  })
  const together = await sideBySide(services, AT_ONCE, (service) => tryTogether(lab, service, groups))
  const counts = {
    services: services.length,
    groups: groups.length,
    signIns: alone.length,
    together: together.flat().length,
    opened: alone.reduce((sum, each) => sum + openedIn(each), 0),
    refused: alone.filter(({ outcome }) => outcome.refused).length,
  }
  const differences = [...lab.faults, ...differencesIn(alone, together.flat())]
  return { counts, services, groups, signIns: [...alone, ...together.flat()], differences }
}

/** What differs for a group alone differs for many at once, too, and is told once. */
function differencesIn(alone: readonly Tried[], together: readonly Tried[]): Difference[] {
  const about = ({ service, role }: Difference): string => JSON.stringify([service, role])
  const first = alone.flatMap((each) => each.differences)
  const told = new Set(first.map(about))
  return [...first, ...together.flatMap((each) => each.differences).filter((each) => !told.has(about(each)))]
}

const member = ({ config }: Lab, service: string, groups: readonly string[]): Asked => ({
  service,
  user: sampleIdentity(config.sourceIdentity),
  groups,
  attributes: {},
})

/** As many of the service's groups at once as it takes: codes of many groups must not open roles of others. */
async function tryTogether(lab: Lab, service: string, groups: readonly string[]): Promise<Tried[]> {
  const own = groups.filter((group) => lab.declared(service, [group]).length > 0)
  let most = Math.min(own.length, ownValue(lab.config.services, service)?.maxGroups ?? 0)
  while (most > 1) {
    const tried = await lab.try(member(lab, service, own.slice(0, most)))
    if (!TOO_MUCH.has(tried.outcome.refused?.code ?? '')) return [tried]
    most = Math.floor(most / 2)
  }
  return []
}

/** How many roles a sign-in opened. */
export const openedIn = ({ outcome }: Tried): number =>
  outcome.refused ? 0 : outcome.roles.filter((each) => each.shut === undefined).length
