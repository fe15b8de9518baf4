import { issuerKey, oidcProviderArn } from '../../model/arn'
import { runSubject, type RunIssuer, type RunRole } from '../../model/run-roles'
import type { Partition } from '../../model/partition'
import { canonicalPolicy } from '../canonical'
import type { PolicyDocument } from '../document'

/** An account, and whose runs its roles trust. */
export interface RunTrustScope {
  readonly partition: Partition
  readonly account: string
  readonly region: string
  readonly issuer: RunIssuer
}

/**
 * The trust policy of a role of runs: one phase of the runs of one workspace in one project of one organization, and
 * nobody else. No person opens it, so that it asks for no group and no source identity; the whole subject is compared,
 * without a pattern, because a part of it would let other workspaces in, or the plan of a pull request apply.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export function runTrust(
  { issuer, ...scope }: RunTrustScope,
  role: Pick<RunRole, 'workspace' | 'phase'>,
): PolicyDocument {
  const prefix = issuerKey(issuer.url)
  return canonicalPolicy({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: oidcProviderArn(scope, issuer.url) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${prefix}:aud`]: issuer.audience, [`${prefix}:sub`]: runSubject(issuer, role) },
        },
      },
    ],
  })
}
