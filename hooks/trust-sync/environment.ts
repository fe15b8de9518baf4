import { Unsettled, type TrustSync } from './context'
import { makeProviders } from './providers'
import { retire } from './retire'
import { readEnvironment, type EnvironmentState, type Reading } from './state'
import { turnTrusts, writeTrusts } from './trusts'
import { unchanged } from './unchanged'
import { wantedOf } from './wanted'

/** How an environment was found, and left. */
export interface Reconciled {
  /** Whether its roles and providers are as the table says; they are not while it is being applied. */
  readonly settled: boolean
  /** Service of run time → why some role of the environment does not trust it. */
  readonly lacking: ReadonlyMap<string, string>
  /** Services that are on their way from one state to another. */
  readonly moving: readonly string[]
}

/** So often an environment may change while it is brought about. */
const MAX_ROUNDS = 10

const NOTHING = { lacking: new Map(), moving: [] }

/**
 * Brings an environment's account to what the table says: providers, then trust policies, then, once those are read
 * back, away with what nothing uses.
 *
 * Several of these may run at once, and IAM knows no condition under which to write. So each reads the table again
 * after it has written, and goes on until it says what was written: whoever writes last has seen all that the others
 * entered. Where Terraform is at work nothing is written, since what it applies ends what the table holds.
 *
 * @throws {Unsettled} where it does not come to rest
 */
export async function reconcileEnvironment(sync: TrustSync, environment: string): Promise<Reconciled> {
  let state: Reading = await readEnvironment(sync, environment)
  let wrote = false
  const moving = new Set<string>()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (typeof state === 'string') {
      // Terraform will have overwritten it, or not: what was applied decides once that is done.
      if (wrote) throw new Unsettled(`${environment} is being applied`)
      return { settled: state === 'missing', ...NOTHING }
    }
    for (const service of state.moving) moving.add(service)
    const { lacking, verified, changed } = await settle(sync, state)
    wrote ||= changed
    const after = await readEnvironment(sync, environment)
    if (typeof after !== 'string' && verified && unchanged(state, after)) {
      const retired = await retire(sync, after)
      if (!retired) return { settled: true, lacking, moving: [...moving].sort() }
      wrote = true
      state = await readEnvironment(sync, environment)
    } else state = after
  }
  throw new Unsettled(`${environment} changed ${MAX_ROUNDS} times while it was brought about`)
}

interface Settled extends Pick<Reconciled, 'lacking'> {
  readonly verified: boolean
  readonly changed: boolean
}

/** One round: providers before the roles that trust them. A service whose provider is refused is trusted nowhere. */
async function settle(sync: TrustSync, state: EnvironmentState): Promise<Settled> {
  const iam = await sync.iam(state.environment)
  const wanted = wantedOf(state)
  const turned = await turnTrusts(sync, iam, wanted)
  const refused = await makeProviders(sync, iam, wanted)
  const services = state.services.filter(({ name }) => !refused.has(name))
  const { lacking, ...written } = await writeTrusts(sync, iam, wantedOf({ ...state, services }))
  return { ...written, changed: turned || written.changed, lacking: new Map([...lacking, ...refused]) }
}
