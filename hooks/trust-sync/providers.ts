import type { IAMClient } from '@aws-sdk/client-iam'
import type { TrustSync } from './context'
import { makeIssuer, removeIssuer, trimIssuer } from './oidc'
import { ProviderRefused } from './provider-refused'
import { makeSaml, removeSaml } from './saml'
import type { Marker } from './rows'
import { clientIdsOf, type Wanted, type WantedProvider } from './wanted'

/** Service → why the account does not take its provider. */
export type Refusals = ReadonlyMap<string, string>

/** Makes the providers that the roles are to trust; those of declared services are Terraform's. */
export async function makeProviders(sync: TrustSync, iam: IAMClient, { providers }: Wanted): Promise<Refusals> {
  const refused = new Map<string, string>()
  for (const each of providers) {
    try {
      if (each.protocol === 'saml') await makeSaml(sync, iam, each)
      else await makeIssuer(sync, iam, each)
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error
      for (const service of servicesOf(each)) refused.set(service, error.code)
    }
  }
  return refused
}

const servicesOf = (provider: WantedProvider): readonly string[] =>
  provider.protocol === 'saml' ? [provider.service] : provider.services

/** ARNs of everything that a declared service, or one of run time, signs people in through. */
const usedIn = ({ trust, providers }: Wanted): Set<string> =>
  new Set([...trust.services, ...providers.map(({ arn }) => ({ provider: arn }))].map(({ provider }) => provider))

const isSaml = (arn: string): boolean => arn.includes(':saml-provider/')

/**
 * Takes away what some version of these services had in the account, and nothing uses: no role trusts it any more.
 *
 * @returns how many providers were deleted
 */
export async function removeProviders(
  sync: TrustSync,
  iam: IAMClient,
  wanted: Wanted,
  markers: readonly Marker[],
): Promise<number> {
  const used = usedIn(wanted)
  let removed = 0
  for (const arn of [...new Set(markers.flatMap((each) => [...each.providers]))].sort()) {
    if (!used.has(arn)) removed += (await (isSaml(arn) ? removeSaml : removeIssuer)(sync, iam, arn)) ? 1 : 0
    else if (!isSaml(arn)) await trimIssuer(sync, iam, arn, clientIdsOn(arn, wanted))
  }
  return removed
}

/** Those of every service on the issuer. */
function clientIdsOn(arn: string, { trust, providers }: Wanted): readonly string[] {
  const live = providers.find((each) => each.arn === arn)
  return live?.protocol === 'oidc'
    ? live.clientIds
    : clientIdsOf(trust.services.filter((each) => each.provider === arn))
}
