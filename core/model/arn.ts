import type { Partition } from './partition'

/** ARNs are literal text everywhere, so that a plan knows every policy before anything exists. */
export interface ArnScope {
  readonly partition: Partition
  readonly account: string
  readonly region: string
}

export const roleArn = (scope: ArnScope, path: string, name: string): string =>
  `arn:${scope.partition}:iam::${scope.account}:role${path}${name}`

export const samlProviderArn = (scope: ArnScope, name: string): string =>
  `arn:${scope.partition}:iam::${scope.account}:saml-provider/${name}`

export const oidcProviderArn = (scope: ArnScope, issuer: string): string =>
  `arn:${scope.partition}:iam::${scope.account}:oidc-provider/${issuerKey(issuer)}`

/** What IAM calls an issuer in ARNs and condition keys: its URL without the scheme; a slash at the end belongs to it. */
export const issuerKey = (issuer: string): string => issuer.replace(/^https:\/\//, '')

export const bucketArn = (scope: Pick<ArnScope, 'partition'>, bucket: string): string =>
  `arn:${scope.partition}:s3:::${bucket}`

export const glueArn = (scope: ArnScope, resource: string): string =>
  `arn:${scope.partition}:glue:${scope.region}:${scope.account}:${resource}`

export const workgroupArn = (scope: ArnScope, workgroup: string): string =>
  `arn:${scope.partition}:athena:${scope.region}:${scope.account}:workgroup/${workgroup}`
