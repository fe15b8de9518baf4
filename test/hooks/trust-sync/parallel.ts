import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import { openings } from './audit'
import { waysOf } from './crash'
import { samlEvent, startLab } from './lab'
import { schedule } from './schedule'

export const EIGHT = Array.from({ length: 8 }, (_, index) =>
  samlEvent(1, { service: `tool-${index}`, application: `0oa${index}`, environments: ['lab'] }),
)

/** With eight more services, a trust policy has about 2,700 characters. */
export const ROOMY = { trustLimit: 4096 }

/**
 * Events that come to as many functions at the same time, in an order of requests for each seed; what fails comes
 * again.
 *
 * @returns services through which nobody gets into the reader's role in the end, though they are there
 */
export async function atOnce(seed: number, events: readonly ServiceEvent[] = EIGHT): Promise<string[]> {
  const lab = await startLab({ iam: ROOMY })
  await lab.apply('lab', 'lab-1', ROOMY)
  const { turns } = schedule(seed)
  const deliver = async (event: ServiceEvent, index: number): Promise<void> => {
    const turn = turns(index)
    for (let tries = 0; tries < 5; tries++) if ((await lab.worker({ turn }).follow(event)).length === 0) return
    throw new Error(`${event.service} failed five times`)
  }
  await Promise.all(events.map(deliver))
  const open = openings(lab, waysOf(events))
  const there = await Promise.all(events.map(({ service }) => lab.service(service)))
  await lab.close()
  return there.flatMap((row) => {
    if (row?.state !== 'active') return [`${row?.service} is ${row?.state}`]
    return [...open].some((each) => each.startsWith(`lab acme-lab-reader ${row.service} `)) ? [] : [row.service]
  })
}
