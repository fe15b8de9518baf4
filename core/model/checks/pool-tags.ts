import { isFixedClaim } from '../cognito-claims'
import { error, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/** An identity pool makes each session tag of the claim of its name, which the hook of its user pool must be able to set. */
export const checkPoolTags: Check = ({ mesh: { settings, places } }) => {
  const pools = Object.entries(settings.services).filter(([, each]) => each.protocol === 'cognito')
  const [pool] = pools.map(([name]) => name)
  if (pool === undefined) return []
  return Object.keys(settings.hooks?.attributes ?? {}).flatMap((tag): Diagnostic[] => {
    if (!isFixedClaim(tag)) return []
    const message = `Cognito lets no hook set the claim ${tag}, so that nobody could sign in through ${pool}`
    return [
      error('fixed-claim', message, places.meshKey(['hooks', 'attributes', tag]), 'name the session tag otherwise'),
    ]
  })
}
