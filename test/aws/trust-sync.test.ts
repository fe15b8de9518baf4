import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetSAMLProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  type IAMClient,
} from '@aws-sdk/client-iam'
import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { hookConfig, type HookConfig } from '../../core/model/hook-config'
import { liveKey, PARTITION_KEY, SORT_KEY } from '../../core/model/table-keys'
import { TRUST_TAG } from '../../core/model/tags'
import { trustMark } from '../../core/model/trust-row'
import type { ServiceEvent } from '../../hooks/lib/events/service-event'
import { dynamoTable } from '../../hooks/lib/table'
import { trustSyncHandler } from '../../hooks/trust-sync/handler'
import {
  appliedOf,
  absentEvent,
  applied,
  FILES,
  LAB,
  logInto,
  messages,
  metadata,
  notified,
  oidcEvent,
  renderedTrusts,
  rowOf,
  samlEvent,
  WET,
  type Logged,
} from '../hooks/trust-sync/lab'
import { awsClients } from '../support/aws-clients'
import { build, smallMesh } from '../support/mesh'
import { missingMoto, startMoto, type Moto } from '../support/moto'
import { describeWith } from '../support/tools'

const region = 'eu-central-1'

describeWith(missingMoto(), 'trust-sync on an emulated AWS', () => {
  const built = build(smallMesh(FILES))
  const config: HookConfig = { ...hookConfig(built.mesh, built.registry), sync: true }
  const logged: Logged[] = []
  const accounts: Record<string, IAMClient> = {}
  let moto: Moto
  let client: DynamoDBDocumentClient
  let handle: ReturnType<typeof trustSyncHandler>

  beforeAll(async () => {
    moto = await startMoto()
    const endpoints = { aws: moto.url, lakeFormation: moto.url }
    const hub = await awsClients(endpoints, { account: config.hub.account, region })
    await hub.dynamodb.send(
      new CreateTableCommand({
        TableName: config.table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
          { AttributeName: SORT_KEY, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [PARTITION_KEY, SORT_KEY].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      }),
    )
    client = DynamoDBDocumentClient.from(hub.dynamodb, { marshallOptions: { removeUndefinedValues: true } })
    for (const { environment, account } of built.graph.environments) {
      const { iam } = await awsClients(endpoints, { account, region })
      accounts[environment] = iam
      await deploy(environment)
      await apply(environment, `${environment}-1`)
    }
    handle = trustSyncHandler({
      config,
      client,
      iam: (environment) => Promise.resolve(iamOf(environment)),
      now: () => new Date('2026-11-22T10:00:00Z'),
      log: logInto(logged),
    })
  })

  const iamOf = (environment: string): IAMClient => accounts[environment]!

  /** What Terraform makes in an account: the declared provider, and the roles. */
  async function deploy(environment: string): Promise<void> {
    const iam = iamOf(environment)
    const Tags = [{ Key: 'trustloom:mesh', Value: config.mesh }]
    const issuer = { Url: 'https://login.example.com/oauth2/aus1', ClientIDList: ['notebooks'] }
    await iam.send(new CreateOpenIDConnectProviderCommand({ ...issuer, ThumbprintList: ['a'.repeat(40)], Tags }))
    const row = rowOf(built, environment)
    const marks = new Map(row.roles.map((role) => [role.name, trustMark(row, role)]))
    for (const [RoleName, trust] of renderedTrusts(built, environment)) {
      const role = { RoleName, Path: '/acme/', AssumeRolePolicyDocument: trust }
      const mark = { Key: TRUST_TAG, Value: marks.get(RoleName) }
      await iam.send(new CreateRoleCommand({ ...role, Tags: [...Tags, mark] }))
    }
  }

  async function apply(environment: string, revision: string): Promise<void> {
    const rows = [rowOf(built, environment, revision), appliedOf(built, environment, revision)]
    for (const Item of rows) await client.send(new PutCommand({ TableName: config.table, Item }))
  }

  const follow = async (...events: ServiceEvent[]): Promise<void> =>
    expect(await handle(messages(events.map((each) => notified(config, each))))).toEqual({ batchItemFailures: [] })

  async function trust(role: string, environment = 'lab'): Promise<string> {
    const { Role: found } = await iamOf(environment).send(new GetRoleCommand({ RoleName: role }))
    return decodeURIComponent(found?.AssumeRolePolicyDocument ?? '')
  }

  const state = async (service: string): Promise<unknown> =>
    (await dynamoTable(client, config.table).rows([liveKey.service(service)]))[0]?.state

  const providers = async (environment = 'lab'): Promise<string[]> => {
    const iam = iamOf(environment)
    const { SAMLProviderList: saml = [] } = await iam.send(new ListSAMLProvidersCommand({}))
    const { OpenIDConnectProviderList: oidc = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
    return [...saml, ...oidc].map(({ Arn = '' }) => Arn.slice(Arn.indexOf('/') + 1)).sort()
  }

  const ISSUER = 'login.example.com/oauth2/aus1'
  const SAML = `arn:aws:iam::${LAB}:saml-provider/acme-databricks`

  test('a SAML service comes into two accounts', async () => {
    await follow(samlEvent(1, { environments: ['lab', 'wet'] }))
    expect([await providers(), await providers('wet')]).toEqual([
      ['acme-databricks', ISSUER],
      ['acme-databricks', ISSUER],
    ])
    expect(await trust('acme-lab-reader')).toContain(SAML)
    expect(await trust('acme-wet-reader', 'wet')).toContain(`arn:aws:iam::${WET}:saml-provider/acme-databricks`)
    expect(await trust('acme-lab-home')).not.toContain('acme-databricks')
    expect(await state('databricks')).toBe('active')
  })

  test('its metadata is changed, and an environment left', async () => {
    await follow(samlEvent(2, { metadata: metadata('renewed') }))
    const found = await iamOf('lab').send(new GetSAMLProviderCommand({ SAMLProviderArn: SAML }))
    expect(found.SAMLMetadataDocument).toContain('http://www.okta.com/renewed')
    expect(await providers('wet')).toEqual([ISSUER])
    expect(await trust('acme-wet-reader', 'wet')).toBe(renderedTrusts(built, 'wet').get('acme-wet-reader'))
  })

  test('an OpenID Connect service comes', async () => {
    await follow(oidcEvent(1))
    const arn = `arn:aws:iam::${LAB}:oidc-provider/login.example.com/oauth2/aus2`
    const found = await iamOf('lab').send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))
    expect(found).toMatchObject({ ClientIDList: ['studio'], Tags: [{ Key: 'trustloom:mesh', Value: 'acme' }] })
    expect(await trust('acme-lab-owner')).toContain(arn)
  })

  test('both go again, and every trust policy is what Terraform rendered', async () => {
    await follow(absentEvent(3), absentEvent(2, 'studio'))
    expect(await providers()).toEqual([ISSUER])
    for (const [role, rendered] of renderedTrusts(built, 'lab')) expect(await trust(role)).toBe(rendered)
    expect([await state('databricks'), await state('studio')]).toEqual(['removed', 'removed'])
  })

  test('an apply ends a service that the files do not know', async () => {
    await follow(samlEvent(1, { service: 'tableau', application: '0oa2' }))
    await apply('lab', 'lab-2')
    expect(await handle(applied('lab'))).toEqual({ batchItemFailures: [] })
    expect([await providers(), await state('tableau')]).toEqual([[ISSUER], 'removed'])
    expect(await trust('acme-lab-reader')).toBe(renderedTrusts(built, 'lab').get('acme-lab-reader'))
  })

  test('nothing failed', () => {
    expect(logged.filter(({ event }) => event === 'failed' || event === 'refused-event')).toEqual([])
  })
})
