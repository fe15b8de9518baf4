import { CODE_PATTERN, GROUP_TAG } from '../../model/codes'
import { many, type PolicyDocument } from '../../policy/document'
import { leniently, type Knows } from './leniently'
import { valuesOf } from './ways'

const TAG = `aws:requesttag/${GROUP_TAG}`.toLowerCase()
const NEGATED = /(?:^|:)(?:String|Arn|Numeric|Date)?Not/

/** What attempts are made with; a Deny of some people by name, and an Allow of all but some, says little of others. */
const knows: Knows = (effect, operator, key, values) => {
  const name = key.toLowerCase()
  if (name === TAG || name.endsWith(':aud')) return true
  if (name === 'sts:sourceidentity') return operator === 'Null' || NEGATED.test(operator) === (effect === 'Deny')
  return (
    name.endsWith(':amr') &&
    operator.startsWith('ForA') &&
    many(values).every((each) => each === 'authenticated' || each === 'unauthenticated')
  )
}

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
        key.toLowerCase() === TAG ? [{ operator, values: many(values) }] : [],
      ),
    )
    const positive = asked.filter(({ operator }) => !NEGATED.test(operator))
    if (Effect === 'Deny' ? positive.length < asked.length : positive.length > 1)
      return 'has a trust policy that may ask for several groups at once'
    if (Effect === 'Allow' && positive.some(({ values }) => !values.every(isCode)))
      return 'has a trust policy that compares the tag of groups with something else than codes'
  }
  return undefined
}

/** Whatever looks like a code where the tag is compared, in whatever way. */
export const codesNamed = (trust: PolicyDocument): readonly string[] =>
  valuesOf(trust, TAG).flatMap((each) => each.split('.').filter((part) => CODE_PATTERN.test(part)))

const isCode = (pattern: string): boolean => {
  const [, code] = /^\*\.(.{4})\.\*$/.exec(pattern) ?? []
  return code !== undefined && CODE_PATTERN.test(code)
}
