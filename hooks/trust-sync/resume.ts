import { ownValue } from '../../core/model/own-value'
import { attributesOf, claim, release } from './claims'
import { Unsettled, type TrustSync } from './context'
import { reconcileEnvironment } from './environment'
import { recordRefusal } from './history'
import { taken, type EventRefusal } from './refusals'
import { mark, readMarkers } from './markers'
import type { ServiceRow } from './rows'
import { readService, swap } from './service-rows'

/** So often a service may change while it is brought about. */
const MAX_ROUNDS = 10

/**
 * Brings a service to where its row says, whoever left off: one that is new becomes active once every role trusts it;
 * one that goes is removed once nothing of it is left.
 *
 * @throws {Unsettled} where an environment is being applied, or the service does not come to rest
 */
export async function resumeService(sync: TrustSync, name: string): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { row } = await readService(sync, name)
    if (!row) return
    const refusal = await bringAbout(sync, row)
    if (refusal) {
      if (await swap(sync, name, row, { ...row, state: 'refused', environments: {}, refusal: refusal.code }))
        await tell(sync, row, refusal)
      continue
    }
    const done = finished(row)
    if (done && (await swap(sync, name, row, done)))
      return sync.log.info('synchronised', { service: name, version: row.version, state: done.state })
    // What was brought about may no longer be what the row says.
    if (!done && (await readService(sync, name)).row?.step === row.step) return
  }
  throw new Unsettled(`${name} changes again and again`)
}

/** The row once everything that it says is there; `undefined` where it is so already. */
function finished(row: ServiceRow): ServiceRow | undefined {
  if (row.state === 'pending') return { ...row, state: 'active' }
  return row.state === 'removing' ? { ...row, state: 'removed' } : undefined
}

async function tell(sync: TrustSync, { service, version }: ServiceRow, { code, message }: EventRefusal): Promise<void> {
  sync.log.error('refused-event', { code, service, version, message })
  await recordRefusal(sync, { service, version }, code)
}

/** Claims, markers and then the accounts: everything but the row itself. */
async function bringAbout(sync: TrustSync, row: ServiceRow): Promise<EventRefusal | undefined> {
  const { service, version, definition } = row
  const isThere = row.state === 'pending' || row.state === 'active'
  const markers = await readMarkers(sync, service)
  if (isThere && definition) {
    const other = await claim(sync, service, version, attributesOf(definition))
    if (other !== undefined) return taken(definition, other)
    for (const [environment, revision] of Object.entries(row.environments))
      await mark(sync, row, environment, revision, markers.get(environment))
  } else await release(sync, service, version)
  const environments = new Set([...markers.keys(), ...(isThere ? Object.keys(row.environments) : [])])
  let lacking: EventRefusal | undefined
  for (const environment of [...environments].sort()) {
    if (ownValue(sync.config.environments, environment) === undefined) continue
    const reconciled = await reconcileEnvironment(sync, environment)
    if (!reconciled.settled) throw new Unsettled(`${environment} is being applied`)
    const code = reconciled.lacking.get(service)
    if (code !== undefined) lacking ??= { code, message: `${environment} does not take ${service}` }
  }
  return lacking
}
