import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { IAMClient } from '@aws-sdk/client-iam'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appliedRow, type AppliedRow } from '../../../core/model/entitlements'
import { hookConfig, type HookConfig, type HookService } from '../../../core/model/hook-config'
import { hubScope, serviceTopic } from '../../../core/model/hook-names'
import { rolePath } from '../../../core/model/names'
import { TRUST_TAG } from '../../../core/model/tags'
import { liveKey } from '../../../core/model/table-keys'
import { trustMark, trustRow, type TrustRow } from '../../../core/model/trust-row'
import { policyText } from '../../../core/policy/policy-text'
import { roleTrust } from '../../../core/policy/role-trust'
import { trustPolicy } from '../../../core/policy/trust'
import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import type { ServiceRow } from '../../../hooks/trust-sync/rows'
import type { Log, LoggedEvent, LogFields } from '../../../hooks/lib/log'
import type { Row } from '../../../hooks/lib/table'
import { trustSyncHandler } from '../../../hooks/trust-sync/handler'
import { directEngine, type DirectTable } from '../../support/direct-table'
import { startTable, type Table } from '../../support/dynalite'
import type { IamAccount } from '../../support/iam-account'
import { startIam, type Iam, type IamOptions } from '../../support/iam'
import { build, ENVIRONMENT, MESH, smallMesh, type Built } from '../../support/mesh'

export const LAB = '111111111111'
export const WET = '222222222222'

/** Two environments; `lab` has a share and home storage beside its personas. */
export const FILES = {
  'mesh.yaml': MESH,
  'lab.yaml': `${ENVIRONMENT}      - to: { group: PARTNERS }
        tables: [visits]
        approvedBy: APPROVERS
        reason: CR-1
home:
  bucket: acme-home
  services: [notebooks]
  groups: [PEOPLE]
  attributes: { user: initials, department: department }
`,
  'wet.yaml': ENVIRONMENT.replace(LAB, WET).replace('[OWNERS]', '[WET-OWNERS]'),
}

/** Metadata of an identity provider; of another one for each name. */
export const metadata = (name = 'databricks'): string =>
  readFileSync(join(__dirname, '../../../environments/saml/databricks.xml'), 'utf8').replace(
    'exk7q2mvd1LtHsXc85d7',
    name,
  )

const decision = { by: 'mona@example.com', reason: 'CR-4711', at: '2026-11-22T10:00:00Z' }

type Fields = Readonly<Record<string, unknown>>

export const samlEvent = (version: number, fields: Fields = {}): ServiceEvent =>
  ({
    schemaVersion: 1,
    type: 'service',
    service: 'databricks',
    version,
    state: 'present',
    protocol: 'saml',
    metadata: metadata(),
    application: '0oa1databricks',
    maxGroups: 51,
    groupsClaim: 'groups',
    environments: ['lab'],
    ...decision,
    ...fields,
  }) as ServiceEvent

export const oidcEvent = (version: number, fields: Fields = {}): ServiceEvent =>
  ({
    schemaVersion: 1,
    type: 'service',
    service: 'studio',
    version,
    state: 'present',
    protocol: 'oidc',
    issuer: 'https://login.example.com/oauth2/aus2',
    clientIds: ['studio'],
    maxGroups: 20,
    groupsClaim: 'groups',
    environments: ['lab'],
    ...decision,
    ...fields,
  }) as ServiceEvent

export const absentEvent = (version: number, service = 'databricks'): ServiceEvent =>
  ({ schemaVersion: 1, type: 'service', service, version, state: 'absent', ...decision }) as ServiceEvent

export interface Logged {
  readonly event: LoggedEvent
  readonly fields: LogFields
}

/** A mesh whose environments are applied, in a table and in accounts of their own. */
export interface Lab {
  readonly built: Built
  readonly config: HookConfig
  readonly table: Pick<DirectTable, 'name' | 'client' | 'reader' | 'put'> & Partial<Pick<Table, 'endpoint' | 'close'>>
  readonly iam: Iam
  readonly logged: Logged[]
  /** A function of its own, as another instance of Lambda would be. */
  worker(options?: WorkerOptions): Worker
  /** Follows events one after another; fails where one does. */
  follow(...events: readonly ServiceEvent[]): Promise<void>
  /** Looks at one environment, or at all. */
  look(environment?: string): Promise<void>
  service(name?: string): Promise<ServiceRow | undefined>
  row(key: { readonly PK: string; readonly SK: string }): Promise<Row | undefined>
  trust(role: string, account?: string): string
  /** An apply: other rows, and the trust policies that Terraform renders from the files. */
  apply(environment: string, revision: string, changed?: Partial<TrustRow>): Promise<void>
  /** The trust policies alone, as a saved plan that is older than the events. */
  applyTrusts(environment: string): void
  close(): Promise<void>
}

