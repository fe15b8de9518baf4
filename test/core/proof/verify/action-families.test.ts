import { accessGraph, groupsWithRoles } from '../../../../core/model/graph'
import { EMPTY_REGISTRY, updateRegistry } from '../../../../core/model/registry'
import { compileMesh, renderMesh } from '../../../../core/policy/compile'
import { lintPolicies } from '../../../../core/policy/lint'
import { meshFacts } from '../../../../core/policy/lint/mesh/facts'
import { verify } from '../../../../core/proof/verify'
import { build, ENVIRONMENT, MESH, meshOf, smallMesh, synthesize } from '../../../support/mesh'
import { fixtureFolder } from './meshes'

/*
 * What a template of a mesh's own may not give away, family by family, whatever the reason: a rule about policies or the
 * proof stops it. The mesh has all that a hub can have.
 */

/** Ways to another role's rights: at least one action of each stops. Service → actions of https://pathfinding.cloud/ */
const PATHFINDING = `
  apprunner:CreateService apprunner:UpdateService
  bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession
  bedrock-agentcore:InvokeCodeInterpreter
  cloudformation:CreateStack cloudformation:UpdateStack cloudformation:CreateStackSet
  cloudformation:CreateStackInstances cloudformation:UpdateStackSet cloudformation:CreateChangeSet
  cloudformation:ExecuteChangeSet
  codebuild:CreateProject codebuild:StartBuild codebuild:StartBuildBatch
  datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline
  ec2-instance-connect:SendSSHPublicKey
  ec2:RunInstances ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances ec2:RequestSpotInstances
  ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate
  ecs:CreateCluster ecs:RegisterTaskDefinition ecs:CreateService ecs:RunTask ecs:StartTask ecs:ExecuteCommand
  lambda:CreateFunction lambda:InvokeFunction lambda:CreateEventSourceMapping lambda:UpdateFunctionCode
  sagemaker:CreateNotebookInstance sagemaker:CreateTrainingJob sagemaker:CreateProcessingJob
  sagemaker:CreatePresignedNotebookInstanceUrl sagemaker:CreateNotebookInstanceLifecycleConfig
  sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance
  ssm:StartSession ssm:SendCommand
`

/** Its like: services that were handed a role, or sign somebody in. */
const WITH_ROLES = `
  airflow:CreateWebLoginToken amplify:StartJob appflow:StartFlow appsync:StartSchemaCreation
  autoscaling:CreateLaunchConfiguration backup:StartRestoreJob batch:SubmitJob bedrock:InvokeAgent
  bedrock:CreateModelCustomizationJob cloud9:CreateEnvironmentEC2 cloudshell:CreateEnvironment
  codedeploy:CreateDeployment codepipeline:StartPipelineExecution comprehend:StartEntitiesDetectionJob
  databrew:StartJobRun datasync:StartTaskExecution datasync:CreateTask datazone:CreateEnvironment
  dms:StartReplicationTask dms:CreateEndpoint ecs:UpdateService eks:CreatePodIdentityAssociation
  elasticbeanstalk:UpdateEnvironment elasticmapreduce:AddJobFlowSteps elasticmapreduce:RunJobFlow
  emr-containers:StartJobRun emr-serverless:StartJobRun events:PutEvents events:PutTargets firehose:CreateDeliveryStream
  firehose:PutRecord fis:StartExperiment imagebuilder:StartImagePipelineExecution iot:CreateRoleAlias
  kinesisanalytics:CreateApplication logs:PutSubscriptionFilter logs:CreateExportTask cloudwatch:PutMetricStream omics:StartRun pipes:CreatePipe quicksight:CreateDataSource
  rds:RestoreDBInstanceFromDBSnapshot rds-data:ExecuteStatement redshift:CreateCluster redshift-data:ExecuteStatement
  redshift-serverless:CreateNamespace rolesanywhere:CreateProfile rolesanywhere:CreateTrustAnchor
  scheduler:CreateSchedule servicecatalog:ProvisionProduct ssm:StartAutomationExecution states:StartExecution
  states:UpdateStateMachine states:TestState synthetics:CreateCanary transfer:CreateUser transcribe:StartTranscriptionJob
`

/** What somebody signs in with. */
const CREDENTIALS = `
  airflow:CreateCliToken codeartifact:GetAuthorizationToken datazone:GetEnvironmentCredentials
  ecr:GetAuthorizationToken ec2:GetPasswordData elasticmapreduce:GetClusterSessionCredentials
  finspace-api:GetProgrammaticAccessCredentials redshift:GetClusterCredentials redshift-serverless:GetCredentials
  secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:BatchGetSecretValue
  secretsmanager:UpdateSecret ssm:GetParameter ssm:GetParametersByPath states:RevealSecrets
`

