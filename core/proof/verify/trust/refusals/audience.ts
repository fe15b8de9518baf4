import { issuerKey } from '../../../../model/arn'
import type { ServiceAccess } from '../../../../model/graph'
import { cognitoPrincipal } from '../../../../model/partition'
import { misspellings } from '../misspellings'
import { rightAttempt, type Refusal, type Way } from './way'

export function audienceFaults(way: Way): Refusal[] {
  const { service, place } = way
  const right = rightAttempt(way)
  const { [audienceKey(way)]: _, ...others } = right.context
  const rightful = service.protocol === 'oidc' ? service.clientIds : [audienceOf(service)]
  const foreign = misspellings(audienceOf(service)).filter((each) => !rightful.includes(each))
  const faults = [
    { fault: 'without an audience', attempt: { ...right, context: others } },
    ...foreign.map((each) => ({
      fault: `for the audience ${each}`,
      attempt: { ...right, context: { ...right.context, [audienceKey(way)]: each } },
    })),
  ]
  if (service.protocol !== 'cognito') return faults
  const amr = `${cognitoPrincipal(place.partition, place.region)}:amr`
  const { [amr]: __, ...anonymous } = right.context
  return [
    ...faults,
    {
      fault: 'as a guest of the pool',
      attempt: { ...right, context: { ...right.context, [amr]: ['unauthenticated'] } },
    },
    { fault: 'without saying how the user signed in', attempt: { ...right, context: anonymous } },
  ]
}

function audienceKey({ service, place }: Way): string {
  if (service.protocol === 'saml') return 'SAML:aud'
  return service.protocol === 'oidc'
    ? `${issuerKey(service.issuer)}:aud`
    : `${cognitoPrincipal(place.partition, place.region)}:aud`
}

function audienceOf(service: ServiceAccess): string {
  if (service.protocol === 'saml') return service.audience
  return service.protocol === 'oidc' ? (service.clientIds[0] ?? '') : service.provider
}
