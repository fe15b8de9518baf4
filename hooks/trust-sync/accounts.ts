import { IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { AwsCredentialIdentity } from '@aws-sdk/types'
import type { HookConfig } from '../../core/model/hook-config'
import { hubScope, trustSyncRole } from '../../core/model/hook-names'
import { ownValue } from '../../core/model/own-value'
import { patient, type Patience } from '../lib/patient'

/** Names the hook in every account's CloudTrail. */
const SESSION = 'trustloom'
const SECONDS = 3_600

/**
 * IAM of each environment's account, through the role that the environment has for this hook. Credentials are fetched
 * when they are needed first, and again before they expire.
 */
export function iamOfAccounts(
  config: HookConfig,
  sts: STSClient,
  patience: Patience,
): (environment: string) => Promise<IAMClient> {
  const clients = new Map<string, IAMClient>()
  return async (environment) => {
    const place = ownValue(config.environments, environment)
    if (!place) throw new TypeError(`there is no environment ${environment}`)
    const { arn } = trustSyncRole(hubScope(config), { name: environment, account: place.account })
    const client =
      clients.get(environment) ??
      new IAMClient({ ...patient(patience), region: place.region, credentials: () => become(sts, arn) })
    clients.set(environment, client)
    return client
  }
}

async function become(sts: STSClient, role: string): Promise<AwsCredentialIdentity> {
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: SESSION, DurationSeconds: SECONDS })
  const { Credentials: given } = await sts.send(command)
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined)
    throw new TypeError(`STS gave no credentials of ${role}`)
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken !== undefined && { sessionToken: given.SessionToken }),
    ...(given.Expiration && { expiration: given.Expiration }),
  }
}