/** What reaches something of the hub, where everything is allowed to it. */
const OF_THE_HUB = `
  apigateway:GET apigateway:PATCH cloudwatch:DeleteAlarms cloudwatch:SetAlarmState
  dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:GetItem dynamodb:Scan
  dynamodb:PartiQLUpdate dynamodb:DescribeTable dynamodb:DeleteTable dynamodb:GetRecords
  lambda:GetFunction logs:GetLogEvents logs:DeleteLogGroup s3:GetObject s3:PutObject s3:ListBucket
  secretsmanager:DescribeSecret sns:Publish sns:Subscribe sns:GetTopicAttributes sqs:SendMessage sqs:ReceiveMessage
  sqs:PurgeQueue sqs:DeleteMessage
`

/** Who has access, which no role of people decides. */
const ADMINISTRATIVE = `
  iam:PutRolePolicy iam:CreateAccessKey iam:UpdateAssumeRolePolicy sts:AssumeRole kms:PutKeyPolicy kms:CreateGrant
  lakeformation:GrantPermissions lambda:AddPermission organizations:DetachPolicy ram:CreateResourceShare
  s3:PutBucketPolicy sns:SetTopicAttributes sqs:SetQueueAttributes sso:PutInlinePolicyToPermissionSet
`

/** What the proof alone stops: it changes something in a service of which no rule knows more, or breaks no rule. */
const PROVED = `
  cassandra:Modify cognito-identity:GetId cognito-idp:AdminInitiateAuth glue:CreateDevEndpoint glue:UpdateDevEndpoint
  glue:CreateTrigger glue:UpdateJob kinesis:PutRecord s3tables:GetTableData timestream:WriteRecords xray:PutTraceSegments
`

/** What is listed, and does not stop. */
const HARMLESS = `
  athena:ListEngineVersions bedrock:InvokeModel bedrock:InvokeModelWithResponseStream bedrock:ListFoundationModels
  cloudformation:DescribeStacks cloudwatch:GetMetricData codebuild:ListProjects dynamodb:ListTables
  ec2:DescribeInstances lambda:ListFunctions logs:DescribeLogGroups pricing:GetProducts
  quicksight:ListDashboards s3:ListAllMyBuckets secretsmanager:ListSecrets sns:ListTopics sqs:ListQueues
  ssm:DescribeParameters states:ListStateMachines sts:GetCallerIdentity tag:GetResources
`

const words = (text: string): string[] => text.trim().split(/\s+/)
const FAMILIES: readonly (readonly [string, string])[] = [
  ...words(PATHFINDING + WITH_ROLES + CREDENTIALS).map((each) => [each, 'privilege-escalation'] as const),
  ...words(OF_THE_HUB).map((each) => [each, 'hub-resource'] as const),
  ...words(ADMINISTRATIVE).map((each) => [each, 'administrative-action'] as const),
  ...words(PROVED).map((each) => [each, 'proof'] as const),
]

const FILE = 'templates/policies/extra.json.hbs'
const FIRST_LINE = 2

/** A line a statement. */
const template = (actions: readonly string[], resource = '*'): string =>
  [
    '{ "Version": "2012-10-17", "Statement": [',
    actions.map((each) => JSON.stringify({ Effect: 'Allow', Action: each, Resource: resource })).join(',\n'),
    ']}',
  ].join('\n')

const SETTINGS = `${MESH}  desk: { protocol: cognito, identityPool: "eu-central-1:00000000-1111-2222-3333-444444444444" }
personas:
  reader:
    policies: [data-lake-user, extra]
backend: { type: s3, bucket: acme-state, region: eu-central-1 }
sync: pull
hooks: {}
`

const meshWith = (text: string, waive = '') =>
  meshOf(smallMesh({ 'mesh.yaml': SETTINGS + waive, 'lab.yaml': ENVIRONMENT, [FILE]: text }))

function graphOf(mesh: ReturnType<typeof meshOf>) {
  const environments = new Map([...mesh.environments].map(([name, { account, region }]) => [name, { account, region }]))
  const registry = updateRegistry(EMPTY_REGISTRY, { groups: groupsWithRoles(mesh), environments })
  return { mesh, registry, graph: accessGraph(mesh, registry) }
}

/** What stops a template in `verify`, and what is listed, by what its lines say; nobody has judged it before. */
function proved(text: string, waive = '') {
  const { mesh, registry, graph } = graphOf(meshWith(text, waive))
  const { compiled } = renderMesh(mesh, graph)
  if (!compiled) throw new Error('the template cannot be rendered')
  const stacks = [...synthesize({ mesh, registry, graph, compiled })].map(([name, json]) => {
    return { name, read: () => JSON.stringify(json) }
  })
  return verify({ mesh, registry, graph, compiled, stacks, render: () => ({}) })
}

describe('all families at once', () => {
  const actions = [...FAMILIES.map(([action]) => action), ...words(HARMLESS)]
  const { differences, lints } = proved(template(actions))
  const own = differences.filter(({ ownTemplates }) => ownTemplates?.includes('extra'))
  const stopsAt = (line: number): string[] => [
    ...lints.failures
      .filter(({ subject, statement }) => subject.policy === 'extra' && statement === line)
      .map(({ rule }) => rule),
    ...own.filter(({ at }) => at?.file === `mesh/${FILE}` && at.line === line + FIRST_LINE).map(() => 'proof'),
  ]

  test('there are enough of them', () => {
    expect(new Set(FAMILIES.map(([action]) => action)).size).toBe(FAMILIES.length)
    expect(FAMILIES.length).toBeGreaterThan(150)
  })

  test.each(FAMILIES.map(([action, by], line) => [action, by, line] as const))('%s stops: %s', (_, by, line) => {
    expect(stopsAt(line)).toContain(by)
  })

  test.each(words(HARMLESS).map((action, line) => [action, FAMILIES.length + line] as const))(
    '%s is listed',
    (action, line) => {
      expect([action, stopsAt(line)]).toEqual([action, []])
    },
  )
})

