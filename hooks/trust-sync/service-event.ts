import { BadRow } from '../lib/bad-row'
import { versionFault } from '../lib/events/rising'
import { environmentsOf, EVERY_ENVIRONMENT, type ServiceEvent } from '../lib/events/service-event'
import { readIndex } from './claims'
import { Unsettled, type TrustSync } from './context'
import { record, recordRefusal } from './history'
import { nextRow, refusedRow } from './next-row'
import { Refused } from './message'
import { refusalOf, type EventRefusal } from './refusals'
import { resumeService } from './resume'
import type { ServiceRow } from './rows'
import { readService, swap } from './service-rows'
import { readEnvironment, type Reading } from './state'

/** So often a service's row may change while an event is judged. */
const MAX_TRIES = 10

/**
 * Follows an event about a service: it is written down, judged, entered into the service's row, and brought about. Each
 * delivery does whatever an earlier one has left undone, so that it may break off anywhere and come again.
 *
 * @throws {Unsettled} where an environment that it names is being applied
 */
export async function followServiceEvent(sync: TrustSync, event: ServiceEvent): Promise<void> {
  const { service, version } = event
  const fault = versionFault(version, sync.now())
  if (fault !== undefined) throw new Refused('version-ahead', [fault])
  if (!(await record(sync, event))) {
    const message = 'the version is known with another content: what changes needs a higher one'
    sync.log.error('refused-event', { code: 'other-content', service, version, message })
    return
  }
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const outcome = await enter(sync, event)
    if (outcome === 'again') continue
    if (outcome === 'there') await resumeService(sync, service)
    return
  }
  throw new Unsettled(`${service} changes again and again`)
}

/** `there` where the service has a row that is to be brought about; `again` where that changed while it was judged. */
type Entered = 'there' | 'refused' | 'again'

/**
 * Enters the event into the service's row. An event that is out of date may be one that an earlier delivery broke off,
 * after it had written what no longer holds: the row is brought about for it, too.
 */
async function enter(sync: TrustSync, event: ServiceEvent): Promise<Entered> {
  const { service, version } = event
  const { row, declared } = await readService(sync, service)
  if (row && versionFault(row.version, sync.now()) !== undefined)
    throw new BadRow(row, 'has a version that no event has')
  const refuse = async (refusal: EventRefusal): Promise<Entered> => {
    const says = !declared && event.state === 'present' && isOpen(row, version)
    if (says && !(await swap(sync, service, row, refusedRow(event, refusal.code)))) return 'again'
    sync.log.error('refused-event', { ...refusal, service, version })
    await recordRefusal(sync, event, refusal.code)
    return row && row.state !== 'refused' ? 'there' : 'refused'
  }
  if (declared) return refuse({ code: 'declared-name', message: `the files of the mesh declare ${service}` })
  const environments = await readNamed(sync, event)
  const step = nextRow(row, event, revisionsOf(environments))
  if (step.kind === 'same') return 'there'
  if (step.kind === 'stale') {
    sync.log.info('stale', { service, version, known: row?.version })
    return 'there'
  }
  if (step.kind === 'removed-name')
    return refuse({ code: 'removed-name', message: `a service ${service} has been removed: choose another name` })
  if (event.state === 'present') {
    const refusal = refusalOf(event, { config: sync.config, index: await readIndex(sync), environments })
    if (refusal?.code === 'trust-too-long') sync.log.error('trust-too-long', { ...refusal, service, version })
    if (refusal) return refuse(refusal)
  }
  return (await swap(sync, service, row, step.row)) ? 'there' : 'again'
}

/** Whether the row is not that of a service which is, or was, there, and does not say the same already. */
const isOpen = (row: ServiceRow | undefined, version: number): boolean =>
  row === undefined || (row.state === 'refused' && row.version < version)

/**
 * What is applied in each environment that the event names; of `all`, in those that have roles for it to lead to.
 *
 * @throws {Unsettled} while one is being applied
 */
async function readNamed(sync: TrustSync, event: ServiceEvent): Promise<ReadonlyMap<string, Reading>> {
  const said = event.state === 'present' ? environmentsOf(event) : []
  const isAll = said === EVERY_ENVIRONMENT
  const names = isAll ? Object.keys(sync.config.environments).sort() : said
  const known = (name: string): boolean => Object.hasOwn(sync.config.environments, name)
  const read = new Map<string, Reading>()
  for (const name of names) {
    const reading = known(name) ? await readEnvironment(sync, name) : 'missing'
    if (reading === 'applying') throw new Unsettled(`${name} is being applied`)
    if (!isAll || leadsSomewhere(reading)) read.set(name, reading)
  }
  return read
}

/** Whether an environment is applied, and has a role of a persona or a share: one that is closed has none. */
const leadsSomewhere = (reading: Reading): boolean =>
  typeof reading !== 'string' && reading.trust.roles.some(({ kind }) => kind !== 'home')

const revisionsOf = (environments: ReadonlyMap<string, Reading>): Record<string, string> =>
  Object.fromEntries(
    [...environments].flatMap(([name, reading]) =>
      typeof reading === 'string' ? [] : [[name, reading.trust.revision]],
    ),
  )
