import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { queueNames, tableArn } from '../../../core/model/hook-names'
import {
  declaredKey,
  groupPartition,
  liveEnvironmentPartition,
  liveKey,
  liveServicePartition,
  SERVICE_PREFIX,
} from '../../../core/model/table-keys'
import type { Row } from '../../../hooks/lib/table'
import { trustSyncHandler } from '../../../hooks/trust-sync/handler'
import { startTable, type Table } from '../../support/dynalite'
import { memoryLog } from '../../support/hook-config'
import { startIam, type Iam } from '../../support/iam'
import {
  absentEvent,
  applied as applyEvent,
  declare,
  messages,
  metadata,
  notified,
  oidcEvent,
  samlEvent,
} from '../trust-sync/lab'
import { accountsOf, fillAccounts, roleIn, type Guards } from './accounts'
import { newcomerRows, NOW, type Applied } from './mesh'
import { guardedTable, guardOf, pollQueue, writeLogs, type Guard, type Subject } from './subject'

/** The environment to which services come: it has one role, so that little is written. */
const PLACE = 'plant'

/** The function in the hub, while each environment's role has all its rights. */
export function trustSyncSubject(mesh: Applied): Subject {
  const names = mesh.function('trust_sync')
  return { name: names.name, document: names.policies.hook!, run: (guard) => everything(mesh, { hub: guard }) }
}

/** The role in an environment, while the function has all its rights. */
export function syncRoleSubject(mesh: Applied): Subject {
  const { name, policies } = roleIn(mesh, PLACE)
  return { name, document: policies.sync!, run: (guard) => everything(mesh, { [PLACE]: guard }) }
}

/** Everything that the hook ever does, once. */
async function everything(mesh: Applied, guards: Guards): Promise<void> {
  const names = mesh.function('trust_sync')
  const config = structuredClone(mesh.config)
  const guard = guards.hub ?? guardOf(names.role.arn, names.policies.hook!)
  feed(guard, mesh)
  const [table, iam] = await Promise.all([startTable(mesh.rows, mesh.config.table), startIam({ trustLimit: 4096 })])
  const endpoint = await iam.client('0').config.endpoint?.()
  process.env.AWS_ENDPOINT_URL_IAM = `http://127.0.0.1:${endpoint?.port}`
  try {
    fillAccounts(mesh, iam)
    const handle = trustSyncHandler({
      config,
      client: guardedTable(guard, table.endpoint, mesh.hub, config.table),
      iam: accountsOf(mesh, iam, guard, guards),
      now: () => NOW,
      log: memoryLog(),
      wait: () => Promise.resolve(),
    })
    const deliver = async (event: SQSEvent | DynamoDBStreamEvent): Promise<void> => {
      const { batchItemFailures: failed } = await handle(event)
      if (failed.length > 0) throw new Error('the message failed')
    }
    await live({ ...mesh, config }, { table, iam, deliver })
  } finally {
    delete process.env.AWS_ENDPOINT_URL_IAM
    await Promise.all([table.close(), iam.close()])
  }
}

/** What Lambda does as the function to feed it. */
function feed(guard: Guard, mesh: Applied): void {
  const { hub, config } = mesh
  const queue = queueNames(hub, 'trust-sync')
  writeLogs(guard, hub, mesh.function('trust_sync'))
  pollQueue(guard, queue.arn)
  const stream = `${tableArn(hub, config.table)}/stream/2027-01-31T12:00:00.000`
  for (const each of ['DescribeStream', 'GetShardIterator', 'GetRecords'])
    guard.service({ action: `dynamodb:${each}`, resource: stream, context: {} })
  guard.service({ action: 'dynamodb:ListStreams', resource: '*', context: {} })
  guard.service({ action: 'sqs:SendMessage', resource: queue.dead.arn, context: {} })
}

interface World {
  readonly table: Table
  readonly iam: Iam
  deliver(event: SQSEvent | DynamoDBStreamEvent): Promise<void>
}