export interface WorkerOptions {
  /** Called before each request to the table or to IAM: may wait, or throw. @default - nothing */
  readonly before?: (what: string) => Promise<void> | void
  /** Makes each request: may wait before and after. @default - makes it */
  readonly turn?: <T>(request: () => Promise<T>) => Promise<T>
  readonly wait?: (milliseconds: number) => Promise<void>
  /** What it knows of the mesh. @default - that of the lab */
  readonly config?: HookConfig
}

export interface Worker {
  handle(event: SQSEvent | DynamoDBStreamEvent): Promise<SQSBatchResponse | DynamoDBBatchResponse>
  follow(...events: readonly ServiceEvent[]): Promise<readonly string[]>
  send(...bodies: readonly string[]): Promise<readonly string[]>
}

export interface LabOptions {
  readonly files?: Readonly<Record<string, string>>
  readonly iam?: IamOptions
  /** Whether the table has an endpoint of HTTP, for functions in other processes. @default false */
  readonly isServed?: boolean
}

const meshes = new Map<string, Built>()

/** Building a mesh takes longer than most of what is tried with it. */
function builtOf(files: Readonly<Record<string, string>>): Built {
  const key = JSON.stringify(files)
  const built = meshes.get(key) ?? build(smallMesh(files))
  meshes.set(key, built)
  return built
}

export async function startLab({ files = FILES, iam: iamOptions, isServed = false }: LabOptions = {}): Promise<Lab> {
  const built = builtOf(files)
  const config: HookConfig = { ...hookConfig(built.mesh, built.registry), sync: true }
  const [table, iam] = await Promise.all([
    isServed ? startTable([], config.table) : directEngine().table(config.table),
    startIam(iamOptions),
  ])
  const logged: Logged[] = []
  const log = logInto(logged)
  const lab: Lab = {
    built,
    config,
    table,
    iam,
    logged,
    worker: (options = {}) => workerOf(lab, log, options),
    follow: async (...events) => {
      const failed = await lab.worker().follow(...events)
      if (failed.length > 0) throw new Error(`${failed.join()} failed: ${JSON.stringify(logged.at(-1))}`)
    },
    look: async (environment) => expect(await lab.worker().send(asked(environment))).toEqual([]),
    service: async (name = 'databricks') => (await lab.row(liveKey.service(name))) as ServiceRow | undefined,
    row: async (key) => (await table.reader.rows([key]))[0],
    trust: (role, account = LAB) => iam.account(account).roles.get(role)?.trust ?? '',
    apply: async (environment, revision, changed = {}) => {
      lab.applyTrusts(environment)
      const row = { ...rowOf(built, environment), ...changed, revision }
      markRoles(iam.account(row.account), row)
      await table.put([row])
      await table.put([appliedOf(built, environment, revision)])
    },
    applyTrusts: (environment) => {
      for (const [name, trust] of renderedTrusts(built, environment)) {
        const { account } = config.environments[environment] ?? {}
        iam.account(account ?? '').addRole(name, rolePath(config.mesh), trust)
      }
    },
    close: async () => void (await Promise.all([lab.table.close?.(), iam.close()])),
  }
  for (const { environment, account } of built.graph.environments) {
    const tags = { 'trustloom:mesh': config.mesh, 'trustloom:stack': environment }
    for (const each of built.graph.environments.find((one) => one.environment === environment)?.services ?? [])
      if (each.protocol === 'oidc')
        iam.account(account).oidc.set(each.provider, { url: each.issuer, clientIds: [...each.clientIds], tags })
    await lab.apply(environment, `${environment}-1`)
  }
  return lab
}

/** The tags with which Terraform says what it has let into the roles of a row. */
export function markRoles(account: IamAccount, row: TrustRow): void {
  for (const role of row.roles) {
    const { path, trust } = account.roles.get(role.name) ?? { path: rolePath(row.mesh), trust: '' }
    account.addRole(role.name, path, trust, { [TRUST_TAG]: trustMark(row, role) })
  }
}

/** An apply of the hub whose files declare one service more. */
export function declare(
  { services }: Pick<HookConfig, 'services'>,
  name: string,
  protocol: 'saml' | 'oidc' = 'saml',
): void {
  const known: Record<string, HookService> = services
  known[name] = { protocol, maxGroups: 51, groupsClaim: 'groups' }
}

export const rowOf = ({ graph, mesh }: Built, environment: string, revision = ''): TrustRow => {
  const access = graph.environments.find((each) => each.environment === environment)
  if (!access) throw new Error(`no environment ${environment}`)
  const { sourceIdentity } = mesh.settings
  return trustRow(access, { revision, sourceIdentity, trustLimit: 2048 })
}

/** What an environment of the mesh is applied with. */
export const appliedOf = ({ graph }: Built, environment: string, revision: string): AppliedRow => {
  const access = graph.environments.find((each) => each.environment === environment)
  if (!access) throw new Error(`no environment ${environment}`)
  return appliedRow(access, revision)
}

