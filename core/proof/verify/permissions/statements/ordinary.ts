import { many, type Conditions, type OneOrMany, type Statement } from '../../../../policy/document'

/** A variable with its key; `${*}` and the like are plain characters. */
const VARIABLE = /\$\{([^*?$},][^},]*)[^}]*\}/g

/**
 * A statement with whatever hangs on circumstances that nobody here knows decided in the caller's favour: an Allow
 * counts as if they were right, a Deny as if they were not. So nothing is overlooked that some session could do.
 *
 * @param known condition keys in lower case of which every request says whether it has them
 * @returns `undefined` for a Deny that an unknown circumstance can lift
 */
export function ordinary(statement: Statement, known: ReadonlySet<string>, expands: boolean): Statement | undefined {
  const isUnknown = (key: string): boolean => !known.has(key.toLowerCase())
  const isOpen = (value: OneOrMany): boolean =>
    expands &&
    [value].flat().some((each) => [...String(each).matchAll(VARIABLE)].some(([, key = '']) => isUnknown(key)))
  const { Effect: effect, Condition: conditions = {}, Resource: resource, NotResource: excepted } = statement
  const kept: Conditions = Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).filter(([key, value]) => known.has(key.toLowerCase()) && !isOpen(value))),
    ]),
  )
  if (effect === 'Deny') {
    const isLiftable =
      count(kept) < count(conditions) || isOpen(resource ?? []) || (excepted !== undefined && isOpen(excepted))
    return isLiftable ? undefined : statement
  }
  const { NotResource: _, ...open } = statement
  if (excepted !== undefined && isOpen(excepted)) return { ...open, Resource: '*', Condition: kept }
  const wide = (value: OneOrMany): OneOrMany =>
    many(value).map((each) => each.replace(VARIABLE, (text, key: string) => (isUnknown(key) ? '*' : text)))
  const named = resource !== undefined && isOpen(resource) ? { Resource: wide(resource) } : {}
  return { ...statement, ...named, Condition: kept }
}

const count = (conditions: Conditions): number =>
  Object.values(conditions).reduce((sum, keys) => sum + Object.keys(keys).length, 0)
