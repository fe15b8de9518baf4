import {
  GetRoleCommand,
  LimitExceededException,
  MalformedPolicyDocumentException,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
  type Role,
} from '@aws-sdk/client-iam'
import { TRUST_TAG } from '../../core/model/tags'
import type { TrustRole, TrustRow } from '../../core/model/trust-row'
import type { PolicyDocument } from '../../core/policy/document'
import { canonicalPolicy, policyText } from '../../core/policy/policy-text'
import { BadRow } from '../lib/bad-row'
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

/**
 * Brings one role's trust policy about: reads it, writes it where it means something else, and reads it back.
 *
 * @throws {BadRow} where the row TRUST is not what the environment's files say of the role
 */
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
    await assertDeclared(sync, iam, trust, wanted)
    assertSafe(document, arn, trust, services)
    if (!(await update(sync, iam, role, document))) continue
    const isThere = async (): Promise<boolean> => means(await readTrust(sync, iam, wanted), document)
    return { role, changed: true, verified: await readBack(sync, isThere), lacking }
  }
  const lacking = { services: wanted.live.map((each) => each.name), codes: wanted.liveCodes }
  return { role, changed: false, verified: true, lacking }
}

/**
 * Terraform writes the role's tag before the row, in the account of the environment; everybody who deploys some
 * environment may be able to write the row. IAM may show a tag for a while that is older than the row.
 */
async function assertDeclared(sync: TrustSync, iam: IAMClient, trust: TrustRow, { role }: WantedRole): Promise<void> {
  const agrees = async (): Promise<boolean> => {
    const { Tags = [] } = await readRole(sync, iam, role)
    return Tags.some(({ Key, Value }) => Key === TRUST_TAG && Value === role.mark)
  }
  if (!(await readBack(sync, agrees)))
    throw new BadRow(trust, `says of ${role.name} what its tag ${TRUST_TAG} does not`)
}

/** The role's trust policy as text. @throws where the role of this name lies outside the mesh */
export async function readTrust(sync: TrustSync, iam: IAMClient, { role }: WantedRole): Promise<string> {
  return decodeURIComponent((await readRole(sync, iam, role)).AssumeRolePolicyDocument ?? '')
}

async function readRole(sync: TrustSync, iam: IAMClient, { name, arn }: TrustRole): Promise<Role> {
  const command = new GetRoleCommand({ RoleName: name })
  const { Role: found } = await retrying(sync, () => iam.send(command), isTransientOrUnknown)
  // Names are unique in an account, whatever the path.
  if (found?.Arn !== arn) throw new TypeError(`${name} is ${found?.Arn}, and not the mesh's ${arn}`)
  return found
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
