import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_domain */
export const cognitoUserPoolDomain: ResourceType = {
  type: 'aws_cognito_user_pool_domain',
  computed: [
    'aws_account_id',
    'cloudfront_distribution',
    'cloudfront_distribution_arn',
    'cloudfront_distribution_zone_id',
    's3_bucket',
    'version',
  ],
  whole: 'pool-changed',
  alike: ['domain'],
}
