import { PublishCommand } from '@aws-sdk/client-sns'
import { DeleteMessageCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs'
import type { DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { datasetTopic, hubScope, queueNames, serviceTopic, type SyncHook } from '../../../core/model/hook-names'
import { declaredKey } from '../../../core/model/table-keys'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'
import type { DeployedHook } from './deployed'

/** What a function made of one message. */
export interface Delivered {
  readonly hook: SyncHook
  /** The words that it logged. */
  readonly told: readonly string[]
}

/** The way of events from a topic through a queue into a function. */
export interface Deliveries {
  /** @param topic the environment whose topic takes it. @default - the event's own */
  dataset(event: DatasetEvent, topic?: string): Promise<Delivered[]>
  service(event: object): Promise<Delivered[]>
  /** What the nightly schedule sends. */
  reconcile(): Promise<Delivered[]>
  /** What the table's stream tells once an environment has been applied. */
  applied(environment: string): Promise<Delivered[]>
}

const HOOKS: readonly SyncHook[] = ['entitlement-sync', 'trust-sync']

export function deliveries(
  mesh: AppliedMesh,
  { sns, sqs }: AwsClients,
  hooks: () => ReadonlyMap<string, DeployedHook>,
): Deliveries {
  const hub = hubScope(mesh.built().mesh.settings)
  const run = async (hook: SyncHook, event: SQSEvent | DynamoDBStreamEvent): Promise<Delivered> => {
    const { answer, message, log } = (await hooks().get(`${hub.mesh}-${hook}`)?.invoke(event)) ?? { log: '' }
    const { batchItemFailures: failed } = (answer ?? {}) as Partial<SQSBatchResponse>
    if (failed?.length !== 0) throw new Error(`${hook} failed: ${message ?? ''}\n${log}`)
    return { hook, told: wordsOf(log) }
  }
  // One after another: conditional writes of the emulator are not atomic.
  const drain = async (): Promise<Delivered[]> => {
    const delivered: Delivered[] = []
    for (let quiet = false; !quiet;) {
      quiet = true
      for (const hook of HOOKS) {
        const { url: QueueUrl, arn } = queueNames(hub, hook)
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }))
        for (const each of Messages) {
          quiet = false
          delivered.push(await run(hook, batchOf(each, arn, hub.region)))
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: each.ReceiptHandle }))
        }
      }
    }
    return delivered
  }
  const publish = async (TopicArn: string, event: object): Promise<Delivered[]> => {
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(event) }))
    return drain()
  }
  return {
    dataset: (event, topic = event.environment) => publish(datasetTopic(hub, topic).arn, event),
    service: (event) => publish(serviceTopic(hub).arn, event),
    reconcile: async () => {
      const message = { messageId: 'schedule', body: JSON.stringify({ schemaVersion: 1, type: 'reconcile' }) }
      return [await run('trust-sync', batchOf({ Body: message.body, MessageId: message.messageId }, '', hub.region))]
    },
    applied: async (environment) => {
      const told = await run('trust-sync', streamOf(environment))
      return [told, ...(await drain())]
    },
  }
}

/** What Lambda makes of a message. */
function batchOf({ MessageId = '', ReceiptHandle = '', Body = '' }: Message, arn: string, region: string): SQSEvent {
  const record = {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    messageAttributes: {},
    md5OfBody: '',
  }
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '' }
  const own = { attributes: { ...attributes, ApproximateFirstReceiveTimestamp: '0' }, eventSource: 'aws:sqs' }
  return { Records: [{ ...record, ...own, eventSourceARN: arn, awsRegion: region }] }
}

function streamOf(environment: string): DynamoDBStreamEvent {
  const { PK, SK } = declaredKey.environment(environment)
  const dynamodb = { Keys: { PK: { S: PK }, SK: { S: SK } }, SequenceNumber: '1' }
  return { Records: [{ eventID: '1', eventName: 'MODIFY', eventSource: 'aws:dynamodb', dynamodb }] }
}

function wordsOf(log: string): string[] {
  const lines = [...log.matchAll(/^\{.*\}$/gm)].map(([line]) => JSON.parse(line) as { readonly event?: string })
  return lines.flatMap(({ event }) => (event === undefined ? [] : [event]))
}
