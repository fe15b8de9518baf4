import { documentClient } from '../lib/client'
import { readConfig } from '../lib/config-file'
import { hookLog } from '../lib/logger'
import { dynamoTable } from '../lib/table'
import { cognitoTokenHandler } from './handler'

const config = readConfig(__dirname)

/** The service that the function is of; without one, every sign-in is refused. */
const service = process.env.TRUSTLOOM_SERVICE ?? ''

/** The Lambda function. */
export const handler = cognitoTokenHandler({
  config,
  service,
  // Cognito waits longer than Okta: two tries still end before the hook must answer.
  table: dynamoTable(documentClient({ answer: 1_500 }), config.table),
  log: hookLog(`${config.mesh}-cognito-${service}`),
})
