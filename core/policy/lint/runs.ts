import { ownValue } from '../../model/own-value'
import type { Provider } from './providers'
import type { LintFacts, PolicySubject, RunFacts } from './types'

/** Whose runs open the role; `undefined` for a role of people. */
export const runsOf = (
  { environment, owner }: Pick<PolicySubject, 'environment' | 'owner'>,
  { runs }: LintFacts,
): RunFacts | undefined => ownValue(ownValue(runs ?? {}, environment) ?? {}, owner)

/** Whether a provider vouches for people: to a role of runs, HCP Terraform vouches for none. */
export const forPeople =
  (run: RunFacts | undefined) =>
  ({ prefix }: Provider): boolean =>
    prefix !== run?.issuer
