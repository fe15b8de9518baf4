/** An AWS partition: a group of Regions with names, sign-in pages and service principals of its own. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const satisfies readonly Partition[]

interface PartitionFacts {
  /** What `SAML:aud` holds: the assertion's Recipient, the page where AWS takes assertions. */
  readonly samlAudience: string
  /** How the names of the partition's Regions look. */
  readonly region: RegExp
}

const facts: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    samlAudience: 'https://signin.aws.amazon.com/saml',
    region: /^(?!cn-|us-gov-|us-iso)[a-z]{2,3}-[a-z]+-\d{1,2}$/,
  },
  'aws-cn': {
    samlAudience: 'https://signin.amazonaws.cn/saml',
    region: /^cn-[a-z]+-\d{1,2}$/,
  },
  'aws-us-gov': {
    samlAudience: 'https://signin.amazonaws-us-gov.com/saml',
    region: /^us-gov-[a-z]+-\d{1,2}$/,
  },
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export function partitionFacts(partition: Partition): PartitionFacts {
  return facts[partition]
}

/**
 * The federated principal of Cognito identity pools, and the prefix of their condition keys.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
export function cognitoPrincipal(partition: Partition, region: string): string {
  if (partition === 'aws-cn') return 'cognito-identity.cn-north-1.amazonaws.com.cn'
  if (partition === 'aws-us-gov') {
    return region === 'us-gov-west-1'
      ? 'cognito-identity-us-gov.amazonaws.com'
      : `cognito-identity.${region}.amazonaws.com`
  }
  return 'cognito-identity.amazonaws.com'
}
