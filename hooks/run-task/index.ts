import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readConfig } from '../lib/config-file'
import { keptSecrets } from '../lib/kept-secrets'
import { hookLog } from '../lib/logger'
import { patient } from '../lib/patient'
import { secretReader } from '../lib/secret-reader'
import { runTaskFunction } from './function'
import { handOnTo } from './hand-on'
import { ownFunction } from './own-function'
import { runTaskHandler } from './handler'
import { planReviewer } from './reviewer'
import { CLOCK } from './retry'
import { runTaskWork } from './work'

const { mesh, runTask } = readConfig(__dirname)
if (!runTask) throw new Error('mesh.json says nothing of a run task')

const { TRUSTLOOM_SECRET: key = '' } = process.env
const log = hookLog(`${mesh}-run-task`)
const secrets = new SecretsManagerClient(patient({ answer: 600 }))
const findKey = keptSecrets({ read: secretReader(secrets, key), now: () => new Date() })
const handOn = handOnTo(...ownFunction(process.env))

/** The Lambda function. */
export const handler = runTaskFunction({
  answer: runTaskHandler({ findKey, host: runTask.host, handOn, log, now: CLOCK.now }),
  work: runTaskWork({
    ...planReviewer(runTask),
    failOn: runTask.failOn,
    host: runTask.host,
    http: fetch,
    clock: CLOCK,
    log,
  }),
  findKey,
  log,
})