/** Grants and services come, change and go, and an apply takes some of them in. */
async function live(mesh: Applied, { table, iam, deliver }: World): Promise<void> {
  const { config } = mesh
  const account = iam.account(config.environments[PLACE]?.account ?? '')
  const follow = (event: object): Promise<void> => deliver(messages([notified(config, event)]))
  const there = { environments: [PLACE] }
  const saml = (service: string): string => account.arn('saml-provider', `acme-${service}`)

  await follow(samlEvent(1, { service: 'databricks' }))
  const [refused] = await table.reader.rows([liveKey.serviceHistory('databricks', 1)])
  must(refused?.refusal === 'declared-name', 'no refusal')

  await table.put([...newcomerRows(mesh, 'lab', ['reader']), ...newcomerRows(mesh, 'plant', ['reader'])])
  await deliver(messages([JSON.stringify({ schemaVersion: 1, type: 'reconcile' })]))
  for (const [name, { account: id }] of Object.entries(config.environments))
    must(iam.account(id).roles.get(`acme-${name}-reader`)?.trust.includes('zAbc'), `${name} does not open`)

  await follow(samlEvent(1, { ...there, service: 'late', metadata: metadata('late'), application: '0oa8' }))
  await takeIn(mesh, table, 'late', saml('late'))
  await deliver(applyEvent(PLACE))
  const partitions = [liveEnvironmentPartition(PLACE), groupPartition('NEWCOMERS'), liveServicePartition('late')]
  const rows = (await Promise.all(partitions.map((each) => table.reader.partition(each)))).flat()
  const isLive = ({ SK, trusted }: Row): boolean =>
    /^(?:LIVE$|LIVE#(?!lab))/.test(SK) || (SK.startsWith(SERVICE_PREFIX) && trusted !== false)
  const over = rows.filter(isLive).map(({ PK, SK }) => `${PK} / ${SK}`)
  must(over.length === 0, `there are rows that are over: ${over.join(', ')}`)

  await follow(samlEvent(1, { ...there, service: 'tableau', metadata: metadata('one'), application: '0oa7' }))
  must(account.saml.get(saml('tableau'))?.metadata === metadata('one'), 'no provider')
  await follow(samlEvent(2, { ...there, service: 'tableau', metadata: metadata('other'), application: '0oa7' }))
  must(account.saml.get(saml('tableau'))?.metadata === metadata('other'), 'the old provider')
  await follow(absentEvent(3, 'tableau'))
  must(!account.saml.has(saml('tableau')), 'a provider that nobody uses')

  await follow(oidcEvent(1, { ...there, service: 'studio' }))
  must(account.oidc.has(account.arn('oidc-provider', 'login.example.com/oauth2/aus2')), 'no issuer')
  await follow(absentEvent(2, 'studio'))
  must(!account.oidc.has(account.arn('oidc-provider', 'login.example.com/oauth2/aus2')), 'an issuer that nobody uses')

  const clients = (): string | undefined =>
    account.oidc.get(account.arn('oidc-provider', 'login.example.com/oauth2/aus1'))?.clientIds.join()
  const issuer = 'https://login.example.com/oauth2/aus1'
  await follow(oidcEvent(1, { ...there, service: 'shared', issuer, clientIds: ['shared'] }))
  must(clients() === 'notebooks,shared', 'no client')
  await follow(absentEvent(2, 'shared'))
  must(clients() === 'notebooks', 'a client that nobody uses')
}

/** An apply of the hub and of the environment that declares a service. */
async function takeIn(mesh: Applied, table: Table, service: string, provider: string): Promise<void> {
  const audience = 'https://signin.aws.amazon.com/saml'
  const trust = mesh.trust(PLACE, 'r2')
  const services = [...trust.services, { name: service, protocol: 'saml', provider, audience }]
  const meta = { ...declaredKey.environment(PLACE), revision: 'r2', groups: [] }
  declare(mesh.config, service)
  await table.put([{ ...trust, services }, meta])
}

function must(holds: boolean | undefined, fault: string): void {
  if (holds !== true) throw new Error(fault)
}
