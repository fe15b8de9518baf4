import { createHash } from 'node:crypto'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { datasetTopic, queueNames } from '../../../core/model/hook-names'
import { groupPartition } from '../../../core/model/table-keys'
import { entitlementSyncHandler } from '../../../hooks/entitlement-sync/handler'
import { environmentMessage } from '../../../hooks/lib/events/environment-message'
import { startTable } from '../../support/dynalite'
import { memoryLog } from '../../support/hook-config'
import { TWINS } from '../entitlement-sync/lab'
import { messages, notified } from '../trust-sync/lab'
import { datasetEvent, NOW, type Applied } from './mesh'
import { answering, guardedTable, pollQueue, writeLogs, type Subject } from './subject'

/** One event with new groups, two of which ask for one code. */
export function entitlementSyncSubject(mesh: Applied): Subject {
  const { config, hub } = mesh
  const names = mesh.function('entitlement_sync')
  const [own, next] = [queueNames(hub, 'entitlement-sync'), queueNames(hub, 'trust-sync')]
  const groups = ['READERS', 'NEWCOMERS', ...TWINS]
  const event = datasetEvent({ grants: groups.map((group) => ({ group, role: 'acme-lab-live-trials' })) })
  return {
    name: names.name,
    document: names.policies.hook!,
    run: async (guard) => {
      writeLogs(guard, hub, names)
      pollQueue(guard, own.arn)
      const sqs = answering(new SQSClient({ region: hub.region }), ({ MessageBody }: { MessageBody: string }) => ({
        MessageId: '1',
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      }))
      guard.on(sqs, (command, { QueueUrl }: { QueueUrl: string }) => {
        const [account, queue] = new URL(QueueUrl).pathname.slice(1).split('/')
        const resource = `arn:aws:sqs:${hub.region}:${account}:${queue}`
        return [{ action: `sqs:${command.replace('Command', '')}`, resource, context: {} }]
      })
      const table = await startTable(mesh.rows, config.table)
      try {
        const handle = entitlementSyncHandler({
          config,
          client: guardedTable(guard, table.endpoint, hub, config.table),
          notify: async (environment) => {
            const message = { QueueUrl: next.url, MessageBody: environmentMessage(environment) }
            await sqs.send(new SendMessageCommand(message))
          },
          now: () => NOW,
          log: memoryLog(),
        })
        const body = notified(config, event, datasetTopic(hub, 'lab').arn)
        const { batchItemFailures: failed } = await handle(messages([body]))
        if (failed.length > 0) throw new Error('the message failed')
        for (const group of groups) {
          const rows = await table.reader.partition(groupPartition(group))
          if (!rows.some(({ SK }) => SK === 'LIVE#lab#trials')) throw new Error(`${group} has no row`)
        }
      } finally {
        await table.close()
      }
    },
  }
}