/** What `check` says, and with it synth. */
function checked(text: string, waive = ''): string[] {
  const { mesh, graph } = graphOf(meshWith(text, waive))
  return compileMesh(mesh, graph).diagnostics.map(
    ({ severity, code, message, at }) => `${severity} ${code} ${at?.file}:${at?.line}:${at?.column} ${message}`,
  )
}

describe('check', () => {
  const PLACE = `mesh/${FILE}:2:28`

  test('tells what gives the rights of another role, with its line', () => {
    expect(checked(template(['ssm:SendCommand']))).toEqual([
      `error privilege-escalation ${PLACE} acme-lab-reader/extra, statement 1: ssm:SendCommand is allowed: it acts with the rights of roles that ssm was handed`,
    ])
  })

  test('tells what reaches the hub, whatever the action, with its line', () => {
    expect(checked(template(['dynamodb:DescribeTable']))).toEqual([
      `error hub-resource ${PLACE} acme-lab-reader/extra, statement 1: dynamodb:DescribeTable is allowed on the table acme-entitlements of the mesh's own hub`,
    ])
    const topic = 'arn:aws:sns:eu-central-1:000000000000:acme-datasets-lab'
    expect(checked(template(['sns:Publish'], topic))).toEqual([
      `error hub-resource ${PLACE} acme-lab-reader/extra, statement 1: sns:Publish is allowed on the topic acme-datasets-lab of the mesh's own hub`,
    ])
  })

  test('has nothing against what is harmless, or not of the hub', () => {
    expect(checked(template(words(HARMLESS)))).toEqual([])
    expect(checked(template(['sqs:SendMessage'], 'arn:aws:sqs:eu-central-1:111111111111:team-queue'))).toEqual([])
  })

  test.each([
    ['privilege-escalation', 'ssm:SendCommand'],
    ['hub-resource', 'dynamodb:DescribeTable'],
  ])('takes a waiver of %s with a reason, and so does the proof', (rule, action) => {
    const waive = `waive: [{ rule: ${rule}, at: acme-lab-reader/extra, reason: CR-1 }]\n`
    expect(checked(template([action]), waive)).toEqual([])
    const { differences, lints, exceptions } = proved(template([action]), waive)
    expect(differences.filter(({ ownTemplates }) => ownTemplates)).toEqual([])
    expect(lints.failures).toEqual([])
    expect(lints.waived.map(({ result }) => result.rule)).toEqual([rule])
    expect(exceptions.map(({ what }) => what)).toContain(`may ${action}`)
  })
})

describe('roles of runs', () => {
  const built = build(fixtureFolder('runs'))
  const facts = meshFacts(built.mesh, built.graph)
  const failed = (environment: string, owner: string, action: string): string[] => {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] } as const
    const subject = { environment, kind: 'permission', owner, policy: 'run-environment-write', document } as const
    return lintPolicies([subject], facts).map(({ rule }) => rule)
  }

  /** What of it a stack is made with, or Terraform looks at it with. */
  test.each([
    ['bootstrap-lab', 'acme-lab-terraform-plan', ['s3:ListBucket']],
    ['bootstrap-lab', 'acme-lab-terraform-apply', ['s3:ListBucket', 'lakeformation:GrantPermissions']],
    ['bootstrap-hub', 'acme-lab-rows-plan', ['dynamodb:DescribeTable']],
    ['bootstrap-hub', 'acme-lab-rows-apply', ['dynamodb:DescribeTable']],
    [
      'bootstrap-hub',
      'acme-hub-terraform-apply',
      words(`
        apigateway:GET apigateway:PATCH cloudwatch:DeleteAlarms dynamodb:DescribeTable dynamodb:DeleteTable lambda:CreateEventSourceMapping
        lambda:GetFunction logs:DeleteLogGroup secretsmanager:DescribeSecret sns:Subscribe sns:GetTopicAttributes
      `),
    ],
  ])('%s: %s may nothing of that but what makes its stack', (environment, owner, own) => {
    const survivors = FAMILIES.map(([action]) => action).filter((each) => failed(environment, owner, each).length === 0)
    expect(survivors.sort()).toEqual([...own].sort())
  })

  test.each([
    ['bootstrap-lab', 'acme-lab-terraform-plan', 's3:GetBucketNotification'],
    ['bootstrap-lab', 'acme-lab-terraform-apply', 'glue:GetDatabases'],
    ['bootstrap-hub', 'acme-hub-terraform-apply', 'lambda:GetAccountSettings'],
  ])('%s: %s may have %s', (environment, owner, action) => {
    expect(failed(environment, owner, action)).toEqual([])
  })
})
