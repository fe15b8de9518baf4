import { many, type Conditions, type PolicyDocument, type Statement } from '../../../../core/policy/document'

/** A policy with one thing less in it, and what that is. */
export interface Mutant {
  readonly what: string
  readonly document: PolicyDocument
}

/** Policies that allow less: without a statement, an action, a resource, or one of a condition's values. */
export function narrower(document: PolicyDocument): Mutant[] {
  return document.Statement.flatMap((statement, index) => [
    { what: `without ${name(statement, index)}`, document: without(document, index) },
    ...fewer(many(statement.Action)).map(([gone, Action]) => changed(document, index, { ...statement, Action }, gone)),
    ...fewer(many(statement.Resource)).map(([gone, Resource]) =>
      changed(document, index, { ...statement, Resource }, gone),
    ),
    ...conditionsOf(statement).flatMap(([operator, key, values]) =>
      fewer(values).map(([gone, rest]) =>
        changed(document, index, { ...statement, Condition: put(statement.Condition, operator, key, rest) }, gone),
      ),
    ),
  ])
}

/** Policies that allow more: without one key of a condition. */
export function wider(document: PolicyDocument): Mutant[] {
  return document.Statement.flatMap((statement, index) =>
    conditionsOf(statement).map(([operator, key]) =>
      changed(
        document,
        index,
        { ...statement, Condition: put(statement.Condition, operator, key, undefined) },
        `${operator} ${key}`,
      ),
    ),
  )
}

const name = ({ Sid }: Statement, index: number): string => Sid ?? `statement ${index}`

const without = (document: PolicyDocument, index: number): PolicyDocument => ({
  ...document,
  Statement: document.Statement.filter((_, place) => place !== index),
})

function changed(document: PolicyDocument, index: number, statement: Statement, gone: string): Mutant {
  const statements = document.Statement.map((each, place) => (place === index ? statement : each))
  return { what: `${name(statement, index)} without ${gone}`, document: { ...document, Statement: statements } }
}

/** A list without each of its elements; one of one has no part. */
const fewer = (values: readonly string[]): [string, string[]][] =>
  values.length < 2 ? [] : values.map((gone) => [gone, values.filter((each) => each !== gone)])

const conditionsOf = ({ Condition = {} }: Statement): [string, string, readonly string[]][] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): [string, string, readonly string[]] => [operator, key, many(values)]),
  )

function put(conditions: Conditions = {}, operator: string, key: string, values: string[] | undefined): Conditions {
  const { [key]: _, ...others } = conditions[operator] ?? {}
  const keys = values ? { ...others, [key]: values } : others
  const { [operator]: __, ...rest } = conditions
  return Object.keys(keys).length > 0 ? { ...rest, [operator]: keys } : rest
}
