import { authenticator } from '../lib/authenticator'
import { documentClient } from '../lib/client'
import { readConfig } from '../lib/config-file'
import { hookLog } from '../lib/logger'
import { dynamoTable } from '../lib/table'
import { oktaTokenHandler } from './handler'

const config = readConfig(__dirname)

/** The Lambda function. */
export const handler = oktaTokenHandler({
  config,
  table: dynamoTable(documentClient(), config.table),
  authenticate: authenticator(process.env),
  log: hookLog(`${config.mesh}-okta-token`),
})
