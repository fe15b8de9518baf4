import { warning, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import type { Check } from './check'

/** Okta sends what it has an expression for, and a hook sets no tag that nobody sends. */
export const checkOktaExpressions: Check = ({ mesh: { settings, places } }) => {
  const { hooks, okta } = settings
  if (!okta) return []
  return Object.entries(hooks?.attributes ?? {}).flatMap(([tag, claim]): Diagnostic[] => {
    if (ownValue(okta.attributes, claim) !== undefined) return []
    const message = `Okta has no expression for the claim ${claim}, so no session gets the tag ${tag}`
    const hint = 'add it to okta.attributes, such as initials: user.initials'
    return [warning('no-expression', message, places.mesh(['hooks', 'attributes', tag]), hint)]
  })
}
