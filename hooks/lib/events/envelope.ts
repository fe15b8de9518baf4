import * as z from 'zod/mini'
import { parseJson, type Read } from './read'

/** A notification as SNS puts it into a queue where raw delivery is off. */
export interface Envelope {
  /** ARN of the topic: it tells who may have sent the event. */
  readonly topic: string
  readonly messageId: string
  /** The event's text. */
  readonly message: string
}

const envelope = z.object({
  Type: z.literal('Notification'),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
})

/**
 * Reads the body of a message. The signature is not verified: the queue's policy lets the mesh's topics in, and nobody
 * else.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export function readEnvelope(body: string): Read<Envelope> {
  const json = parseJson(body)
  if (!json) return { faults: ['the message is no JSON'] }
  const { success, data } = envelope.safeParse(json.value)
  if (!success) return { faults: ['the message is no notification of SNS, or raw delivery is on'] }
  return { value: { topic: data.TopicArn, messageId: data.MessageId, message: data.Message } }
}
