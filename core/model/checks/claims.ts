import { error, type Diagnostic, type Position } from '../diagnostic'
import type { Check } from './check'

/** Claims that AWS reads for itself, in assertions and in tokens. */
const OF_AWS = /^https:\/\/(?:aws|lakeformation)\.amazon\.com\//i

/** A claim says one thing: a person's groups, or one attribute; and those of AWS are set by the hook alone. */
export const checkClaims: Check = ({ mesh: { settings, places } }) => {
  const { hooks, okta } = settings
  const groups = new Map(Object.entries(settings.services).map(([name, { groupsClaim }]) => [groupsClaim, name]))
  const judge = (claim: string, at: Position | undefined): Diagnostic[] => {
    if (OF_AWS.test(claim)) {
      const hint = 'a hook refuses an application that sends it: name the claim otherwise'
      return [error('reserved-claim', `only a hook may set the claim ${claim}`, at, hint)]
    }
    const service = groups.get(claim)
    if (service === undefined) return []
    const hint = 'name another claim for one of the two'
    return [error('claim-clash', `the claim ${claim} carries the groups of the service ${service}`, at, hint)]
  }
  return [
    ...Object.entries(hooks?.attributes ?? {}).flatMap(([tag, claim]) =>
      judge(claim, places.mesh(['hooks', 'attributes', tag])),
    ),
    ...Object.keys(okta?.attributes ?? {}).flatMap((claim) =>
      judge(claim, places.meshKey(['okta', 'attributes', claim])),
    ),
  ]
}
