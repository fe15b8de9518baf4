import type { HookConfig } from '../../core/model/hook-config'
import { datasetTopic, hubScope } from '../../core/model/hook-names'
import { datasetEvent, type DatasetEvent } from '../lib/events/dataset-event'
import { readEnvelope } from '../lib/events/envelope'
import { quoted, readEvent } from '../lib/events/read'
import { Refused } from './scope'

/** A message that is none of the mesh's: it must end in the dead-letter queue, where a person sees it. */
export class Poison extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '))
    this.name = 'Poison'
  }
}

/**
 * The event in a queue's message, from whom may send it.
 *
 * @throws {Poison}
 * @throws {Refused}
 */
export function readMessage(config: HookConfig, body: string): DatasetEvent {
  const envelope = readEnvelope(body)
  if ('faults' in envelope) throw new Poison(envelope.faults)
  const event = readEvent(datasetEvent, envelope.value.message)
  if ('faults' in event) throw new Refused(event.faults)
  const { environment } = event.value
  if (!Object.hasOwn(config.environments, environment)) throw new Refused([`there is no environment ${environment}`])
  const { arn, name } = datasetTopic(hubScope(config), environment)
  if (envelope.value.topic !== arn)
    throw new Refused([`events of ${environment} come through the topic ${name}, not ${quoted(envelope.value.topic)}`])
  return event.value
}
