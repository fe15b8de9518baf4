import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { join } from 'node:path'
import { secretName } from '../../../core/model/hook-names'
import { tableName } from '../../../core/model/names'
import type { Row } from '../../../hooks/lib/table'
import { applyAll, emulatedMesh, type AppliedMesh } from '../../support/applied-mesh'
import { assumed } from '../../support/aws-clients'
import { exampleFolder, PROJECT, type TerraformJson } from '../../support/mesh'
import { succeed } from '../../support/process'
import { projectOf } from '../../support/project'
import { deliveries, type Deliveries } from './deliveries'
import { deployedHooks, type DeployedHook } from './deployed'
import { signIns, type SignIns } from './signed-in'

export const METADATA = exampleFolder().read('saml/databricks.xml') ?? ''

export const PLANT = `
domain: manufacturing
stage: dev
account: "222222222222"
region: eu-west-1
services: [databricks]
personas:
  reader: [READERS]
datasets:
  batches:
    owner: APPROVERS
    classification: internal
    tables:
      steps: { columns: { id: string } }
    live: read
    access:
      - to: { persona: reader }
`

/** Two environments, in one of which there is everything that an event may and may not open. */
const FILES = {
  'mesh.yaml': `
mesh: acme
sourceIdentity: "*@example.com"
hub: { account: "000000000000", region: eu-central-1 }
deployRole: "arn:\${partition}:iam::\${account}:role/deploy"
hooks: {}
sync: pull
services:
  databricks: { protocol: saml, metadata: saml/databricks.xml, application: 0oa1databricks }
`,
  'lab.yaml': `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [databricks]
personas:
  owner: [OWNERS]
  reader: [READERS]
datasets:
  trials:
    owner: APPROVERS
    classification: internal
    tables:
      visits: { columns: { id: string, country: string } }
    live: read
    access:
      - to: { persona: reader }
      - to: { group: STATISTICS }
home: { bucket: acme-home, services: [databricks], groups: [EVERYBODY] }
`,
  'plant.yaml': PLANT,
  'saml/databricks.xml': METADATA,
}

/** A mesh that is applied, and its hooks at work. */
export interface Synchronised {
  readonly mesh: AppliedMesh
  readonly send: Deliveries
  readonly signIn: SignIns
  /** Every row of the entitlement table. */
  rows(): Promise<readonly Row[]>
  /** Renders the files as they are now. */
  render(): Promise<void>
  /** Applies the hub as it is rendered, its functions among it. */
  applyHub(): Promise<void>
  /** Runs the command with the hub's credentials; returns what it writes. */
  trustloom(...args: string[]): Promise<string>
}

/** What is left out beside what the emulator cannot do, by type. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  aws_lambda_event_source_mapping: 'the emulator would run the functions itself, for which it needs Docker',
  aws_s3_bucket_lifecycle_configuration: 'Terraform watches each for almost a minute, and nothing here reads it',
}

export async function synchronised(): Promise<Synchronised> {
  const mesh = await emulatedMesh(projectOf(FILES))
  const render = async (): Promise<void> => {
    await mesh.render()
    for (const name of mesh.project.stacks()) {
      const stack = JSON.parse(mesh.stack(name).text()) as TerraformJson
      const kept = Object.entries(stack.resource).filter(([type]) => !(type in LEFT_OUT))
      mesh.stack(name).write(JSON.stringify({ ...stack, resource: Object.fromEntries(kept) }, null, 2))
    }
  }
  await render()
  await applyAll(mesh)
  const { settings } = mesh.built().mesh
  const aws = await mesh.aws('hub')
  // The operator puts the secret, and Terraform never sees it.
  const secret = { SecretId: secretName(settings.mesh), SecretString: 'what Okta sends' }
  await aws.secrets.send(new PutSecretValueCommand(secret))
  let hooks: ReadonlyMap<string, DeployedHook> = await deployedHooks(mesh)
  const config = (): DeployedHook['config'] => {
    const [hook] = hooks.values()
    if (!hook) throw new Error('nothing is deployed')
    return hook.config
  }
  return {
    mesh,
    render,
    send: deliveries(mesh, aws, () => hooks),
    signIn: signIns(mesh, aws, { secret: secret.SecretString, config }),
    rows: async () => {
      const command = new ScanCommand({ TableName: tableName(settings.mesh), ConsistentRead: true })
      const { Items = [] } = await DynamoDBDocumentClient.from(aws.dynamodb).send(command)
      return Items as Row[]
    },
    applyHub: async () => {
      await mesh.stack('hub').apply()
      hooks = await deployedHooks(mesh)
    },
    trustloom: async (...args) => {
      const { account, region } = settings.hub
      const given = await assumed({ endpoint: mesh.url, region }, `arn:aws:iam::${account}:role/operator`)
      const env = {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: mesh.url,
        AWS_ACCESS_KEY_ID: given.accessKeyId,
        AWS_SECRET_ACCESS_KEY: given.secretAccessKey,
        AWS_SESSION_TOKEN: given.sessionToken,
      }
      const command = [join(PROJECT, 'cli', 'trustloom.js'), ...args]
      return succeed(process.execPath, command, { cwd: mesh.project.folder, env })
    },
  }
}
