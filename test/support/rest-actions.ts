/** What IAM calls the requests of the services that name an operation by method and path. */

/** Sub-resource of a bucket → the action that reads it and the one that writes it. */
const OF_BUCKET: Readonly<Record<string, readonly [read: string, write: string]>> = {
  accelerate: ['GetAccelerateConfiguration', 'PutAccelerateConfiguration'],
  acl: ['GetBucketAcl', 'PutBucketAcl'],
  cors: ['GetBucketCORS', 'PutBucketCORS'],
  encryption: ['GetEncryptionConfiguration', 'PutEncryptionConfiguration'],
  lifecycle: ['GetLifecycleConfiguration', 'PutLifecycleConfiguration'],
  location: ['GetBucketLocation', '?'],
  logging: ['GetBucketLogging', 'PutBucketLogging'],
  'object-lock': ['GetBucketObjectLockConfiguration', 'PutBucketObjectLockConfiguration'],
  ownershipControls: ['GetBucketOwnershipControls', 'PutBucketOwnershipControls'],
  policy: ['GetBucketPolicy', 'PutBucketPolicy'],
  publicAccessBlock: ['GetBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  replication: ['GetReplicationConfiguration', 'PutReplicationConfiguration'],
  requestPayment: ['GetBucketRequestPayment', 'PutBucketRequestPayment'],
  tagging: ['GetBucketTagging', 'PutBucketTagging'],
  versioning: ['GetBucketVersioning', 'PutBucketVersioning'],
  website: ['GetBucketWebsite', 'PutBucketWebsite'],
}

/** Deleting a configuration needs the right to put it; a policy has a right of its own. */
const DELETES: Readonly<Record<string, string>> = { policy: 'DeleteBucketPolicy' }

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export function s3Action(method: string, path: string, query: URLSearchParams): string {
  const key = path.replace(/^\/[^/]+\/?/, '')
  if (key !== '') return `?${method} of an object`
  const part = Object.keys(OF_BUCKET).find((each) => query.has(each))
  if (part !== undefined) {
    const [read, write] = OF_BUCKET[part] ?? ['?', '?']
    if (method === 'GET') return read
    return method === 'DELETE' ? (DELETES[part] ?? write) : write
  }
  const whole: Readonly<Record<string, string>> = {
    GET: 'ListBucket',
    HEAD: 'ListBucket',
    PUT: 'CreateBucket',
    DELETE: 'DeleteBucket',
  }
  return whole[method] ?? '?'
}

const OF_LAMBDA: readonly (readonly [string, RegExp, string])[] = [
  ['POST', /^\/[\d-]+\/functions$/, 'CreateFunction'],
  ['GET', /^\/[\d-]+\/functions\/[^/]+$/, 'GetFunction'],
  ['DELETE', /^\/[\d-]+\/functions\/[^/]+$/, 'DeleteFunction'],
  ['GET', /\/configuration$/, 'GetFunctionConfiguration'],
  ['PUT', /\/configuration$/, 'UpdateFunctionConfiguration'],
  ['PUT', /\/code$/, 'UpdateFunctionCode'],
  ['GET', /\/code-signing-config$/, 'GetFunctionCodeSigningConfig'],
  ['GET', /\/concurrency$/, 'GetFunctionConcurrency'],
  ['PUT', /\/concurrency$/, 'PutFunctionConcurrency'],
  ['DELETE', /\/concurrency$/, 'DeleteFunctionConcurrency'],
  ['GET', /\/versions$/, 'ListVersionsByFunction'],
  ['POST', /\/versions$/, 'PublishVersion'],
  ['POST', /\/aliases$/, 'CreateAlias'],
  ['GET', /\/aliases\/[^/]+$/, 'GetAlias'],
  ['PUT', /\/aliases\/[^/]+$/, 'UpdateAlias'],
  ['DELETE', /\/aliases\/[^/]+$/, 'DeleteAlias'],
  ['GET', /\/policy$/, 'GetPolicy'],
  ['POST', /\/policy$/, 'AddPermission'],
  ['DELETE', /\/policy\/[^/]+$/, 'RemovePermission'],
  ['POST', /\/event-source-mappings\/?$/, 'CreateEventSourceMapping'],
  ['GET', /\/event-source-mappings\/[^/]+$/, 'GetEventSourceMapping'],
  ['PUT', /\/event-source-mappings\/[^/]+$/, 'UpdateEventSourceMapping'],
  ['DELETE', /\/event-source-mappings\/[^/]+$/, 'DeleteEventSourceMapping'],
  ['GET', /\/event-invoke-config$/, 'GetFunctionEventInvokeConfig'],
  ['PUT', /\/event-invoke-config$/, 'PutFunctionEventInvokeConfig'],
  ['DELETE', /\/event-invoke-config$/, 'DeleteFunctionEventInvokeConfig'],
  ['GET', /\/provisioned-concurrency$/, 'GetProvisionedConcurrencyConfig'],
  ['PUT', /\/provisioned-concurrency$/, 'PutProvisionedConcurrencyConfig'],
  ['GET', /\/tags\/.+$/, 'ListTags'],
  ['POST', /\/tags\/.+$/, 'TagResource'],
  ['DELETE', /\/tags\/.+$/, 'UntagResource'],
]

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const lambdaAction = (method: string, path: string): string =>
  OF_LAMBDA.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? `?${method} ${path}`
