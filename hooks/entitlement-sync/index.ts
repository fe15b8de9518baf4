import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { HOOK_VARIABLES } from '../../core/model/hook-names'
import { documentClient } from '../lib/client'
import { patient } from '../lib/patient'
import { readConfig } from '../lib/config-file'
import { environmentMessage } from '../lib/events/environment-message'
import { hookLog } from '../lib/logger'
import { entitlementSyncHandler } from './handler'

/** Nobody waits for an event: it may take longer than a sign-in. */
const PATIENCE = { answer: 3_000, attempts: 4 }

const sqs = new SQSClient(patient(PATIENCE))
const QueueUrl = process.env[HOOK_VARIABLES.queue]

export const handler = entitlementSyncHandler({
  config: readConfig(__dirname),
  client: documentClient(PATIENCE),
  notify: async (environment) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: environmentMessage(environment) }))
  },
  now: () => new Date(),
  log: hookLog('entitlement-sync'),
})
