import {
  GetRoleCommand,
  LimitExceededException,
  MalformedPolicyDocumentException,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam'
import type { PolicyDocument } from '../../core/policy/document'
import { canonicalPolicy, policyText } from '../../core/policy/policy-text'
import type { TrustSync } from './context'
import { isTransientOrUnknown, readBack, retrying } from './retries'
import { fittings, type Fitting } from './room'
import { assertSafe } from './safe'
import type { Wanted, WantedRole } from './wanted'

/** What became of a role's trust policy. */
export interface TrustWritten {
  readonly role: string
  /** Whether it was another before. */
  readonly changed: boolean
  /** Whether it was read back as it was written; otherwise somebody else has written another, or IAM is slow. */
  readonly verified: boolean
  readonly lacking: Fitting['lacking']
}

/** Brings one role's trust policy about: reads it, writes it where it means something else, and reads it back. */
export async function writeTrust(
  sync: TrustSync,
  iam: IAMClient,
  { trust }: Pick<Wanted, 'trust'>,
  wanted: WantedRole,
): Promise<TrustWritten> {
  const { name: role, arn } = wanted.role
  const current = await readTrust(sync, iam, wanted)
  for (const { document, services, lacking } of fittings(trust, wanted, current)) {
    if (means(current, document)) return { role, changed: false, verified: true, lacking }
    assertSafe(document, arn, trust, services)
    if (!(await update(sync, iam, role, document))) continue
    const isThere = async (): Promise<boolean> => means(await readTrust(sync, iam, wanted), document)
    return { role, changed: true, verified: await readBack(sync, isThere), lacking }
  }
  const lacking = { services: wanted.live.map((each) => each.name), codes: wanted.liveCodes }
  return { role, changed: false, verified: true, lacking }
}

/** The role's trust policy as text. @throws where the role of this name lies outside the mesh */
export async function readTrust(sync: TrustSync, iam: IAMClient, { role }: WantedRole): Promise<string> {
  const { Role: found } = await retrying(
    sync,
    () => iam.send(new GetRoleCommand({ RoleName: role.name })),
    isTransientOrUnknown,
  )
  // Names are unique in an account, whatever the path.
  if (found?.Arn !== role.arn) throw new TypeError(`${role.name} is ${found?.Arn}, and not the mesh's ${role.arn}`)
  return decodeURIComponent(found.AssumeRolePolicyDocument ?? '')
}

/**
 * `false` where the account has less room than the mesh's files say. A provider that was made a moment ago may not be
 * known everywhere, so that IAM refuses a policy that names it.
 */
async function update(sync: TrustSync, iam: IAMClient, role: string, document: PolicyDocument): Promise<boolean> {
  const command = new UpdateAssumeRolePolicyCommand({ RoleName: role, PolicyDocument: policyText(document) })
  const passes = (error: unknown): boolean =>
    isTransientOrUnknown(error) || error instanceof MalformedPolicyDocumentException
  try {
    await retrying(sync, () => iam.send(command), passes)
    return true
  } catch (error) {
    if (error instanceof LimitExceededException) return false
    throw error
  }
}

/** Whether a text is the policy, however it is written. */
export function means(text: string, document: PolicyDocument): boolean {
  try {
    const { Statement, ...rest } = JSON.parse(text) as PolicyDocument
    const statements = Array.isArray(Statement) ? Statement : [Statement]
    return policyText(canonicalPolicy({ ...rest, Statement: statements })) === policyText(canonicalPolicy(document))
  } catch {
    return false
  }
}
