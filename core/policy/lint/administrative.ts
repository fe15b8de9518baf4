import { remember } from '../evaluate/memo'
import { ADMINISTRATIVE } from './administrative-actions'
import { actionData } from './iam-data'
import { hasWildcard, overlap } from './patterns'

/** Hands a role to a service; which roles is a rule of its own. */
const EXCEPT = 'iam:passrole'

const judge = remember((action): { readonly because: string | undefined } => {
  if (action === EXCEPT) return { because: undefined }
  const colon = action.indexOf(':')
  const [service, name] = colon < 0 ? [action, '*'] : [action.slice(0, colon), action.slice(colon + 1)]
  const services = hasWildcard(service)
    ? [...ADMINISTRATIVE.keys()].filter((each) => overlap(service, each))
    : [service]
  for (const each of services) {
    const pattern = ADMINISTRATIVE.get(each)?.find((one) => overlap(one, name))
    if (pattern === undefined) continue
    return { because: hasWildcard(action) ? `it includes ${each}:${pattern}` : 'it is for administrators' }
  }
  const level = hasWildcard(action) ? '' : (actionData(service, name)?.accessLevel ?? '')
  return {
    because: level.includes('Permissions management') ? 'AWS counts it among permissions management' : undefined,
  }
})

/** Why an action, in lower case, is for administrators; `undefined` where it is not. */
export const administrativeBecause = (action: string): string | undefined => judge(action).because
