import { codePattern } from '../../core/model/codes'
import type { ServiceAccess } from '../../core/model/graph'
import type { TrustRow } from '../../core/model/trust-row'
import type { PolicyDocument } from '../../core/policy/document'
import { policySize } from '../../core/policy/policy-text'
import { trustOf, type WantedRole } from './wanted'

/** A trust policy that the account has room for. */
export interface Fitting {
  readonly document: PolicyDocument
  /** Every service that is in it. */
  readonly services: readonly ServiceAccess[]
  /** What has no room: names of services, codes of groups. */
  readonly lacking: { readonly services: readonly string[]; readonly codes: readonly string[] }
}

/**
 * What may be written to a role, the fullest first. Where not everything has room, what is in the role already stays
 * and what is new stays out, so that what was taken away is gone in any case. At last, what the files declare alone.
 *
 * @param current the role's trust policy as it is
 */
export function fittings(trust: TrustRow, wanted: WantedRole, current: string): Fitting[] {
  const { live, liveCodes } = wanted
  const present = live.filter((each) => names(current, each))
  const presentCodes = liveCodes.filter((code) => says(current, codePattern(code)))
  return [fitting(live, liveCodes), fitting(present, presentCodes), fitting([], [])].filter(
    ({ document }) => policySize(document) <= trust.trustLimit,
  )

  function fitting(services: readonly ServiceAccess[], codes: readonly string[]): Fitting {
    return {
      document: trustOf(trust, wanted, services, codes),
      services: [...wanted.declared, ...services],
      lacking: {
        services: live.filter((each) => !services.includes(each)).map((each) => each.name),
        codes: liveCodes.filter((code) => !codes.includes(code)),
      },
    }
  }
}

/** Whether a role of the environment has no room for all that it is to have. */
export const isTooLong = (trust: TrustRow, wanted: WantedRole): boolean =>
  policySize(trustOf(trust, wanted, wanted.live, wanted.liveCodes)) > trust.trustLimit

const says = (policy: string, text: string): boolean => policy.includes(JSON.stringify(text))

const names = (policy: string, access: ServiceAccess): boolean =>
  says(policy, access.provider) && (access.protocol !== 'oidc' || access.clientIds.every((each) => says(policy, each)))
