import type { HookConfig } from '../../core/model/hook-config'
import { hubScope, serviceTopic } from '../../core/model/hook-names'
import { readEnvelope } from '../lib/events/envelope'
import { quoted, readEvent } from '../lib/events/read'
import { serviceEvent, type ServiceEvent } from '../lib/events/service-event'
import { workMessage, type WorkMessage } from '../lib/events/work-message'

/** A message that is none of the mesh's: it must end in the dead-letter queue, where a person sees it. */
export class Poison extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '))
    this.name = 'Poison'
  }
}

/** An event that no retry helps. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    /** For people. */
    readonly faults: readonly string[],
  ) {
    super(faults.join('; '))
    this.name = 'Refused'
  }
}

/**
 * What a message of the queue asks for: notifications bring events, from whom may send them; other hooks and the
 * schedule send without an envelope.
 *
 * @throws {Poison}
 * @throws {Refused}
 */
export function readMessage(config: HookConfig, body: string): ServiceEvent | WorkMessage {
  const envelope = readEnvelope(body)
  if ('faults' in envelope) {
    const work = readEvent(workMessage, body)
    if ('faults' in work) throw new Poison([...envelope.faults, ...work.faults])
    return work.value
  }
  const { topic, message } = envelope.value
  const { arn, name } = serviceTopic(hubScope(config))
  if (topic !== arn)
    throw new Refused('foreign-topic', [`events about services come through the topic ${name}, not ${quoted(topic)}`])
  const event = readEvent(serviceEvent, message)
  if ('faults' in event) throw new Refused('malformed', event.faults)
  return event.value
}
