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

/** What some version of these services had in the account, and nothing uses any more. */
export function unusedProviders(wanted: Wanted, markers: readonly Marker[]): string[] {
  const used = usedIn(wanted)
  return [...new Set(markers.flatMap((each) => [...each.providers]))].filter((arn) => !used.has(arn)).sort()
}

const isSaml = (arn: string): boolean => arn.includes(':saml-provider/')

/** Takes away what nothing uses: no role trusts it any more. */
export async function removeProviders(
  sync: TrustSync,
  iam: IAMClient,
  wanted: Wanted,
  markers: readonly Marker[],
): Promise<void> {
  for (const arn of unusedProviders(wanted, markers)) {
    if (isSaml(arn)) await removeSaml(sync, iam, arn)
    else await removeIssuer(sync, iam, arn)
  }
  const used = usedIn(wanted)
  for (const arn of new Set(markers.flatMap((each) => [...each.providers]))) {
    if (isSaml(arn) || !used.has(arn)) continue
    const live = wanted.providers.find((each) => each.arn === arn)
    const declared = clientIdsOf(wanted.trust.services.filter((each) => each.provider === arn))
    await trimIssuer(sync, iam, arn, live?.protocol === 'oidc' ? live.clientIds : declared)
  }
}
