import type { TrustRow } from '../../../../core/model/trust-row'
import { markRoles } from '../../../hooks/trust-sync/lab'
import type { SQSEvent } from 'aws-lambda'
import { entitlementRows } from '../../../../core/model/entitlements'
import { hookConfig, type HookConfig } from '../../../../core/model/hook-config'
import { datasetTopic, hubScope, serviceTopic } from '../../../../core/model/hook-names'
import { rolePath } from '../../../../core/model/names'
import type { TableReader } from '../../../../hooks/lib/table'
import { entitlementSyncHandler } from '../../../../hooks/entitlement-sync/handler'
import { environmentMessage } from '../../../../hooks/lib/events/environment-message'
import { trustSyncHandler } from '../../../../hooks/trust-sync/handler'
import { startTable } from '../../../support/dynalite'
import { memoryLog } from '../../../support/hook-config'
import { startIam, type Iam } from '../../../support/iam'
import { synthesize, type Built } from '../../../support/mesh'
import { appliedRows } from './lab'

/** A mesh as it is applied, and the two hooks that follow events in it. */
export interface Running {
  readonly iam: Iam
  readonly reader: TableReader
  /** What is published of a dataset's grants, and what comes of it. */
  dataset(environment: string, dataset: string, grants: readonly { group: string; role: string }[]): Promise<void>
  service(service: string, changes: object): Promise<void>
  /** Role → its trust policy as it is now. */
  trusts(environment: string): Readonly<Record<string, string>>
  close(): Promise<void>
}

const rendered = new WeakMap<Built, ReturnType<typeof synthesize>>()

/** Role → its trust policy, of the roles that people open. */
export function renderedTrusts(built: Built, environment: string): Readonly<Record<string, string>> {
  const stacks = rendered.get(built) ?? synthesize(built)
  rendered.set(built, stacks)
  const { aws_iam_role: roles = {} } = stacks.get(environment)!.resource
  const access = built.graph.environments.find((each) => each.environment === environment)!
  const opened = new Set(access.roles.filter(({ kind }) => kind !== 'jobs').map(({ name }) => name))
  const texts = Object.values(roles).map(({ name, assume_role_policy: text }) => [name, text] as [string, string])
  return Object.fromEntries(texts.filter(([name]) => opened.has(name)).sort())
}

const decision = { by: 'mona@example.com', reason: 'CR-4711', at: '2026-11-22T10:00:00Z' }

export async function startHooks(built: Built): Promise<Running> {
  const { mesh, registry, graph } = built
  const config = hookConfig(mesh, registry)
  const rows = [...appliedRows(built), ...graph.environments.flatMap(entitlementRows)]
  const [table, iam] = await Promise.all([startTable(rows, config.table), startIam({ trustLimit: 4096 })])
  for (const { environment, account, services } of graph.environments) {
    const tags = { 'trustloom:mesh': config.mesh, 'trustloom:stack': environment }
    for (const each of services) {
      if (each.protocol === 'saml') iam.account(account).saml.set(each.provider, { metadata: 'x', tags })
      if (each.protocol === 'oidc')
        iam.account(account).oidc.set(each.provider, { url: each.issuer, clientIds: [...each.clientIds], tags })
    }
    for (const [name, trust] of Object.entries(renderedTrusts(built, environment)))
      iam.account(account).addRole(name, rolePath(config.mesh), trust)
    const trust = rows.find(
      (each) => 'SK' in each && each.SK === 'TRUST' && 'account' in each && each.account === account,
    )
    if (trust) markRoles(iam.account(account), trust as TrustRow)
  }
  const accountOf = (environment: string): string => config.environments[environment]!.account
  const log = memoryLog()
  const base = { config, client: table.client, now: () => new Date('2026-11-22T10:00:00Z'), log }
  const trustSync = trustSyncHandler({
    ...base,
    iam: (environment) => Promise.resolve(iam.client(accountOf(environment))),
    wait: () => Promise.resolve(),
  })
  const deliver = async (handle: (event: SQSEvent) => Promise<{ batchItemFailures: unknown[] }>, body: string) => {
    const event = { Records: [{ messageId: 'm', eventSource: 'aws:sqs', body }] } as unknown as SQSEvent
    const { batchItemFailures } = await handle(event)
    expect([batchItemFailures, log.lines.filter(({ level }) => level !== 'info')]).toEqual([[], []])
  }
  const entitlementSync = entitlementSyncHandler({
    ...base,
    notify: (environment) => deliver(trustSync, environmentMessage(environment)),
  })
  const version = 1
  return {
    iam,
    reader: table.reader,
    dataset: (environment, dataset, grants) =>
      deliver(
        entitlementSync,
        notified(datasetTopic(hubScope(config), environment).arn, {
          ...{ schemaVersion: 1, type: 'dataset', environment, dataset, version, grants },
          ...decision,
        }),
      ),
    service: (service, changes) =>
      deliver(
        trustSync,
        notified(serviceTopic(hubScope(config)).arn, {
          ...{ schemaVersion: 1, type: 'service', service, version, state: 'present' },
          ...decision,
          ...changes,
        }),
      ),
    trusts: (environment) => {
      const { roles } = iam.account(accountOf(environment))
      return Object.fromEntries([...roles].map(([name, { trust }]) => [name, trust] as const).sort())
    },
    close: async () => void (await Promise.all([table.close(), iam.close()])),
  }
}

const notified = (topic: string, event: HookConfig | object): string =>
  JSON.stringify({ Type: 'Notification', MessageId: 'n', TopicArn: topic, Message: JSON.stringify(event) })
