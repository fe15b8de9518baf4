import type { IAMClient } from '@aws-sdk/client-iam'
import { inParallel } from '../lib/parallel'
import type { TrustSync } from './context'
import { fittings } from './room'
import { hasSaml } from './saml'
import type { Wanted, WantedSaml } from './wanted'
import { means, readTrust, writeTrust, type TrustWritten } from './write-trust'

/** So many roles at once: IAM throttles an account's calls all together. */
const PARALLEL_ROLES = 5

/** What became of the roles of an environment. */
export interface TrustsWritten {
  /** Service of run time → why some role does not trust it. */
  readonly lacking: ReadonlyMap<string, string>
  /** Whether every policy that was written was read back. */
  readonly verified: boolean
  readonly changed: boolean
}

/** Brings every role's trust policy about. */
export async function writeTrusts(sync: TrustSync, iam: IAMClient, wanted: Wanted): Promise<TrustsWritten> {
  const written = await inParallel(wanted.roles, PARALLEL_ROLES, async (role) => {
    const each = await writeTrust(sync, iam, wanted, role)
    tell(sync, wanted, each)
    return each
  })
  const lacking = written.flatMap((each) => each.lacking.services)
  return {
    lacking: new Map(lacking.map((service) => [service, 'trust-too-long'])),
    verified: written.every((each) => each.verified),
    changed: written.some((each) => each.changed),
  }
}

function tell({ log }: TrustSync, { trust }: Wanted, { role, changed, verified, lacking }: TrustWritten): void {
  const { account, revision } = trust
  if (changed) log.info('trust-written', { account, role, revision, verified })
  if (lacking.services.length + lacking.codes.length > 0)
    log.error('trust-too-long', { account, role, limit: trust.trustLimit, ...lacking })
}

/**
 * Before a SAML provider gets other metadata: takes it out of the roles whose trust policies are to change, too. For a
 * moment they would let in somebody of the new identity provider by the old policy, which neither the old state nor
 * the new one does.
 */
export async function turnTrusts(sync: TrustSync, iam: IAMClient, wanted: Wanted): Promise<boolean> {
  const turning: WantedSaml[] = []
  for (const each of wanted.providers)
    if (each.protocol === 'saml' && !(await hasSaml(sync, iam, each))) turning.push(each)
  if (turning.length === 0) return false
  const turned = await inParallel(wanted.roles, PARALLEL_ROLES, async (role) => {
    const current = await readTrust(sync, iam, role)
    const [final] = fittings(wanted.trust, role, current)
    const trusts = turning.some(({ arn }) => current.includes(JSON.stringify(arn)))
    if (!trusts || (final && means(current, final.document))) return false
    const live = role.live.filter(({ name }) => !turning.some((each) => each.service === name))
    return (await writeTrust(sync, iam, wanted, { ...role, live })).changed
  })
  return turned.includes(true)
}
