import { ownValue } from '../../model/own-value'
import { covers } from './patterns'
import type { LintFacts, PolicySubject } from './types'

type Duties = Readonly<Record<string, readonly string[]>>

/** What a role is there for, though it is for administrators; `undefined` for a role that is there for no such thing. */
export const dutiesOf = (
  { environment, owner }: Pick<PolicySubject, 'environment' | 'owner'>,
  { duties }: LintFacts,
): Duties | undefined => ownValue(ownValue(duties ?? {}, environment) ?? {}, owner)

/**
 * Whether a role is there for an action on all that a statement names.
 *
 * @param action in lower case
 */
export function isDuty(own: Duties | undefined, action: string, resources: readonly string[]): boolean {
  const patterns = own && ownValue(own, action)
  return (
    patterns !== undefined &&
    resources.length > 0 &&
    reachedBy(action, resources).every((each) => patterns.some((pattern) => covers(pattern, each)))
  )
}

/**
 * The resources on which an action may mean something: statements may be shared between services, and where a statement
 * names resources of the action's own, those of others are there for other actions.
 */
function reachedBy(action: string, resources: readonly string[]): readonly string[] {
  const [service] = action.split(':')
  const serviceOf = (resource: string): string => (resource.split(':')[2] ?? '').toLowerCase()
  if (!resources.some((each) => serviceOf(each) === service)) return resources
  return resources.filter((each) => serviceOf(each) === service || !/^[a-z0-9-]+$/.test(serviceOf(each)))
}
