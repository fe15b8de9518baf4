import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetRoleCommand, GetRolePolicyCommand, ListRolesCommand, type IAMClient } from '@aws-sdk/client-iam'
import {
  DeleteEventSourceMappingCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { CompiledHooks } from '../../../core/policy/hooks'
import type { PolicyDocument } from '../../../core/policy/document'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'
import { samePolicy, withoutSpelling } from '../../support/policy-spelling'

/** The hub's functions and what feeds them, as the AWS SDK reads them, against what the mesh's files say. */
export function testHooks(mesh: () => AppliedMesh): void {
  let aws: AwsClients
  let hooks: CompiledHooks
  beforeAll(async () => {
    aws = await mesh().aws('hub')
    hooks = mesh().built().compiled.hooks!
  })

  test('the hub runs exactly the functions of the mesh, with the code of their zips', async () => {
    const { Functions = [] } = await aws.lambda.send(new ListFunctionsCommand({}))
    expect(Functions.map((each) => each.FunctionName).sort()).toEqual(hooks.functions.map(({ name }) => name).sort())
    for (const { name, role, hook } of hooks.functions) {
      const { Configuration } = await aws.lambda.send(new GetFunctionCommand({ FunctionName: name }))
      const zip = readFileSync(join(mesh().project.folder, 'cdktf.out', 'stacks', 'hub', 'hooks', `${hook}.zip`))
      expect(Configuration).toMatchObject({
        Role: role.arn,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Architectures: ['arm64'],
        CodeSha256: createHash('sha256').update(zip).digest('base64'),
      })
    }
  })

  test('each has its own role, with its policy and the boundary', async () => {
    const boundary = 'arn:aws:iam::000000000000:policy/boundary'
    for (const { role, trust, policies } of hooks.functions)
      expect(await roleIn(aws.iam, role.name, 'hook')).toEqual([role.arn, boundary, trust, policies.hook])
  })

  test('callers are let in by name', async () => {
    const callers = async (name: string): Promise<unknown> => {
      const found = await aws.lambda
        .send(new GetPolicyCommand({ FunctionName: name, Qualifier: 'live' }))
        .catch(() => ({}))
      const { Statement: statements = [] } = JSON.parse(
        (found as { Policy?: string }).Policy ?? '{}',
      ) as Partial<PolicyDocument>
      return statements.map(({ Principal, Condition }) => [Principal, Object.values(Condition ?? {})])
    }
    const route = (path: string): unknown => [
      [
        { Service: 'apigateway.amazonaws.com' },
        [{ 'AWS:SourceArn': expect.stringMatching(new RegExp(`/\\*/POST${path}$`)) as string }],
      ],
    ]
    expect(await callers('acme-okta-saml')).toEqual(route('/okta/saml'))
    expect(await callers('acme-okta-token')).toEqual(route('/okta/token'))
    expect(await callers('acme-cognito-home')).toMatchObject([[{ Service: 'cognito-idp.amazonaws.com' }, [{}]]])
  })

  test('topics and queues have their policies', async () => {
    const { datasets, services, queues } = hooks.sync!
    for (const { arn, policy } of [...datasets.values(), services]) {
      const { Attributes } = await aws.sns.send(new GetTopicAttributesCommand({ TopicArn: arn }))
      expect(samePolicy(Attributes?.Policy)).toEqual(withoutSpelling(policy))
    }
    for (const each of Object.values(queues)) {
      expect(await queueOf(aws, each)).toEqual({
        Policy: withoutSpelling(each.policy),
        SqsManagedSseEnabled: true,
        RedrivePolicy: { deadLetterTargetArn: each.dead.arn, maxReceiveCount: 5 },
      })
      expect(await queueOf(aws, each.dead)).toEqual({
        Policy: withoutSpelling(each.dead.policy),
        SqsManagedSseEnabled: true,
      })
    }
  })

  test('an event gets from the topic of its environment into the queue, in its envelope', async () => {
    const { datasets, queues } = hooks.sync!
    const queue = queues['entitlement-sync']
    // The emulator would run the function, for which it needs Docker.
    const { EventSourceMappings = [] } = await aws.lambda.send(
      new ListEventSourceMappingsCommand({ EventSourceArn: queue.arn }),
    )
    expect(EventSourceMappings).toMatchObject([
      { BatchSize: 10, FunctionArn: expect.stringContaining('acme-entitlement-sync') as string },
    ])
    for (const { UUID } of EventSourceMappings) await aws.lambda.send(new DeleteEventSourceMappingCommand({ UUID }))
    const { arn } = datasets.get('lab')!
    await aws.sns.send(new PublishCommand({ TopicArn: arn, Message: '{"schemaVersion":1}' }))
    const { Messages = [] } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }))
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown)).toMatchObject([
      { Type: 'Notification', TopicArn: arn, Message: '{"schemaVersion":1}' },
    ])
  })
}

/** The role of trust-sync in an environment. */
export function testTrustSyncRole(mesh: () => AppliedMesh, environment: string): void {
  test(`the hub gets into the account of ${environment} by one role`, async () => {
    const { iam } = await mesh().aws(environment)
    const { name, arn, trust, policies } = mesh().built().compiled.hooks!.sync!.roles.get(environment)!
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/acme-sync/' }))
    expect(Roles.map((each) => each.Arn)).toEqual([arn])
    const boundary = `arn:aws:iam::${arn.split(':')[4]}:policy/boundary`
    expect(await roleIn(iam, name, 'sync')).toEqual([arn, boundary, trust, policies.sync])
  })
}

async function roleIn(iam: IAMClient, RoleName: string, PolicyName: string): Promise<unknown[]> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
  const parsed = (document = ''): unknown => JSON.parse(decodeURIComponent(document))
  const { Arn, AssumeRolePolicyDocument, PermissionsBoundary } = Role ?? {}
  return [Arn, PermissionsBoundary?.PermissionsBoundaryArn, parsed(AssumeRolePolicyDocument), parsed(text)]
}

async function queueOf({ sqs }: AwsClients, { name }: { readonly name: string }): Promise<object> {
  const QueueUrl = `https://sqs.eu-central-1.amazonaws.com/000000000000/${name}`
  const AttributeNames = ['Policy', 'RedrivePolicy', 'SqsManagedSseEnabled'] as const
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  )
  return Object.fromEntries(
    Object.entries(Attributes).map(([key, value]) => [
      key,
      key === 'Policy' ? samePolicy(value) : (JSON.parse(value) as unknown),
    ]),
  )
}
