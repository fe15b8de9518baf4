import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import { definitionOf } from '../../../hooks/lib/events/service-event'
import { audit, openings, type Way } from './audit'
import { startLab, type Lab, type LabOptions } from './lab'

/** What happens to a mesh, and who may get in meanwhile: through which version of which service. */
export interface Story {
  /** What has happened before. */
  readonly before: readonly ServiceEvent[]
  /** What is broken off, and comes again. */
  readonly event: ServiceEvent
  readonly lab?: LabOptions
}

export const waysOf = (events: readonly ServiceEvent[]): Way[] =>
  events.flatMap((event) =>
    event.state === 'present' ? [{ service: event.service, definition: definitionOf(event) }] : [],
  )

const servicesOf = (events: readonly ServiceEvent[]): string[] => [...new Set(events.map((each) => each.service))]

/** Ways that no version describes, but parts of two do. */
function mixed(ways: readonly Way[]): Way[] {
  return ways.flatMap((one) =>
    ways.flatMap((other) => {
      if (one.service !== other.service || one.definition.protocol !== 'saml' || other.definition.protocol !== 'saml')
        return []
      const { audience: _, ...definition } = one.definition
      const { audience } = other.definition
      return [{ service: one.service, definition: { ...definition, ...(audience !== undefined && { audience }) } }]
    }),
  )
}

export interface Told {
  /** What was wrong at some moment. */
  readonly faults: readonly string[]
  /** How many writes the event took without a break. */
  readonly writes: number
}

class Crash extends Error {}

const READS = /Get|Query|List/

/**
 * Follows an event in a function that dies before its n-th write, and then again in one that lives. Everything that
 * must hold at each moment is asked after each write; between two of them nothing changes.
 *
 * @param dies the write that is not made any more. @default - none
 */
export async function tell(
  { before, event, lab: options }: Story,
  dies = Infinity,
): Promise<Told & { readonly lab: Lab }> {
  const lab = await startLab(options)
  await lab.follow(...before)
  const events = [...before, event]
  const ways = [...waysOf(events), ...mixed(waysOf(events))]
  const old = openings(lab, ways)
  const target = await endOf({ before, event, lab: options }, ways)
  const rules = { lab, ways, allowed: new Set([...old, ...target]), services: servicesOf(events) }
  const faults = new Set<string>()
  let writes = 0
  const look = async (): Promise<void> => {
    for (const fault of await audit(rules)) faults.add(fault)
  }
  const follow = async (last: number): Promise<readonly string[]> => {
    writes = 0
    let changed = true
    const worker = lab.worker({
      before: async (what) => {
        if (changed) await look()
        changed = !READS.test(what)
        if (changed) writes++
        if (writes >= last) throw new Crash()
      },
    })
    return worker.follow(event)
  }
  if (dies < Infinity) await follow(dies)
  const failed = await follow(Infinity)
  await look()
  for (const each of failed) faults.add(`${each} failed when it came again`)
  const now = openings(lab, ways)
  for (const each of target) if (!now.has(each)) faults.add(`does not open at the end: ${each}`)
  for (const each of now) if (!target.has(each)) faults.add(`still opens at the end: ${each}`)
  return { faults: [...faults], writes, lab }
}

const ends = new Map<string, Set<string>>()

/** Who gets in when the event has been followed without a break. */
async function endOf(story: Story, ways: readonly Way[]): Promise<Set<string>> {
  const key = JSON.stringify(story)
  const known = ends.get(key)
  if (known) return known
  const lab = await startLab(story.lab)
  await lab.follow(...story.before, story.event)
  const end = openings(lab, ways)
  ends.set(key, end)
  await lab.close()
  return end
}
