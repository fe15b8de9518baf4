import { STSClient } from '@aws-sdk/client-sts'
import { documentClient } from '../lib/client'
import { patient } from '../lib/patient'
import { readConfig } from '../lib/config-file'
import { hookLog } from '../lib/logger'
import { iamOfAccounts } from './accounts'
import { trustSyncHandler } from './handler'

/** Nobody waits for an event: it may take longer than a sign-in. */
const PATIENCE = { answer: 5_000, attempts: 4 }

const config = readConfig(__dirname)

/** The Lambda function. */
export const handler = trustSyncHandler({
  config,
  client: documentClient(PATIENCE),
  iam: iamOfAccounts(config, new STSClient({ ...patient(PATIENCE), region: config.hub.region }), PATIENCE),
  now: () => new Date(),
  log: hookLog('trust-sync'),
})
