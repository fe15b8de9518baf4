import type { CognitoAccess, OidcAccess, SamlAccess } from '../../../core/model/graph'
import type { Partition } from '../../../core/model/partition'

/** Services as an account sees them, written by hand: what the product derives from a mesh is tested elsewhere. */

export const ACCOUNT = '111111111111'

/** What `SAML:aud` holds. */
export const AUDIENCES: Record<Partition, string> = {
  aws: 'https://signin.aws.amazon.com/saml',
  'aws-cn': 'https://signin.amazonaws.cn/saml',
  'aws-us-gov': 'https://signin.amazonaws-us-gov.com/saml',
}

/** The principal of identity pools and the prefix of their condition keys. */
export const POOLS: Record<Partition, string> = {
  aws: 'cognito-identity.amazonaws.com',
  'aws-cn': 'cognito-identity.cn-north-1.amazonaws.com.cn',
  'aws-us-gov': 'cognito-identity-us-gov.amazonaws.com',
}

export const iam = (resource: string, partition: Partition = 'aws'): string =>
  `arn:${partition}:iam::${ACCOUNT}:${resource}`

export const saml = (name: string, partition: Partition = 'aws'): SamlAccess => ({
  name,
  protocol: 'saml',
  provider: iam(`saml-provider/novo-${name}`, partition),
  audience: AUDIENCES[partition],
})

/** `issuer` without its scheme. */
export const oidc = (
  name: string,
  issuer: string,
  clientIds = [`0oa1${name}`],
  partition: Partition = 'aws',
): OidcAccess => ({
  name,
  protocol: 'oidc',
  provider: iam(`oidc-provider/${issuer}`, partition),
  issuer: `https://${issuer}`,
  clientIds,
})

/** Pools differ by a digit. */
export const pool = (name: string, digit: string): CognitoAccess => ({
  name,
  protocol: 'cognito',
  provider: `eu-central-1:${digit.repeat(8)}-2222-3333-4444-555555555555`,
})