/** Role → what synth renders. */
export function renderedTrusts({ graph, mesh }: Built, environment: string): ReadonlyMap<string, string> {
  const access = graph.environments.find((each) => each.environment === environment)
  return new Map(
    (access?.roles ?? []).flatMap((role) => {
      const props = access && roleTrust(mesh.settings.sourceIdentity, access, role)
      return props ? [[role.name, policyText(trustPolicy(props))] as const] : []
    }),
  )
}

const asked = (environment?: string): string =>
  JSON.stringify({
    schemaVersion: 1,
    ...(environment === undefined ? { type: 'reconcile' } : { type: 'environment', environment }),
  })

export function logInto(logged: Logged[]): Log {
  const write = (event: LoggedEvent, fields: LogFields): void => void logged.push({ event, fields })
  return { info: write, warn: write, error: write }
}

function workerOf({ table, iam, ...lab }: Lab, log: Log, options: WorkerOptions): Worker {
  const { config = lab.config } = options
  const guarded = options.before !== undefined || options.turn !== undefined
  const clients = new Map<string, IAMClient>()
  const iamOf = (environment: string): IAMClient => {
    const known = clients.get(environment)
    if (known) return known
    const client = iam.client(config.environments[environment]?.account ?? '')
    client.middlewareStack.add((next, context) => guard(next, `${environment} ${context.commandName}`, options))
    clients.set(environment, client)
    return client
  }
  const handle = trustSyncHandler({
    config,
    client: guarded ? guardedClient(table.client, options) : table.client,
    iam: (environment) => Promise.resolve(iamOf(environment)),
    now: () => new Date('2026-11-22T10:00:00Z'),
    log,
    wait: options.wait ?? (() => Promise.resolve()),
  })
  const send = async (...bodies: readonly string[]): Promise<readonly string[]> => {
    const { batchItemFailures } = await handle(messages(bodies))
    return batchItemFailures.map((each) => each.itemIdentifier)
  }
  return { handle, send, follow: (...events) => send(...events.map((each) => notified(config, each))) }
}

/* eslint-disable @typescript-eslint/no-explicit-any -- the SDK's middleware differs in type from client to client */
const guard =
  (next: any, what: string, { before, turn }: WorkerOptions): any =>
  async (input: any) => {
    const request = async (): Promise<any> => {
      await before?.(what)
      return next(input)
    }
    return turn ? turn(request) : request()
  }
/* eslint-enable @typescript-eslint/no-explicit-any */

function guardedClient(client: DynamoDBDocumentClient, options: WorkerOptions): DynamoDBDocumentClient {
  const send = (command: { readonly constructor: { readonly name: string } }): Promise<unknown> =>
    guard((each: never) => client.send(each), `table ${command.constructor.name}`, options)(command)
  return { send } as unknown as DynamoDBDocumentClient
}

/** An event as the queue delivers it. */
export function notified(config: HookConfig, event: object, topic = serviceTopic(hubScope(config)).arn): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
    TopicArn: topic,
    Message: JSON.stringify(event),
    Timestamp: '2026-11-22T10:00:00.000Z',
  })
}

export const messages = (bodies: readonly string[]): SQSEvent =>
  ({
    Records: bodies.map((body, index) => ({ messageId: `m${index}`, eventSource: 'aws:sqs', body })),
  }) as unknown as SQSEvent

/** What the table's stream tells after an apply. */
export const applied = (...environments: readonly string[]): DynamoDBStreamEvent =>
  ({
    Records: environments.map((environment, index) => ({
      eventID: `e${index}`,
      eventName: 'MODIFY',
      eventSource: 'aws:dynamodb',
      dynamodb: { Keys: { PK: { S: `ENV#${environment}` }, SK: { S: 'META' } }, SequenceNumber: `${index + 1}` },
    })),
  }) as unknown as DynamoDBStreamEvent

/** Writes a row, whatever is there. */
export const putRow = (lab: Lab, row: object): Promise<unknown> =>
  lab.table.client.send(new PutCommand({ TableName: lab.table.name, Item: row as Record<string, unknown> }))

/** What entitlement-sync writes for a group that an event put into roles: the environment's row, and the group's. */
export function memberRows(
  environment: string,
  group: string,
  code: string,
  roles: readonly string[],
  fields: Fields = {},
): Record<string, unknown>[] {
  const base = { version: 1, revision: `${environment}-1`, code, ...decision, ...fields }
  return [
    { ...liveKey.member(environment, 'trials', group), ...base, dataset: 'trials', group, roles },
    { ...liveKey.group(group, environment, 'trials'), ...base, environment, roles: [] },
  ]
}

/** What IAM was asked to change, in order: `CreateSAMLProvider acme-databricks`. */
export const writesOf = ({ iam }: Lab): string[] =>
  iam.calls.filter(({ action }) => !/^(?:Get|List)/.test(action)).map(({ action, subject }) => `${action} ${subject}`)
