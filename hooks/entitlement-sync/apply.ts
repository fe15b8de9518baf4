import { groupKey, groupLook } from '../../core/model/group-names'
import { BadRow } from '../lib/bad-row'
import type { DatasetEvent } from '../lib/events/dataset-event'
import { versionFault } from '../lib/events/rising'
import type { DatasetGate } from '../lib/live-rows'
import { inParallel } from '../lib/parallel'
import { codedGroup, knownGroup } from './codes'
import { closeGate, nextStep, openGate, resumeGate, type Step } from './gate'
import { byRole, digestOf } from './grants'
import { acceptedEvent, putHistory } from './history'
import { addToIndex, unindexed } from './index-row'
import type { CodedGroup } from '../../core/model/entitlements'
import { goneRows, grantFaults, liveRows, openedGroups, type OpenedGroup } from './rows'
import { PARALLEL_REQUESTS, Postponed, Refused, type EntitlementSyncOptions } from './scope'
import { readState, type TableState } from './state'
import { writeRows } from './write'

/** What became of an event. */
export interface Applied {
  readonly step: Exclude<Step, 'conflict'> | 'ended'
  /** How many groups it opens something for, and how many nothing any more. */
  readonly opened: number
  readonly gone: number
}

/** Others may let their versions through in between; each time at least one of them gets on. */
const MAX_TRIES = 10

/**
 * Makes the rows of a dataset those of the event, unless a newer one has come. Any number of deliveries in any order,
 * at the same time or broken off anywhere, ends in the rows of the newest version:
 *
 * 1. new groups get a code, which nobody else can have;
 * 2. the gate moves to the version, and never back; it gathers the groups that have rows of any version;
 * 3. the rows of all those groups are written, each only over an older version, those without a grant as gone;
 * 4. only then is the gate closed. Whoever is broken off before is delivered again and goes on at 3.
 *
 * @throws {Refused}
 * @throws {Postponed}
 */
export async function applyEvent(scope: EntitlementSyncOptions, event: DatasetEvent): Promise<Applied> {
  const digest = digestOf(event.grants)
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const state = await readState(scope, event.environment, event.dataset)
    if (state.gate && versionFault(state.gate.version, scope.now()) !== undefined)
      throw new BadRow(state.gate, 'has a version that no event has')
    const step = nextStep(state.gate, event.version, digest)
    if (step === 'conflict')
      throw new Refused([`version ${event.version} of ${event.dataset} came before with other grants`])
    if (step !== 'open' && step !== 'resume') return { step, opened: 0, gone: 0 }
    // An apply since the version came has taken its grants in or away: a late delivery must not bring them back.
    const isEnded = step === 'resume' && state.gate?.revision !== state.trust.revision
    const opened = isEnded ? [] : await opens(scope, event, state)
    const gate = await passGate(scope, event, digest, state, opened)
    if (!gate) continue
    const gone = [...(gate.touched ?? [])].filter((name) => !opened.some((each) => each.name === name))
    await finish(scope, event, state, gate, opened, gone)
    return { step: isEnded ? 'ended' : step, opened: opened.length, gone: gone.length }
  }
  throw new Postponed(`other versions of ${event.dataset} come at the same time`)
}

/** The groups that the event opens something for, with their codes. */
async function opens(
  scope: EntitlementSyncOptions,
  event: DatasetEvent,
  { trust, index, locked }: TableState,
): Promise<OpenedGroup[]> {
  const faults = grantFaults(trust, event)
  if (faults.length > 0) throw new Refused(faults)
  const spellings = new Map(event.grants.map(({ group }) => [groupKey(group), group]))
  if (new Set([...spellings.keys()].map(groupLook)).size < spellings.size)
    throw new Refused(['two groups of the event may be taken for each other'])
  const coded = await inParallel(spellings, PARALLEL_REQUESTS, async ([key, spelling]) => {
    return [key, await codedGroup({ ...scope, locked }, spelling, index)] as const
  })
  return openedGroups(trust, event, new Map<string, CodedGroup>(coded))
}

async function passGate(
  scope: EntitlementSyncOptions,
  event: DatasetEvent,
  digest: string,
  { gate, trust }: TableState,
  opened: readonly OpenedGroup[],
): Promise<DatasetGate | undefined> {
  const groups = opened.map((each) => each.name)
  if (gate?.version === event.version) return resumeGate(scope, gate, groups)
  // Whoever let the last version through may have been broken off before it wrote history.
  if (gate?.pending) await putHistory(scope, acceptedEvent(event, gate))
  const { version, by, reason, at } = event
  const { revision } = trust
  const grants = byRole(opened.flatMap(({ name, roles }) => roles.map((role) => ({ group: name, role: role.name }))))
  const before = { version: gate?.version ?? 0, grants: gate?.revision === revision ? gate.grants : {} }
  const acceptedAt = scope.now().toISOString()
  const content = { version, revision, digest, grants, before, by, reason, at, acceptedAt }
  return openGate(scope, event, content, groups, gate?.version)
}

async function finish(
  scope: EntitlementSyncOptions,
  event: DatasetEvent,
  { trust, index, locked }: TableState,
  gate: DatasetGate,
  opened: readonly OpenedGroup[],
  gone: readonly string[],
): Promise<void> {
  const now = scope.now()
  const taken = gone.map((name) =>
    goneRows(event, gate.revision, name, knownGroup({ locked }, groupKey(name), index)?.code, now),
  )
  const given = opened.map((group) => liveRows(event, trust, gate.revision, group))
  await inParallel([...taken, ...given], PARALLEL_REQUESTS, (rows) => writeRows(scope, rows))
  await addToIndex(scope, unindexed(locked, index, opened))
  await putHistory(scope, acceptedEvent(event, gate))
  await scope.notify(event.environment)
  await closeGate(scope, gate, gone)
}
