import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { serviceTopic, hubScope } from '../../../../core/model/hook-names'
import { many, type PolicyDocument } from '../../../../core/policy/document'
import { trustSyncHandler } from '../../../../hooks/trust-sync/handler'
import { body, event, TWINS } from '../../../hooks/entitlement-sync/lab'
import { world } from '../../../hooks/entitlement-sync/world'
import {
  absentEvent,
  logInto,
  memberRows,
  messages,
  metadata,
  notified,
  oidcEvent,
  putRow,
  samlEvent,
  declare,
  startLab,
  type Lab,
  type Logged,
} from '../../../hooks/trust-sync/lab'
import { requireAllowed, tableQuestions } from '../../../support/enforced'
import { compiled, functionOf } from './compiled'
import { RIGHTS } from './requests'

/*
 * The hooks that follow events do their work with the rights of their roles, and use every right on the table that the
 * roles have.
 */

const hooks = compiled()
const policyOf = (key: string): PolicyDocument => functionOf(hooks, key).policies.hook!
const TABLE = {
  table: 'acme-entitlements',
  region: 'eu-central-1',
  arn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/acme-entitlements',
}

/** Actions, each with the kind of partition that it is used on. */
type Used = Set<string>

const kindOf = (partition: string): string => /^(?:LIVE#)?[A-Z]+/.exec(partition)?.[0] ?? ''

/** A client that may do what the policy allows, whatever its table is called, and remembers what it did. */
function enforced(client: DynamoDBDocumentClient, policy: PolicyDocument, used: Used): DynamoDBDocumentClient {
  const questions = tableQuestions(TABLE)
  const send = (command: { input: never; constructor: { name: string } }): unknown => {
    for (const asked of questions(command.constructor.name, command.input)) {
      requireAllowed([policy], 'the hook', asked)
      for (const each of many(asked.context['dynamodb:LeadingKeys'])) used.add(`${asked.action} ${kindOf(each)}`)
    }
    return client.send(command as never)
  }
  return { send } as unknown as DynamoDBDocumentClient
}

/** What the tests of the policies say that the hook needs of the table. */
const neededOf = ({ needed }: ReturnType<typeof RIGHTS.trustSync>): string[] =>
  needed
    .flatMap(({ action, context }) =>
      many(context['dynamodb:LeadingKeys']).map((partition) => `${action} ${kindOf(partition)}`),
    )
    .sort()

test('entitlement-sync', async () => {
  const used: Used = new Set()
  const { deliver, lines } = await world({ wrap: (client) => enforced(client, policyOf('entitlement_sync'), used) })
  const grants = ['READERS', ...TWINS].map((group) => ({ group, role: 'acme-lab-live-trials' }))
  for (const [version, each] of [grants, [], grants.slice(1)].entries())
    expect(await deliver(body(event({ version: version + 1, grants: each })))).toEqual({ batchItemFailures: [] })
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  expect([...used].sort()).toEqual(neededOf(RIGHTS.entitlementSync('')))
})

describe('trust-sync', () => {
  let lab: Lab
  let used: Used
  const logged: Logged[] = []
  beforeAll(async () => {
    lab = await startLab()
    used = new Set()
    const { config } = lab
    const handle = trustSyncHandler({
      config,
      client: enforced(lab.table.client, policyOf('trust_sync'), used),
      iam: (environment) => Promise.resolve(lab.iam.client(config.environments[environment]?.account ?? '')),
      now: () => new Date('2026-11-22T10:00:00Z'),
      log: logInto(logged),
      wait: () => Promise.resolve(),
    })
    const send = async (...bodies: string[]): Promise<void> =>
      expect(await handle(messages(bodies))).toEqual({ batchItemFailures: [] })
    const follow = (each: object): Promise<void> => send(notified(config, each, serviceTopic(hubScope(config)).arn))
    await follow(samlEvent(1))
    await follow(samlEvent(2, { metadata: metadata('another') }))
    // On the issuer of a declared service, whose provider is Terraform's.
    const issuer = { issuer: 'https://login.example.com/oauth2/aus1', clientIds: ['studio'] }
    await follow(oidcEvent(1, issuer))
    await follow(oidcEvent(2, { service: 'desk' }))
    // The name of a declared service: refused, and written down.
    await follow(oidcEvent(1, { service: 'notebooks', clientIds: ['more'] }))
    await follow(absentEvent(3))
    await follow(absentEvent(4, 'studio'))
    // An apply takes in a service, and ends what an event opened for a group.
    for (const row of memberRows('lab', 'GUESTS', 'z001', ['acme-lab-reader'])) await putRow(lab, row)
    declare(config, 'desk', 'oidc')
    await lab.apply('lab', 'lab-2')
    await send(JSON.stringify({ schemaVersion: 1, type: 'reconcile' }))
  })
  afterAll(() => lab.close())

  test('does its work', () => {
    expect(logged.filter(({ event: word }) => word === 'failed')).toEqual([])
    expect(logged.filter(({ event: word }) => word === 'refused-event')).toHaveLength(1)
  })

  test('uses each right on the table', () => {
    expect([...used].sort()).toEqual(neededOf(RIGHTS.trustSync('')))
  })

  test('asks IAM for nothing but what its role in the environment may, and for all of that', () => {
    const policy = hooks.sync!.roles.get('lab')!.policies.sync!
    const allowed = policy.Statement.flatMap(({ Action }) => many(Action)).sort()
    const asked = new Set(lab.iam.calls.map(({ action }) => `iam:${action}`))
    // Providers are made with their tags, for which IAM wants this beside.
    const tagging = ['iam:TagOpenIDConnectProvider', 'iam:TagSAMLProvider']
    expect([...asked, ...tagging].sort()).toEqual(allowed)
  })
})
