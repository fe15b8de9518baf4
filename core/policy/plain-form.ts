import type { PolicyDocument } from './document'

type Values = Readonly<Record<string, unknown>>

/**
 * Whether a value is a policy in the form that nearly all have. A schema says the same with more words, and takes eight
 * times as long for it; what this refuses is for the schema to judge.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function isPlainPolicy(value: unknown): value is PolicyDocument {
  if (!isMap(value)) return false
  const { Version, Id, Statement } = value
  const elements = Object.keys(value).length
  if (Version !== '2012-10-17' || elements !== (Id === undefined ? 2 : 3)) return false
  return (Id === undefined || typeof Id === 'string') && Array.isArray(Statement) && Statement.every(isStatement)
}

function isStatement(value: unknown): boolean {
  if (!isMap(value)) return false
  const { Effect } = value
  return (Effect === 'Allow' || Effect === 'Deny') && holds(value, isElement)
}

function isElement(value: unknown, name: string): boolean {
  switch (name) {
    case 'Effect':
      return true
    case 'Sid':
      return typeof value === 'string' && /^[A-Za-z0-9]*$/.test(value)
    case 'Action':
    case 'NotAction':
    case 'Resource':
    case 'NotResource':
      return isTexts(value)
    case 'Principal':
    case 'NotPrincipal':
      return value === '*' || (isMap(value) && Object.keys(value).length > 0 && holds(value, isPrincipal))
    case 'Condition':
      return isMap(value) && holds(value, (keys) => isMap(keys) && holds(keys, isTexts))
    default:
      return false
  }
}

const isPrincipal = (value: unknown, type: string): boolean =>
  (type === 'AWS' || type === 'Federated' || type === 'Service' || type === 'CanonicalUser') && isTexts(value)

const isTexts = (value: unknown): boolean =>
  typeof value === 'string' ||
  (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'))

/** A schema leaves `__proto__` out. */
const holds = (values: Values, test: (value: unknown, name: string) => boolean): boolean =>
  Object.keys(values).every((name) => name !== '__proto__' && test(values[name], name))

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
