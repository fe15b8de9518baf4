import { AthenaClient } from '@aws-sdk/client-athena'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GlueClient } from '@aws-sdk/client-glue'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { LakeFormationClient } from '@aws-sdk/client-lakeformation'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'

// The SDK warns of the coming end of Node 20, once a process: noise between the results of tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

/** The AWS SDK in one account and Region of the emulator. */
export interface AwsClients {
  readonly athena: AthenaClient
  readonly dynamodb: DynamoDBClient
  readonly glue: GlueClient
  readonly iam: IAMClient
  readonly kms: KMSClient
  readonly lakeFormation: LakeFormationClient
  readonly lambda: LambdaClient
  readonly s3: S3Client
  readonly secrets: SecretsManagerClient
  readonly sns: SNSClient
  readonly sqs: SQSClient
}

interface Endpoints {
  readonly aws: string
  readonly lakeFormation: string
}

interface Place {
  readonly account: string
  readonly region: string
}

/** The emulator knows the account by the credentials, as Terraform does: by those of a role. */
export async function awsClients(endpoints: Endpoints, { account, region }: Place): Promise<AwsClients> {
  const endpoint = endpoints.aws
  const credentials = await assumed({ endpoint, region }, `arn:aws:iam::${account}:role/terraform`)
  const options = { endpoint, region, credentials }
  return {
    athena: new AthenaClient(options),
    dynamodb: new DynamoDBClient(options),
    glue: new GlueClient(options),
    iam: new IAMClient(options),
    kms: new KMSClient(options),
    lakeFormation: new LakeFormationClient({ ...options, endpoint: endpoints.lakeFormation }),
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    secrets: new SecretsManagerClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
  }
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** Credentials of a role, which need not be there. */
export async function assumed(
  emulator: { readonly endpoint: string; readonly region: string },
  role: string,
): Promise<Credentials> {
  const sts = new STSClient({ ...emulator, credentials: { accessKeyId: 'AKIAMOCK', secretAccessKey: 'mock' } })
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'test' }))
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
}
