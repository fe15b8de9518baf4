import { error, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html */
const LONGEST = 20

/** A pool that the hub makes keeps each claim as an attribute of the user, for the hook to read. */
export const checkPoolAttributes: Check = ({ mesh: { settings, places } }) => {
  const pools = Object.entries(settings.services).filter(
    ([, each]) => each.protocol === 'cognito' && each.userPool !== undefined && each.userPool.trigger === undefined,
  )
  const [pool] = pools.map(([name]) => name)
  if (pool === undefined) return []
  return Object.entries(settings.hooks?.attributes ?? {}).flatMap(([tag, claim]): Diagnostic[] => {
    if (claim.length <= LONGEST) return []
    const message = `the user pool of ${pool} cannot keep the claim ${claim}: names of its attributes have at most ${LONGEST} characters, and this has ${claim.length}`
    return [
      error('long-claim', message, places.mesh(['hooks', 'attributes', tag]), 'let the directory send a shorter claim'),
    ]
  })
}
