import { CODE_PATTERN } from '../../model/codes'
import { codeIn } from '../../policy/code-classes'
import { GROUP_KEY, IDENTITY_KEY } from '../../policy/condition-keys'
import { many, type OneOrMany, type PolicyDocument } from '../../policy/document'
import { leniently, type Knows } from './leniently'
import { valuesOf } from './ways'

const NEGATED = /(?:^|:)(?:String|Arn|Numeric|Date)?Not/

/** What attempts are made with; a Deny of some people by name, and an Allow of all but some, says little of others. */
const knows: Knows = (effect, operator, key, values) => {
  const name = key.toLowerCase()
  if (name === GROUP_KEY) return true
  if (name.endsWith(':aud')) return isPlain(operator, values)
  if (name === IDENTITY_KEY)
    return operator === 'Null' || (isPlain(operator, values) && NEGATED.test(operator) === (effect === 'Deny'))
  return (
    name.endsWith(':amr') &&
    operator.startsWith('ForA') &&
    many(values).every((each) => each === 'authenticated' || each === 'unauthenticated')
  )
}

/** Whether a text that the policy itself writes meets it, and no variable or number decides. */
const isPlain = (operator: string, values: OneOrMany): boolean =>
  PLAIN.test(operator) && many(values).every((each) => !each.includes('${'))

const PLAIN = /^(?:Null|(?:ForA(?:ny|ll)Values?:)?String(?:Not)?(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)?)$/

const known = new WeakMap<PolicyDocument, PolicyDocument>()

/** A trust policy without what attempts cannot answer. */
export function answerable(trust: PolicyDocument): PolicyDocument {
  const read = known.get(trust) ?? leniently(trust, knows)
  known.set(trust, read)
  return read
}

/** Why the groups that are asked one by one may not be all who get in; goes on after the role's address. */
export function unclearGroups({ Statement }: PolicyDocument): string | undefined {
  for (const { Effect, Condition = {} } of Statement) {
    const asked = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, values]) =>
        key.toLowerCase() === GROUP_KEY ? [{ operator, values: many(values) }] : [],
      ),
    )
    const positive = asked.filter(({ operator }) => !NEGATED.test(operator))
    if (Effect === 'Deny' ? positive.length < asked.length : positive.length > 1)
      return 'has a trust policy that may ask for several groups at once'
    if (Effect === 'Allow' && positive.some(({ values }) => values.some((each) => codeIn(each) === undefined)))
      return 'has a trust policy that compares the tag of groups with something else than codes'
  }
  const several = [...comparedWith(Statement)].find(([, sets]) => sets.size > 1)
  return several && `has a trust policy that compares ${several[0]} with different values in different places`
}

/** Source identity and audiences by name → the lists of values; with more than one, no value alone is sure to meet all. */
function comparedWith(statements: PolicyDocument['Statement']): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { Condition = {} } of statements) {
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        const name = key.toLowerCase()
        if ((name !== IDENTITY_KEY && !name.endsWith(':aud')) || operator === 'Null') continue
        const sets = found.get(name) ?? new Set<string>()
        found.set(name, sets.add(JSON.stringify([...new Set(many(values))].sort())))
      }
    }
  }
  return found
}

/** Whatever looks like a code where the tag is compared, in whatever way. */
export const codesNamed = (trust: PolicyDocument): readonly string[] =>
  valuesOf(trust, GROUP_KEY).flatMap((each) => each.split('.').filter((part) => CODE_PATTERN.test(part)))
