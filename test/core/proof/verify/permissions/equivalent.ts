import { many, type Statement } from '../../../../../core/policy/document'

/**
 * Whether a mutant means what the original means, because it takes away only what other statements give, too, and gives
 * only what was given: reading files and writing them both list the bucket, for one.
 *
 * @param before every statement of the role or resource, the original among them
 */
export function isSame(before: readonly Statement[], original: Statement, changed: Statement | undefined): boolean {
  const after = before.flatMap((each) => (each !== original ? [each] : changed ? [changed] : []))
  if (original.Effect !== 'Allow' || (changed && changed.Effect !== 'Allow')) return false
  return isGiven(original, after) && (changed === undefined || isGiven(changed, before))
}

/** Whether each action of a statement is given on each of its resources by one of the others. */
const isGiven = (statement: Statement, others: readonly Statement[]): boolean =>
  many(statement.Action).every((action) =>
    resources(statement).every((resource) =>
      others.some((each) => each.Effect === 'Allow' && gives(each, statement, action, resource)),
    ),
  )

const resources = ({ Resource: resource }: Statement): readonly string[] => many(resource)

function gives(each: Statement, statement: Statement, action: string, resource: string): boolean {
  const same = (key: 'Principal' | 'Condition'): boolean => JSON.stringify(each[key]) === JSON.stringify(statement[key])
  return (
    many(each.Action).includes(action) &&
    resources(each).some((one) => one === resource || (one.endsWith('*') && resource.startsWith(one.slice(0, -1)))) &&
    same('Principal') &&
    (each.Condition === undefined || same('Condition') || wider(each, statement))
  )
}

/** Whether the conditions are alike but for keys that one lists and the other does not ask for more of. */
function wider({ Condition: a = {} }: Statement, { Condition: b = {} }: Statement): boolean {
  const entries = (conditions: typeof a): [string, readonly string[]][] =>
    Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]): [string, readonly string[]] => [
        // For one alias without wildcards both operators say the same.
        `${operator.replace('StringLike', 'StringEquals')} ${key}`,
        many(value),
      ]),
    )
  const [of, than] = [new Map(entries(a)), new Map(entries(b))]
  return (
    of.size === than.size && [...of].every(([key, values]) => than.get(key)?.every((each) => values.includes(each)))
  )
}
