import type { ServiceEvent } from '../lib/events/service-event'
import type { WorkMessage } from '../lib/events/work-message'
import { inParallel } from '../lib/parallel'
import { thrown } from '../lib/thrown'
import { readIndex, servicesOf } from './claims'
import { Unsettled, type TrustSync } from './context'
import { reconcileEnvironment } from './environment'
import { Refused } from './message'
import { resumeService } from './resume'
import { followServiceEvent } from './service-event'
import { readService } from './service-rows'

/** Does what a message asks for. */
export async function work(sync: TrustSync, message: ServiceEvent | WorkMessage): Promise<void> {
  if (message.type === 'service') await followServiceEvent(sync, message)
  else if (message.type === 'environment') await followEnvironment(sync, message.environment)
  else await reconcile(sync)
}

/** Brings an environment about after its rows have changed, and the services that were on their way there. */
export async function followEnvironment(sync: TrustSync, environment: string): Promise<void> {
  if (!Object.hasOwn(sync.config.environments, environment))
    throw new Refused('unknown-environment', [`there is no environment ${environment}`])
  const { lacking, moving } = await reconcileEnvironment(sync, environment)
  for (const service of new Set([...moving, ...lacking.keys()])) await resumeService(sync, service)
}

/** So many environments at once: each is an account of its own. */
const PARALLEL_ENVIRONMENTS = 4

/**
 * Looks at everything: a saved plan that is older than an event overwrites what the hook wrote, and nothing tells.
 *
 * @throws {Unsettled} where some environment could not be brought about; the others were
 */
async function reconcile(sync: TrustSync): Promise<void> {
  const failed: string[] = []
  const attempt = async (name: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      failed.push(name)
      sync.log.error('failed', { about: name, ...thrown(error) })
    }
  }
  await inParallel(Object.keys(sync.config.environments), PARALLEL_ENVIRONMENTS, (name) =>
    attempt(name, () => followEnvironment(sync, name)),
  )
  for (const name of servicesOf(await readIndex(sync))) {
    const { row } = await readService(sync, name)
    if (row?.state === 'pending' || row?.state === 'removing') await attempt(name, () => resumeService(sync, name))
  }
  if (failed.length > 0) throw new Unsettled(`not everything could be brought about: ${failed.join(', ')}`)
}
