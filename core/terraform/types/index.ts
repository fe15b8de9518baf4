import { meaningsOf, type ArgumentMeaning, type ResourceType } from '../resource-type'
import { apigatewayv2Api } from './apigatewayv2-api'
import { apigatewayv2Authorizer } from './apigatewayv2-authorizer'
import { apigatewayv2Integration } from './apigatewayv2-integration'
import { apigatewayv2Route } from './apigatewayv2-route'
import { apigatewayv2Stage } from './apigatewayv2-stage'
import { athenaWorkgroup } from './athena-workgroup'
import { cloudwatchEventRule } from './cloudwatch-event-rule'
import { cloudwatchEventTarget } from './cloudwatch-event-target'
import { cloudwatchLogGroup } from './cloudwatch-log-group'
import { cloudwatchLogMetricFilter } from './cloudwatch-log-metric-filter'
import { cloudwatchMetricAlarm } from './cloudwatch-metric-alarm'
import { cognitoIdentityPool } from './cognito-identity-pool'
import { cognitoIdentityPoolProviderPrincipalTag } from './cognito-identity-pool-provider-principal-tag'
import { cognitoIdentityProvider } from './cognito-identity-provider'
import { cognitoUserPool } from './cognito-user-pool'
import { cognitoUserPoolClient } from './cognito-user-pool-client'
import { cognitoUserPoolDomain } from './cognito-user-pool-domain'
import { dynamodbResourcePolicy } from './dynamodb-resource-policy'
import { dynamodbTable } from './dynamodb-table'
import { dynamodbTableItem } from './dynamodb-table-item'
import { glueCatalogDatabase } from './glue-catalog-database'
import { glueCatalogTable } from './glue-catalog-table'
import { iamOpenidConnectProvider } from './iam-openid-connect-provider'
import { iamRole } from './iam-role'
import { iamRolePoliciesExclusive } from './iam-role-policies-exclusive'
import { iamRolePolicy } from './iam-role-policy'
import { iamRolePolicyAttachmentsExclusive } from './iam-role-policy-attachments-exclusive'
import { iamSamlProvider } from './iam-saml-provider'
import { kmsAlias } from './kms-alias'
import { kmsKey } from './kms-key'
import { lakeformationDataCellsFilter } from './lakeformation-data-cells-filter'
import { lakeformationDataLakeSettings } from './lakeformation-data-lake-settings'
import { lakeformationPermissions } from './lakeformation-permissions'
import { lakeformationResource } from './lakeformation-resource'
import { lambdaAlias } from './lambda-alias'
import { lambdaEventSourceMapping } from './lambda-event-source-mapping'
import { lambdaFunction } from './lambda-function'
import { lambdaFunctionEventInvokeConfig } from './lambda-function-event-invoke-config'
import { lambdaPermission } from './lambda-permission'
import { lambdaProvisionedConcurrencyConfig } from './lambda-provisioned-concurrency-config'
import { oktaAppSaml } from './okta-app-saml'
import { oktaAuthServerClaim } from './okta-auth-server-claim'
import { oktaAuthServerPolicy } from './okta-auth-server-policy'
import { oktaAuthServerPolicyRule } from './okta-auth-server-policy-rule'
import { oktaInlineHook } from './okta-inline-hook'
import { s3Bucket } from './s3-bucket'
import { s3BucketLifecycleConfiguration } from './s3-bucket-lifecycle-configuration'
import { s3BucketOwnershipControls } from './s3-bucket-ownership-controls'
import { s3BucketPolicy } from './s3-bucket-policy'
import { s3BucketPublicAccessBlock } from './s3-bucket-public-access-block'
import { s3BucketServerSideEncryptionConfiguration } from './s3-bucket-server-side-encryption-configuration'
import { s3BucketVersioning } from './s3-bucket-versioning'
import { secretsmanagerSecret } from './secretsmanager-secret'
import { snsTopic } from './sns-topic'
import { snsTopicPolicy } from './sns-topic-policy'
import { snsTopicSubscription } from './sns-topic-subscription'
import { sqsQueue } from './sqs-queue'
import { sqsQueuePolicy } from './sqs-queue-policy'
import { sqsQueueRedriveAllowPolicy } from './sqs-queue-redrive-allow-policy'
import { backend } from './backend'
import { importBlock } from './import'
import { outputTrustloom } from './output-trustloom'
import { output } from './output'
import { providerAws } from './provider-aws'
import { providerOkta } from './provider-okta'
import { requiredProviders } from './required-providers'
import { variable } from './variable'

/** The types that are understood, each a file of its own. */
const TYPES: readonly ResourceType[] = [
  apigatewayv2Api,
  apigatewayv2Authorizer,
  apigatewayv2Integration,
  apigatewayv2Route,
  apigatewayv2Stage,
  athenaWorkgroup,
  cloudwatchEventRule,
  cloudwatchEventTarget,
  cloudwatchLogGroup,
  cloudwatchLogMetricFilter,
  cloudwatchMetricAlarm,
  cognitoIdentityPool,
  cognitoIdentityPoolProviderPrincipalTag,
  cognitoIdentityProvider,
  cognitoUserPool,
  cognitoUserPoolClient,
  cognitoUserPoolDomain,
  dynamodbResourcePolicy,
  dynamodbTable,
  dynamodbTableItem,
  glueCatalogDatabase,
  glueCatalogTable,
  iamOpenidConnectProvider,
  iamRole,
  iamRolePoliciesExclusive,
  iamRolePolicy,
  iamRolePolicyAttachmentsExclusive,
  iamSamlProvider,
  kmsAlias,
  kmsKey,
  lakeformationDataCellsFilter,
  lakeformationDataLakeSettings,
  lakeformationPermissions,
  lakeformationResource,
  lambdaAlias,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaFunctionEventInvokeConfig,
  lambdaPermission,
  lambdaProvisionedConcurrencyConfig,
  oktaAppSaml,
  oktaAuthServerClaim,
  oktaAuthServerPolicy,
  oktaAuthServerPolicyRule,
  oktaInlineHook,
  s3Bucket,
  s3BucketLifecycleConfiguration,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketServerSideEncryptionConfiguration,
  s3BucketVersioning,
  secretsmanagerSecret,
  snsTopic,
  snsTopicPolicy,
  snsTopicSubscription,
  sqsQueue,
  sqsQueuePolicy,
  sqsQueueRedriveAllowPolicy,
]

/** The blocks beside resources that are understood. */
const BLOCKS: readonly ResourceType[] = [
  backend,
  importBlock,
  outputTrustloom,
  output,
  providerAws,
  providerOkta,
  requiredProviders,
  variable,
]

/** A type with what each of its arguments means. */
export interface KnownType extends ResourceType {
  readonly meanings: ReadonlyMap<string, ArgumentMeaning>
}

const types: ReadonlyMap<string, KnownType> = new Map(
  [...TYPES, ...BLOCKS].map((each) => [each.type, { ...each, meanings: meaningsOf(each) }]),
)

/** `undefined` for a type that is not understood, of whatever provider. */
export const typeOf = (type: string): KnownType | undefined => types.get(type)

/** The types that hooks run on, which are compared with what is rendered. */
export const MACHINERY: ReadonlySet<string> = new Set(
  TYPES.flatMap(({ type, whole }) => (whole === 'hooks-changed' ? [type] : [])),
)

/** What an argument of a type means. */
export const meaningOf = ({ meanings, whole }: KnownType, argument: string): ArgumentMeaning =>
  meanings.get(argument) ?? (whole ? { compared: whole } : 'unknown')
