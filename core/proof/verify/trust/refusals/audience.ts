import type { ServiceAccess } from '../../../../model/graph'
import { audienceKey, poolsPrincipal } from '../../../../policy/attempt'
import { misspellings } from '../misspellings'
import { rightAttempt, type Refusal, type Way } from './way'

export function audienceFaults(way: Way): Refusal[] {
  const { service, place } = way
  const right = rightAttempt(way)
  const { [audienceKey(service, place)]: _, ...others } = right.context
  const rightful = service.protocol === 'oidc' ? service.clientIds : [audienceOf(service)]
  const foreign = misspellings(audienceOf(service)).filter((each) => !rightful.includes(each))
  const faults = [
    { fault: 'without an audience', attempt: { ...right, context: others } },
    ...foreign.map((each) => ({
      fault: `for the audience ${each}`,
      attempt: { ...right, context: { ...right.context, [audienceKey(service, place)]: each } },
    })),
  ]
  if (service.protocol !== 'cognito') return faults
  const amr = `${poolsPrincipal(place)}:amr`
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

function audienceOf(service: ServiceAccess): string {
  if (service.protocol === 'saml') return service.audience
  return service.protocol === 'oidc' ? (service.clientIds[0] ?? '') : service.provider
}
